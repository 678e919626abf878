"""The weights of the key-point decision: fitted on labelled answers, and checked on cards that the fit did not see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.ports import Catalog
from bot.rehearsal.grading.grader import SAID_FROM, Grader
from bot.rehearsal.grading.points import Features, probability
from bot.rehearsal.grading.text import split_answer
from eval.rehearsal_answers import LabelledAnswer

_PULL = 0.002
_FOLDS = 10
_STEPS = 50
_AGAIN = 2
"""How often an answer of a later set counts: these use other words than the card, as speakers do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One key point beside one answer.

    Attributes:
        dropped: True where a wrong figure decides that the point is not said, whatever the weights.
        weight: how often it counts in fitting.
    """

    card: str
    features: Features
    said: bool
    dropped: bool
    weight: float


def rows_of(grader: Grader, catalog: Catalog, answers: Sequence[LabelledAnswer], *, own_words: bool) -> list[Row]:
    """The rows of labelled answers.

    Args:
        own_words: the answers are of a set that keeps away from the words of the card.
    """
    rows = []
    for answer in answers:
        card = catalog.cards[answer.card]
        ready = grader.ready(card)
        heard = grader.matcher.hear(split_answer(answer.text))
        if not heard.windows:
            continue
        given = grader.grade(card, answer.text).points
        for number, (claim, point) in enumerate(zip(ready.points, given, strict=True), 1):
            match = grader.matcher.match(claim, heard, ready.points)
            dropped = match.score >= SAID_FROM and not point.covered
            rows.append(Row(answer.card, match.features, number in answer.points, dropped, _AGAIN if own_words else 1))
    return rows


def fit(rows: Sequence[Row]) -> tuple[Features, float]:
    """Weights and bias by ridge logistic regression, rounded to two decimals."""
    x = np.array([[*row.features, 1.0] for row in rows])
    y = np.array([float(row.said) for row in rows])
    counts = np.array([row.weight for row in rows])
    weights = _fitted(x, y, counts)
    return Features(*(round(float(w), 2) for w in weights[:-1])), round(float(weights[-1]), 2)


def agreement_on_unseen_cards(rows: Sequence[Row]) -> list[bool]:
    """For each row whether a fit without any answer on its card agrees with the label."""
    agreed = []
    for row_fold in range(_FOLDS):
        kept = [row for row in rows if _fold(row.card) != row_fold]
        left = [row for row in rows if _fold(row.card) == row_fold]
        if not kept or not left:
            continue
        weights, bias = fit(kept)
        agreed += [
            (probability(row.features, weights, bias) >= SAID_FROM and not row.dropped) is row.said for row in left
        ]
    return agreed


def _fold(card: str) -> int:
    return hashlib.sha256(card.encode()).digest()[0] % _FOLDS


def _fitted(x: NDArray[np.float64], y: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Newton's method; all columns are pulled a little to nothing."""
    weights = np.zeros(x.shape[1])
    total = counts.sum()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (counts * (p - y)) / total + _PULL * weights
        hessian = (x.T * (counts * p * (1 - p))) @ x / total + _PULL * np.eye(len(weights))
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights
