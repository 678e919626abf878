"""Learns the weights of ranking and judgement; plain numpy, deterministic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
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


def fit_logistic(features: Array, truths: Array, l2: float) -> Array:
    """Logistic regression by Newton's method; the first weight is the bias, which is not shrunk."""
    inputs = np.c_[np.ones(len(features)), features]
    shrink = np.r_[1e-6, np.full(features.shape[1], l2)]
    weights = np.zeros(inputs.shape[1])
    for _ in range(60):
        p = logistic(inputs @ weights)
        gradient = inputs.T @ (p - truths) + shrink * weights
        curvature = (inputs * (p * (1 - p))[:, None]).T @ inputs + np.diag(shrink)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def logistic(values: Array) -> Array:
    """1 / (1 + exp(-x))."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def folds(count: int, parts: int = 10, seed: int = 0) -> list[npt.NDArray[np.int64]]:
    """A random division of ``count`` cases into parts."""
    order = np.random.default_rng(seed).permutation(count)
    return [np.sort(order[part::parts]) for part in range(parts)]


def held_out(features: Array, truths: Array, fit: Callable[[Array, Array], Array]) -> Array:
    """Probability of each case from weights learned without it."""
    found = np.zeros(len(truths))
    for part in folds(len(truths)):
        rest = np.setdiff1d(np.arange(len(truths)), part)
        weights = fit(features[rest], truths[rest])
        found[part] = logistic(np.c_[np.ones(len(part)), features[part]] @ weights)
    return found
