"""The bank of questions that the sources do not answer: what lies near a question, and on which side it lies.

A question that is like an outside question and like no known one is not about what the sources say. Names and years
count apart, both ways: "Hoeveel hulp geeft Nederland aan Gaza?" speaks neither against the same of Niger, nor against
"Hoeveel hulp geeft Nederland?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.ports import Vectors
from bot.retrieval.coverage import Asked
from bot.retrieval.logistic import Array, fit_logistic
from bot.retrieval.query import Query
from bot.retrieval.questions import QuestionLeg, QuestionMatch
from bot.retrieval.wording import wording_side

NEAR = 20
"""So many outside questions are looked at."""
_L2 = 1.0
_SUBJECT_FROM = 0.7
"""From this likeness, in meaning and words together and in words alone, the outside question asks the same thing."""
_FAR = 6.0
"""Beyond these log odds a question lies wholly on one side."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What the bank says of a question.

    Attributes:
        matches: outside questions near the user's, best first.
        side: -1 for a question that means what known ones mean, 1 for one that means what outside ones mean.
        wording: the same of how it is put.
    """

    matches: Sequence[QuestionMatch] = ()
    side: float = 0.0
    wording: float = 0.0


NOTHING = Outside()


class Bank:
    """Looks up outside questions.

    Args:
        leg: matches question to question.
        line: see ``dividing_line``.
        wording: see ``wording_line``.
    """

    def __init__(self, leg: QuestionLeg, line: Vectors, wording: Vectors) -> None:
        self._leg = leg
        self._line = line
        self._wording = wording

    def count(self) -> int:
        """Number of outside questions."""
        return self._leg.count()

    def nearest(self, vector: Vectors, k: int) -> list[QuestionMatch]:
        """The k nearest outside questions by their vectors alone, best first."""
        return self._leg.nearest(vector, k) if self.count() else []

    def near(self, query: Query, vector: Vectors) -> Outside:
        """What the bank says of a question."""
        if not self.count():
            return NOTHING
        matches = self._leg.match(query, vector, NEAR)
        return Outside(matches, side_of(self._line, vector), wording_side(self._wording, query.text))


def dividing_line(inside: Vectors, outside: Vectors) -> Vectors:
    """A line between the vectors of known and of outside questions, both of shape (questions, dimension).

    Both kinds count as much, however many there are.

    Returns:
        Shape (dimension + 1,): bias and weights of the log odds that a question is an outside one; zeros where one
        of the kinds is absent.
    """
    if not len(inside) or not len(outside):
        return np.zeros(inside.shape[1] + 1, dtype=np.float32)
    truths = np.r_[np.zeros(len(inside)), np.ones(len(outside))]
    weights = np.where(truths == 1, len(truths) / (2 * len(outside)), len(truths) / (2 * len(inside)))
    vectors: Array = np.concatenate([inside, outside]).astype(np.float64)
    return fit_logistic(vectors, truths, _L2, weights).astype(np.float32)


def side_of(line: Vectors, vector: Vectors) -> float:
    """On which side of the line a question lies, -1 (known) to 1 (outside)."""
    odds = float(line[0] + line[1:] @ vector)
    return max(-_FAR, min(_FAR, odds)) / _FAR


def held_names(asked: Asked, match: QuestionMatch) -> float:
    """Share of the names and years of a question that a match holds, 0 to 1; 1 when it has none."""
    named = [w for w in asked.words if w.token.is_name]
    return 1 - sum(1 - w.cover(match.terms) for w in named) / len(named) if named else 1.0


def against(asked: Asked, match: QuestionMatch) -> float:
    """How much an outside question speaks against a question: its likeness, less for each name that is not asked."""
    if not match.names:
        return match.score
    return match.score * len(match.names & asked.terms) / len(match.names)


class Weighed(NamedTuple):
    """How much one outside question speaks against the user's.

    Attributes:
        against: see ``against``.
        named: the same, less for each name and year of the user's that it lacks.
    """

    match: QuestionMatch
    against: float
    named: float


def weighed(asked: Asked, outside: Outside) -> list[Weighed]:
    """Every near outside question with its weights."""
    speaks = ((match, against(asked, match)) for match in outside.matches)
    return [Weighed(match, weight, weight * held_names(asked, match)) for match, weight in speaks]


def subject_of(near: Sequence[Weighed]) -> str:
    """The subject of the outside question that asks the same thing, with the same names and years; "" without one."""
    best = max(near, key=lambda one: one.named, default=None)
    return best.match.question.subject if best and min(best.named, best.match.overlap) >= _SUBJECT_FROM else ""
