"""hit@1."""

from __future__ import annotations

from eval.measures.ranking import ranking_of
from eval.measures.sample import Sample, Score


def hit_at_1(sample: Sample) -> Score:
    """1 when the first passage that search brings up is relevant, else 0."""
    found = ranking_of(sample)
    return Score(found.hit1 if found else None)
