"""Does a probability of 0.8 come true eight times in ten?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Bin(NamedTuple):
    """Cases whose probability fell in one range."""

    low: float
    high: float
    cases: int
    predicted: float
    actual: float


def reliability(probabilities: Sequence[float], truths: Sequence[bool], bins: int = 5) -> list[Bin]:
    """Predicted against actual share, in equal ranges of probability; empty ranges are left out."""
    p, y = np.asarray(probabilities, dtype=np.float64), np.asarray(truths, dtype=np.float64)
    place = np.minimum((p * bins).astype(int), bins - 1)
    return [
        Bin(b / bins, (b + 1) / bins, int(inside.sum()), float(p[inside].mean()), float(y[inside].mean()))
        for b in range(bins)
        if (inside := place == b).any()
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of predicted and actual share, weighted by cases."""
    total = sum(b.cases for b in found) or 1
    return sum(b.cases * abs(b.predicted - b.actual) for b in found) / total
