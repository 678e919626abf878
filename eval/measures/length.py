"""Length of an answer."""

from __future__ import annotations

from eval.measures.sample import Sample, Score

LEAST, MOST = 40, 130


def fitting_length(sample: Sample) -> Score:
    """1 when the sentences of an answer count 40 to 130 words together, else 0."""
    if sample.answer.refused:
        return Score(None)
    words = sum(len(s.text.split()) for s in sample.answer.sentences)
    return Score(1.0) if LEAST <= words <= MOST else Score(0.0, (f"{words} woorden",))
