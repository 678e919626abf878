"""Puts the legs' rankings together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ports import Scored


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts (docs/decisions/004-fusion.md tells how they were found)."""

    lexical: float = 1.0
    dense: float = 0.6
    question: float = 0.7


def spread(hits: Sequence[Scored]) -> dict[str, float]:
    """Scores brought to 0..1 by the leg's own lowest and highest score (min-max)."""
    if not hits:
        return {}
    low, high = hits[-1].score, hits[0].score
    width = high - low
    return {hit.id: (hit.score - low) / width if width > 0 else 1.0 for hit in hits}


def fuse(legs: Sequence[tuple[Mapping[str, float], float]]) -> list[Scored]:
    """Weighted sum of the legs' 0..1 scores, best first.

    Args:
        legs: scores by id with the leg's weight.
    """
    total: dict[str, float] = {}
    for scores, weight in legs:
        for name, score in scores.items():
            total[name] = total.get(name, 0.0) + weight * score
    return [Scored(name, score) for name, score in sorted(total.items(), key=lambda item: (-item[1], item[0]))]
