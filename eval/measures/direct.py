"""A direct first sentence."""

from __future__ import annotations

import re

from eval.measures.sample import Sample, Score, shortened

_MOST_WORDS = 30
_LEANING = re.compile(
    r"^(dit|deze|die|dat|hij|zij|ze|daarom|ook|daarnaast|hierdoor|daardoor|bovendien|toch|en|dus|zo|maar)\b",
    re.IGNORECASE,
)


def direct_opening(sample: Sample) -> Score:
    """1 when the first sentence stands on its own and is no longer than thirty words, else 0."""
    if sample.answer.refused or not sample.answer.sentences:
        return Score(None)
    first = sample.answer.sentences[0].text
    if _LEANING.match(first):
        return Score(0.0, (f"begint met een verwijzing: {shortened(first)}",))
    words = len(first.split())
    return Score(1.0) if words <= _MOST_WORDS else Score(0.0, (f"eerste zin telt {words} woorden",))
