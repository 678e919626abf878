"""What is read of a passage at question time: its terms, sentence by sentence. Kept, because passages come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.numbers import figures_only, find_numbers
from bot.domain.passages import Passage
from bot.ports import Embedder, Vectors
from bot.retrieval.analysis import Analyzer

_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as the ranking and the judgement see it.

    Attributes:
        words: number of words.
        terms: index terms of heading and text.
        asked: index terms of the questions that the passage is known to answer.
        sentences: index terms of each sentence.
        units: for each sentence, its terms with those of the heading and of its own questions.
        figures: for each sentence, whether it holds a figure other than a year.
        vectors: one unit vector a sentence, shape (sentences, dimension); None without a fast embedder.
    """

    passage: Passage
    words: int
    terms: frozenset[str]
    asked: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    units: tuple[frozenset[str], ...]
    figures: tuple[bool, ...]
    vectors: Vectors | None


class PassageReader:
    """Reads passages and keeps the last few thousand readings.

    Args:
        fetch: gives passages by id; unknown ids are left out.
        embedder: for sentence vectors; None when it is too slow for that.
    """

    def __init__(
        self, fetch: Callable[[Sequence[str]], list[Passage]], analyzer: Analyzer, embedder: Embedder | None
    ) -> None:
        self._fetch = fetch
        self._analyzer = analyzer
        self._embedder = embedder
        self._kept: dict[str, Reading] = {}

    def read(self, ids: Sequence[str]) -> list[Reading]:
        """The readings of passages, in order."""
        known = {i: self._kept[i] for i in ids if i in self._kept}
        fresh = self._fetch([i for i in ids if i not in known])
        vectors = self._vectors(fresh)
        known |= {p.id: self._read(p, vectors.get(p.id)) for p in fresh}
        if len(self._kept) + len(fresh) > _KEPT:
            self._kept = {}
        self._kept.update(known)
        return [known[i] for i in ids if i in known]

    def words(self, words: Sequence[str]) -> Vectors | None:
        """One vector a word, or None without a fast embedder."""
        return self._embedder.embed_queries(words) if self._embedder is not None and words else None

    def _vectors(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        texts = [s.text for p in passages for s in p.sentences]
        if self._embedder is None or not texts:
            return {}
        matrix = self._embedder.embed_passages(texts)
        stops = np.cumsum([len(p.sentences) for p in passages])
        return dict(zip((p.id for p in passages), np.split(matrix, stops[:-1]), strict=True))

    def _read(self, passage: Passage, vectors: Vectors | None) -> Reading:
        sentences = tuple(self._terms((s.text,)) for s in passage.sentences)
        asked = tuple(self._terms(s.asked) for s in passage.sentences)
        heading = self._terms(passage.heading)
        return Reading(
            passage=passage,
            words=len(passage.text.split()),
            terms=heading.union(*sentences),
            asked=self._terms(passage.questions).union(*asked),
            sentences=sentences,
            units=tuple(heading | said | known for said, known in zip(sentences, asked, strict=True)),
            figures=tuple(bool(figures_only(find_numbers(s.text))) for s in passage.sentences),
            vectors=vectors,
        )

    def _terms(self, texts: Sequence[str]) -> frozenset[str]:
        return frozenset(self._analyzer.index_terms(" . ".join(texts))) if texts else frozenset()
