"""Whether an answer is right as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from eval.measures.sample import Sample, Score

_NEEDED = ("decision", "facts", "source", "numbers", "forbidden", "sourced", "quotes")


def right(sample: Sample, scores: Mapping[str, Score]) -> Score:
    """1 for a due refusal, or for an answer with all facts, a right source and nothing that its sources don't hold.

    Args:
        scores: of the single measures, by name.
    """
    if not sample.must_answer:
        return scores["decision"]
    faults = [
        remark
        for name in _NEEDED
        if (value := scores[name].value) is not None and value < 1
        for remark in (scores[name].why or (name,))
    ]
    return Score(0.0 if faults else 1.0, tuple(faults))
