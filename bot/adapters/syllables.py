"""Syllables of Dutch words, by Pyphen's hyphenation patterns."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_NUCLEUS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]", re.IGNORECASE
)
_SPELLED = 6


def dutch_syllables() -> Callable[[str], int]:
    """A function that counts the syllables of a word.

    Hyphenation parts a word less often than speech does ("Afri-ka", "natio-nale"), so each vowel sound
    within a part counts; the parts keep vowels of two syllables from being read as one ("be-invloeden").
    """
    import pyphen

    dictionary = pyphen.Pyphen(lang="nl_NL", left=1, right=1)

    @lru_cache(maxsize=50_000)
    def count(word: str) -> int:
        if word.isupper() and 1 < len(word) <= _SPELLED:
            return len(word)
        parts = [part for piece in word.split("-") for part in dictionary.inserted(piece).split("-")]
        return max(1, sum(len(_NUCLEUS.findall(part)) for part in parts))

    return count
