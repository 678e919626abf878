"""hit@5."""

from __future__ import annotations

from eval.measures.ranking import ranking_of
from eval.measures.sample import Sample, Score


def hit_at_5(sample: Sample) -> Score:
    """1 when one of the first five passages is relevant, else 0."""
    found = ranking_of(sample)
    return Score(found.hit5 if found else None)
