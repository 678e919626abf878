"""No sentence twice."""

from __future__ import annotations

import re

from eval.measures.sample import Sample, Score, share, shortened
from eval.measures.support import content_words

_SAME = 0.85
_DIGITS = re.compile(r"\d+")


def no_repeats(sample: Sample) -> Score:
    """Share of the sentences that don't say again what an earlier one said: the same digits, nearly the same words."""
    if sample.answer.refused:
        return Score(None)
    faults: list[str] = []
    seen: list[tuple[frozenset[str], frozenset[str]]] = []
    for sentence in sample.answer.sentences:
        words, digits = content_words(sentence.text), frozenset(_DIGITS.findall(sentence.text))
        if any(digits == d and len(words & w) >= _SAME * len(words | w) for w, d in seen):
            faults.append(f"dubbel: {shortened(sentence.text)}")
        seen.append((words, digits))
    return share(faults, len(sample.answer.sentences))
