"""Reciprocal rank; its mean over questions is MRR@10."""

from __future__ import annotations

from eval.measures.ranking import ranking_of
from eval.measures.sample import Sample, Score


def reciprocal_rank(sample: Sample) -> Score:
    """One divided by the rank of the first relevant passage; 0 when none is among the first ten."""
    found = ranking_of(sample)
    if found is None:
        return Score(None)
    if not found.mrr:
        return Score(0.0, ("geen relevante passage gevonden",))
    return Score(found.mrr, () if found.mrr == 1 else (f"eerste relevante passage op plaats {round(1 / found.mrr)}",))
