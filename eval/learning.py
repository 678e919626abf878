"""Learns the weights of ranking and judgement; plain numpy, deterministic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.retrieval.logistic import Array as Array
from bot.retrieval.logistic import fit_logistic as fit_logistic
from bot.retrieval.logistic import logistic as logistic

_STEPS = 400
_RATE = 0.1


class Group(NamedTuple):
    """The candidates of one question: signals of shape (n, signals), and which are relevant."""

    signals: Array
    relevant: Array


def fit_ranking(groups: Sequence[Group], start: Array, l2: float = 0.01) -> Array:
    """Weights under which relevant candidates together get the most of a softmax over all candidates.

    Args:
        start: first weights; a weight that starts at 0 may move too.
    """
    usable = [g for g in groups if g.relevant.any()]
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, _STEPS + 1):
        total = sum((_ranking_gradient(g, weights) for g in usable), np.zeros_like(start))
        gradient = total / len(usable) - l2 * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        scale = np.sqrt(second / (1 - 0.99**step)) + 1e-8
        weights = weights + _RATE * (1 - 0.9 * step / _STEPS) * first / (1 - 0.9**step) / scale
    return weights


def _ranking_gradient(group: Group, weights: Array) -> Array:
    logits = group.signals @ weights
    share = np.exp(logits - logits.max())
    share /= share.sum()
    good = share * group.relevant
    return np.asarray(group.signals.T @ (good / good.sum() - share))


def folds(count: int, parts: int = 10, seed: int = 0) -> list[npt.NDArray[np.int64]]:
    """A random division of ``count`` cases into parts."""
    order = np.random.default_rng(seed).permutation(count)
    return [np.sort(order[part::parts]) for part in range(parts)]


class Lesson(NamedTuple):
    """What a judgement learns from: features of shape (cases, features), and whether each case is answerable."""

    features: Array
    truths: Array

    def fit(self, l2: float, beside: Lesson | None = None, share: float = 1.0) -> Array:
        """Logistic regression.

        Args:
            beside: further cases, which count for ``share`` each.
        """
        if beside is None:
            return fit_logistic(self.features, self.truths, l2)
        counts = np.r_[np.ones(len(self.truths)), np.full(len(beside.truths), share)]
        features, truths = np.r_[self.features, beside.features], np.r_[self.truths, beside.truths]
        return fit_logistic(features, truths, l2, counts)

    def only(self, places: npt.NDArray[np.int64]) -> Lesson:
        """Some of the cases."""
        return Lesson(self.features[places], self.truths[places])


def held_out(lesson: Lesson, fit: Callable[[Lesson], Array]) -> Array:
    """Probability of each case from weights learned without it."""
    found = np.zeros(len(lesson.truths))
    for part in folds(len(lesson.truths)):
        weights = fit(lesson.only(np.setdiff1d(np.arange(len(lesson.truths)), part)))
        found[part] = logistic(np.c_[np.ones(len(part)), lesson.features[part]] @ weights)
    return found
