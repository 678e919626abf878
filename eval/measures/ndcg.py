"""nDCG@10."""

from __future__ import annotations

from eval.measures.ranking import ranking_of
from eval.measures.sample import Sample, Score


def ndcg(sample: Sample) -> Score:
    """How near the first ten passages come to the best order of everything relevant in the corpus (0 to 1)."""
    found = ranking_of(sample)
    return Score(found.ndcg if found else None)
