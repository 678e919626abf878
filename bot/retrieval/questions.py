"""The question leg: the user's question against questions that the corpus is known to answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.ports import IndexedQuestion, LexicalIndex, VectorIndex, Vectors
from bot.retrieval.analysis import Analyzer
from bot.retrieval.query import Query

_POOL = 150
_COSINE = 0.6
_READ = 20
"""So many of the nearest are read with their sentence."""


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """A known question near the user's.

    Attributes:
        score: 0 to 1, from both.
        cosine: likeness in meaning.
        overlap: shared content words, weighted by rarity (Dice).
        terms: index terms of the known question and of the sentence that it was written for; read of the nearest only.
        names: names and years of the known question; read of the nearest only.
    """

    question: IndexedQuestion
    score: float
    cosine: float
    overlap: float
    terms: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


class QuestionLeg:
    """Matches question to question.

    Args:
        questions: all indexed questions.
        vectors: their vectors by id.
        lexical: their words.
        analyzer: the analysis of the index.
        rarity: decides how much a word says; ``lexical`` by default.
    """

    def __init__(
        self,
        questions: Sequence[IndexedQuestion],
        vectors: VectorIndex,
        lexical: LexicalIndex,
        analyzer: Analyzer,
        rarity: LexicalIndex | None = None,
    ) -> None:
        self._questions = {q.id: q for q in questions}
        self._vectors = vectors
        self._lexical = lexical

        counted = rarity or lexical

        def weigh(term: str) -> float:
            return math.log(1 + counted.count() / (1 + counted.document_frequency(term)))

        self._weight = weight = lru_cache(maxsize=50_000)(weigh)
        self._sum = lru_cache(maxsize=20_000)(lambda terms: sum(map(weight, terms)))
        self._held = lru_cache(maxsize=20_000)(lambda text: frozenset(analyzer.index_terms(text)))
        self._names = lru_cache(maxsize=20_000)(
            lambda text: frozenset(t.stem for t in analyzer.tokens(text) if t.is_name)
        )
        self._terms = lru_cache(maxsize=20_000)(lambda text: frozenset(t.stem for t in analyzer.tokens(text)))

    def count(self) -> int:
        """Number of known questions."""
        return len(self._questions)

    def match(self, query: Query, vector: Vectors, k: int = 40, pool: int = _POOL) -> list[QuestionMatch]:
        """The k nearest known questions, best first.

        Args:
            pool: so many of each leg are compared.
        """
        cosines = {s.id: s.score for s in self._vectors.search(vector, pool)}
        near = {*cosines, *(s.id for s in self._lexical.search(query.terms, pool))}
        matches = []
        for name in near:
            question = self._questions[name]
            cosine = max(cosines.get(name, 0.0), 0.0)
            overlap = self._overlap(query, self._terms(question.text))
            matches.append(QuestionMatch(question, _COSINE * cosine + (1 - _COSINE) * overlap, cosine, overlap))
        best = sorted(matches, key=lambda m: (-m.score, m.question.id))[:k]
        return [*(self._read(m) for m in best[:_READ]), *best[_READ:]]

    def nearest(self, vector: Vectors, k: int) -> list[QuestionMatch]:
        """The k nearest known questions by their vectors alone, best first; not read."""
        found = ((self._questions[s.id], max(s.score, 0.0)) for s in self._vectors.search(vector, k))
        return [QuestionMatch(question, score, score, 0.0) for question, score in found]

    def _read(self, match: QuestionMatch) -> QuestionMatch:
        terms = self._held(match.question.text) | self._held(match.question.sentence)
        return replace(match, terms=terms, names=self._names(match.question.text))

    def _overlap(self, query: Query, terms: frozenset[str]) -> float:
        own = {t.stem for t in query.tokens}
        shared = sum(self._weight(t) for t in own & terms)
        for token in query.tokens:
            if token.stem not in terms and query.alternatives.get(token.surface, frozenset()) & terms:
                shared += 0.8 * self._weight(token.stem)
        total = sum(self._weight(t) for t in own) + self._sum(terms)
        return min(1.0, 2 * shared / total) if total else 0.0
