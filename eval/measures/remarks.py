"""Expected warnings."""

from __future__ import annotations

from eval.measures.sample import Sample, Score


def warnings_found(sample: Sample) -> Score:
    """Share of the expected kinds of warning that the answer gives; nothing where none is expected."""
    wanted = set(sample.case.warnings)
    if not sample.must_answer or not wanted:
        return Score(None)
    given = {warning.kind.value for warning in sample.answer.warnings}
    missing = tuple(f"waarschuwing ontbreekt: {kind}" for kind in sorted(wanted - given))
    return Score(1.0 - len(missing) / len(wanted), missing)
