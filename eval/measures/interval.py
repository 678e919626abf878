"""Confidence intervals by bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_ROUNDS = 2000


class Interval(NamedTuple):
    """A mean with the middle 95 % of its bootstrap distribution; all 0 for no values."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.2f} ({self.low:.2f}–{self.high:.2f})"


def interval(values: Sequence[float], seed: int = 0) -> Interval:
    """The mean of one value a case, with its 95 % interval."""
    if not values:
        return Interval(0.0, 0.0, 0.0)
    array = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(array), size=(_ROUNDS, len(array)))
    low, high = np.percentile(array[picks].mean(axis=1), [2.5, 97.5])
    return Interval(float(array.mean()), float(low), float(high))
