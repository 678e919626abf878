"""What is read of a passage at question time: its terms, sentence by sentence. Kept, because passages come back."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.numbers import figures_only, find_numbers
from bot.domain.passages import Passage
from bot.ports import Embedder, Vectors
from bot.retrieval.analysis import Analyzer

_KEPT = 4000
_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as the ranking and the judgement see it.

    Attributes:
        terms: index terms of heading and text.
        asked: index terms of the questions that the passage is known to answer.
        sentences: index terms of each sentence.
        figures: for each sentence, whether it holds a figure other than a year.
        years: for each sentence, whether it names a year.
        vectors: one unit vector a sentence, shape (sentences, dimension); None without a fast embedder.
    """

    terms: frozenset[str]
    asked: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    figures: tuple[bool, ...]
    years: tuple[bool, ...]
    vectors: Vectors | None


class PassageReader:
    """Reads passages and keeps the last few thousand readings.

    Args:
        embedder: for sentence vectors; None when it is too slow for that.
    """

    def __init__(self, analyzer: Analyzer, embedder: Embedder | None) -> None:
        self._analyzer = analyzer
        self._embedder = embedder
        self._kept: OrderedDict[str, Reading] = OrderedDict()

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """The readings of passages, in order."""
        fresh = [p for p in passages if p.id not in self._kept]
        vectors = self._vectors(fresh)
        for passage in fresh:
            self._kept[passage.id] = self._read(passage, vectors.get(passage.id))
        readings = [self._kept[p.id] for p in passages]
        while len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)), None)
        return readings

    def _vectors(self, passages: Sequence[Passage]) -> dict[str, Vectors]:
        texts = [s.text for p in passages for s in p.sentences]
        if self._embedder is None or not texts:
            return {}
        matrix = self._embedder.embed_passages(texts)
        stops = np.cumsum([len(p.sentences) for p in passages])
        return dict(zip((p.id for p in passages), np.split(matrix, stops[:-1]), strict=True))

    def _read(self, passage: Passage, vectors: Vectors | None) -> Reading:
        terms = self._analyzer.index_terms
        sentences = tuple(frozenset(terms(s.text)) for s in passage.sentences)
        heading = frozenset(terms(" . ".join(passage.heading)))
        return Reading(
            terms=heading.union(*sentences),
            asked=frozenset(terms(" . ".join(passage.questions))),
            sentences=sentences,
            figures=tuple(bool(figures_only(find_numbers(s.text))) for s in passage.sentences),
            years=tuple(bool(_YEAR.search(s.text)) for s in passage.sentences),
            vectors=vectors,
        )
