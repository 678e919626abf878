"""Search: analyse, ask the legs, fuse, judge the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.answers import Hit
from bot.domain.passages import Passage
from bot.ports import Catalog, Embedder, LexicalIndex, Scored, VectorIndex, Vectors
from bot.retrieval.analysis import Analyzer
from bot.retrieval.countries import country_factor
from bot.retrieval.evidence import Evidence, EvidenceModel, Seen, judge
from bot.retrieval.fusion import Weights, fuse, spread
from bot.retrieval.query import Query, QueryAnalyzer
from bot.retrieval.questions import QuestionLeg, QuestionMatch

_POOL = 100
_JUDGED = 5
_SPARE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought up.

    Attributes:
        vector: the question's vector, shape (dimension,).
        matches: known questions near the user's, best first.
        evidence: whether the corpus can answer at all.
    """

    query: Query
    vector: Vectors
    hits: tuple[Hit, ...]
    matches: tuple[QuestionMatch, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Legs:
    """The indexes of one version."""

    lexical: LexicalIndex
    vectors: VectorIndex
    questions: QuestionLeg


class Searcher:
    """Finds passages for a question.

    Args:
        weights: how the legs are fused; a weight of 0 switches a leg off.
    """

    def __init__(
        self,
        catalog: Catalog,
        legs: Legs,
        embedder: Embedder,
        query_analyzer: QueryAnalyzer,
        analyzer: Analyzer,
        model: EvidenceModel,
        weights: Weights,
    ) -> None:
        self._catalog = catalog
        self.legs = legs
        self.embedder = embedder
        self._query_analyzer = query_analyzer
        self.analyzer = analyzer
        self._model = model
        self._weights = weights

    def search(self, question: str, k: int = 10, context: str = "") -> Found:
        """The k best passages for a question.

        Args:
            context: the question before, for a follow-up.
        """
        query = self._query_analyzer.analyse(question, context)
        vector = self.embedder.embed_queries([query.text])[0]
        lexical = self.legs.lexical.search(query.terms, _POOL) if self._weights.lexical else []
        dense = self.legs.vectors.search(vector, _POOL) if self._weights.dense else []
        matches = self.legs.questions.match(query, vector) if self._weights.question else []
        fused = fuse(
            [
                (spread(lexical), self._weights.lexical),
                (spread(dense), self._weights.dense),
                (self._by_passage(matches), self._weights.question),
            ]
        )
        hits = self._hits(fused, k, query)
        terms = [self.terms_of(hit.passage) for hit in hits[:_JUDGED]]
        seen = Seen(terms, matches, dense, query.alternatives)
        evidence = judge(query, seen, self.legs.lexical, self._model)
        return Found(query, vector, hits, tuple(matches), evidence)

    def terms_of(self, passage: Passage) -> frozenset[str]:
        """Index terms of a passage and of the questions it is known to answer."""
        return frozenset(self.analyzer.index_terms(f"{passage.search_text} {' '.join(passage.questions)}"))

    @staticmethod
    def _by_passage(matches: list[QuestionMatch]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for match in matches:
            for passage in match.question.passage_ids:
                scores[passage] = max(scores.get(passage, 0.0), match.score)
        return scores

    def _hits(self, fused: list[Scored], k: int, query: Query) -> tuple[Hit, ...]:
        best = fused[: k + _SPARE]
        passages: dict[str, Passage] = {p.id: p for p in self._catalog.passages([s.id for s in best])}
        kept = [(s.score * country_factor(query, passages[s.id].countries), s.id) for s in best if s.id in passages]
        kept.sort(key=lambda item: -item[0])
        return tuple(Hit(rank, score, passages[name]) for rank, (score, name) in enumerate(kept[:k], 1))
