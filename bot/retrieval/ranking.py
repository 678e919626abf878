"""The order of the passages that the legs bring up: a linear model with weights from the development split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from bot.domain.passages import PassageKind, SentenceKind
from bot.ports import Scored, Vectors
from bot.retrieval.countries import country_factor
from bot.retrieval.coverage import Asked
from bot.retrieval.fusion import spread
from bot.retrieval.query import Intent, Query
from bot.retrieval.questions import QuestionMatch
from bot.retrieval.reading import Reading

_LONG = 70
_ANSWER = "Antwoord"


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for or against a passage, each 0 to 1.

    Attributes:
        lexical: BM25, from the leg's lowest to its highest score.
        dense: cosine, likewise.
        question: likeness in meaning of the nearest question that the passage answers.
        wording: words shared with that question.
        cover: share of the question's content that the passage holds.
        sentence: the same for its best sentence.
        meaning: cosine of its nearest sentence.
        asked: share of the question's content in the questions that the passage answers.
        figure: 1 when a figure is asked for and the best sentence holds one.
        years: share of the question's years that it lacks.
        names: how far the least covered name is lacking.
        conflict: share of its sentences that report a contradiction.
        answer: 1 for the short answer of a card.
        country: how far it is about the other country.
        length: words, up to a full passage.
        foreign: ``lexical`` for a question in English or French, whose shared words are mostly names and numbers.
    """

    lexical: float
    dense: float
    question: float
    wording: float
    cover: float
    sentence: float
    meaning: float
    asked: float
    figure: float
    years: float
    names: float
    conflict: float
    answer: float
    country: float
    length: float
    foreign: float


SIGNALS = tuple(f.name for f in fields(Signals))
_VALUES = attrgetter(*SIGNALS)


def values_of(signals: Sequence[Signals]) -> npt.NDArray[np.float64]:
    """Signals as numbers, shape (len(signals), len(SIGNALS))."""
    return np.array([_VALUES(s) for s in signals], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class LegScores:
    """What the three legs say, by passage id."""

    lexical: Mapping[str, float]
    dense: Mapping[str, float]
    cosine: Mapping[str, float]
    question: Mapping[str, QuestionMatch]

    @classmethod
    def of(cls, lexical: Sequence[Scored], dense: Sequence[Scored], matches: Sequence[QuestionMatch]) -> LegScores:
        """Bring the legs' results in order."""
        best: dict[str, QuestionMatch] = {}
        for match in matches:
            for name in match.question.passage_ids:
                if name not in best or match.score > best[name].score:
                    best[name] = match
        return cls(spread(lexical), spread(dense), dict(dense), best)


@dataclass(frozen=True, slots=True)
class RankModel:
    """Linear weights by signal."""

    weights: Mapping[str, float]

    def scores(self, signals: Sequence[Signals]) -> list[float]:
        """One score a passage, 0 to 1; higher is better."""
        if not signals:
            return []
        vector = np.array([self.weights.get(name, 0.0) for name in SIGNALS])
        most = vector[vector > 0].sum() or 1.0
        return [max(0.0, float(x)) for x in values_of(signals) @ vector / most]


def signals_of(query: Query, asked: Asked, vector: Vectors, legs: LegScores, reading: Reading) -> Signals:
    """The signals of one passage for one question."""
    passage = reading.passage
    covers = [asked.cover(terms) for terms in reading.sentences] or [0.0]
    cosines = _cosines(reading, vector, legs.cosine.get(passage.id, 0.0), len(covers))
    best = max(range(len(covers)), key=lambda i: covers[i] + cosines[i])
    match = legs.question.get(passage.id)
    lexical = legs.lexical.get(passage.id, 0.0)
    years = asked.years
    return Signals(
        lexical=lexical,
        dense=legs.dense.get(passage.id, 0.0),
        question=match.cosine if match else 0.0,
        wording=match.overlap if match else 0.0,
        cover=asked.cover(reading.terms),
        sentence=max(covers),
        meaning=max(0.0, *cosines),
        asked=asked.cover(reading.asked) if reading.asked else 0.0,
        figure=float(query.intent is Intent.NUMBER and any(reading.figures[best : best + 1])),
        years=sum(w.token.stem not in reading.terms for w in years) / len(years) if years else 0.0,
        names=max((1 - w.cover(reading.terms) for w in asked.names), default=0.0),
        conflict=sum(s.kind is SentenceKind.CONFLICT for s in passage.sentences) / (len(passage.sentences) or 1),
        answer=float(passage.kind is PassageKind.CARD and passage.locator == _ANSWER),
        country=1.0 - country_factor(query, passage.countries),
        length=min(1.0, reading.words / _LONG),
        foreign=lexical if query.language != "nl" else 0.0,
    )


def _cosines(reading: Reading, vector: Vectors, whole: float, count: int) -> list[float]:
    if reading.vectors is None:
        return [whole] * count
    return [float(x) for x in reading.vectors @ vector]
