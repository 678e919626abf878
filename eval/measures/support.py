"""Whether quotes carry a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.domain.numbers import missing_from
from bot.retrieval.stopwords import DUTCH
from eval.measures.numbers import checked_numbers, numbers_in

CARRIED_FROM = 0.4
"""Least share of a sentence's content words that stands in its quotes (chosen on the development split)."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST = 4
_STEM = 6


def carries(quotes: Iterable[str], sentence: str) -> bool:
    """True when quotes hold every figure and year of a sentence and enough of its content words."""
    text = " ".join(quotes)
    if not text:
        return False
    return not missing_from(checked_numbers(sentence), numbers_in(text)) and overlap(sentence, text) >= CARRIED_FROM


def overlap(sentence: str, text: str) -> float:
    """Share of the content words of a sentence that a text holds, as such or as part of a compound."""
    wanted, held = content_words(sentence), content_words(text)
    if not wanted:
        return 1.0
    return sum(any(_related(word, other) for other in held) for word in wanted) / len(wanted)


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """Words of four letters or more that say something, lower case."""
    words = (match.group().lower() for match in _WORD.finditer(text))
    return frozenset(word for word in words if len(word) >= _SHORTEST and word not in DUTCH)


def _related(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST + 1 and short in long:
        return True
    return len(short) >= _STEM and one[:_STEM] == other[:_STEM]
