"""Time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Duration(NamedTuple):
    """Milliseconds that questions took."""

    median: float
    p95: float
    longest: float


def duration(milliseconds: Sequence[float]) -> Duration:
    """Median, 95th percentile (nearest rank) and maximum; zeros for none."""
    if not milliseconds:
        return Duration(0.0, 0.0, 0.0)
    ordered = sorted(milliseconds)

    def rank(part: float) -> float:
        return ordered[max(0, math.ceil(part * len(ordered)) - 1)]

    return Duration(rank(0.5), rank(0.95), ordered[-1])
