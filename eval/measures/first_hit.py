"""How high search puts the first relevant passage."""

from __future__ import annotations

from eval.measures.sample import Sample, Score


def first_hit(sample: Sample) -> Score:
    """One divided by the rank of the first relevant passage; 0 when none was found."""
    if not sample.must_answer or sample.hits is None:
        return Score(None)
    rank = next((place for place, relevant in enumerate(sample.hits, 1) if relevant), 0)
    if not rank:
        return Score(0.0, ("geen relevante passage gevonden",))
    return Score(1.0 / rank, () if rank == 1 else (f"eerste relevante passage op plaats {rank}",))
