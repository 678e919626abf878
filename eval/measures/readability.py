"""Readability."""

from __future__ import annotations

from bot.ingest.checks.language import flesch_douma
from eval.measures.sample import Sample, Score

_EASY = 45.0


def readability(sample: Sample) -> Score:
    """The Flesch–Douma score of the sentences, bounded to 0–100 and divided by 100."""
    if sample.answer.refused or not sample.answer.sentences:
        return Score(None)
    score = flesch_douma([s.text for s in sample.answer.sentences], sample.ground.syllables)
    value = round(min(max(score, 0.0), 100.0) / 100.0, 4)
    return Score(value, () if score >= _EASY else (f"Flesch–Douma {score:.0f}",))
