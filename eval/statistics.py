"""Intervals and paired tests, exact or with a fixed seed, so that two runs agree."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

_SEED = 11
_DRAWS = 10_000
_Z = 1.959963984540054


class Interval(NamedTuple):
    """A 95 percent interval."""

    low: float
    high: float


class Paired(NamedTuple):
    """A difference of means over pairs, its interval, and how likely it is without an effect (two-sided)."""

    difference: float
    interval: Interval
    p: float


def wilson(successes: int, total: int) -> Interval:
    """Wilson's score interval (1927) for a proportion; (0, 1) for nothing."""
    if not total:
        return Interval(0.0, 1.0)
    share, square = successes / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def bootstrap(values: Sequence[float]) -> Interval:
    """Percentile bootstrap interval of a mean (Efron, 1979)."""
    if not values:
        return Interval(0.0, 1.0)
    low, high = np.percentile(_means(values), [2.5, 97.5])
    return Interval(float(low), float(high))


def interval_of(values: Sequence[float]) -> Interval:
    """Wilson's for yes-or-no values, else the bootstrap's."""
    if all(value in (0.0, 1.0) for value in values):
        return wilson(int(sum(values)), len(values))
    return bootstrap(values)


def mcnemar(better: int, worse: int) -> float:
    """Exact two-sided McNemar test on the pairs that changed."""
    changed = better + worse
    if not changed:
        return 1.0
    tail = sum(math.comb(changed, k) for k in range(min(better, worse) + 1))
    return min(1.0, float(Fraction(2 * tail, 2**changed)))


def paired(before: Sequence[float], after: Sequence[float]) -> Paired:
    """Compare pairs: McNemar's exact p for yes-or-no values, else the bootstrap's; the interval by bootstrap."""
    differences = [b - a for a, b in zip(before, after, strict=True)]
    if not any(differences):
        return Paired(0.0, Interval(0.0, 0.0), 1.0)
    means = _means(differences)
    low, high = np.percentile(means, [2.5, 97.5])
    mean = sum(differences) / len(differences)
    if all(value in (0.0, 1.0) for value in (*before, *after)):
        p = mcnemar(sum(d > 0 for d in differences), sum(d < 0 for d in differences))
    else:
        tail = min(int((means >= 0).sum()), int((means <= 0).sum()))
        p = min(1.0, 2 * (tail + 1) / (_DRAWS + 1))
    return Paired(mean, Interval(float(low), float(high)), p)


def holm(values: Mapping[str, float]) -> dict[str, float]:
    """Holm's correction (1979): p values that hold for all tests together."""
    adjusted: dict[str, float] = {}
    highest = 0.0
    for place, (name, p) in enumerate(sorted(values.items(), key=lambda pair: pair[1])):
        highest = max(highest, min(1.0, p * (len(values) - place)))
        adjusted[name] = highest
    return adjusted


def _means(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Means of as many draws with replacement."""
    data = np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(_SEED)
    rows = max(1, 2_000_000 // len(data))
    parts = [
        data[generator.integers(0, len(data), (min(rows, _DRAWS - start), len(data)))].mean(axis=1)
        for start in range(0, _DRAWS, rows)
    ]
    return np.concatenate(parts)
