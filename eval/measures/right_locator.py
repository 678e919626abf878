"""The right place in the source."""

from __future__ import annotations

from eval.measures.sample import Sample, Score


def right_locator(sample: Sample) -> Score:
    """1 when a sentence cites one of the places that carry the answer, else 0."""
    if not sample.must_answer:
        return Score(None)
    wanted = {(p.key, p.locator) for p in sample.case.relevant}
    cited = {(note.key, note.locator) for s in sample.answer.sentences for note in sample.cited(s)}
    if wanted & cited:
        return Score(1.0)
    places = "; ".join(f"{key}, {locator}" for key, locator in sorted(wanted))
    return Score(0.0, (f"geen van: {places}",))
