"""The right source."""

from __future__ import annotations

from eval.measures.sample import Sample, Score


def right_source(sample: Sample) -> Score:
    """1 when a sentence cites one of the sources that the case asks for, else 0."""
    wanted = sample.case.sources
    if not sample.must_answer or not wanted:
        return Score(None)
    cited = {note.key for s in sample.answer.sentences for note in sample.cited(s)}
    if cited & set(wanted):
        return Score(1.0)
    return Score(0.0, (f"verwacht {' of '.join(wanted)}, geciteerd {', '.join(sorted(cited)) or 'niets'}",))
