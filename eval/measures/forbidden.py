"""Forbidden statements."""

from __future__ import annotations

from eval.measures.facts import holds
from eval.measures.sample import Sample, Score


def forbidden_absent(sample: Sample) -> Score:
    """1 when no sentence gives a forbidden form as true, else 0; nothing for a question without any."""
    if not sample.case.forbidden:
        return Score(None)
    text = " ".join(s.text for s in sample.answer.sentences)
    said = tuple(f"gezegd: {form}" for form in sample.case.forbidden if holds(text, form))
    return Score(0.0 if said else 1.0, said)
