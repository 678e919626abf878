"""Typing errors, corrected against the words of the index and only where a word is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

SHORTEST = 5
_LONG = 8


class Speller:
    """Corrects unknown words.

    Args:
        vocabulary: words that the corpus uses, as written.
        is_known: True for a word of Dutch, English or French, even one the corpus lacks.
    """

    def __init__(self, vocabulary: Sequence[str], is_known: Callable[[str], bool]) -> None:
        self._vocabulary = [w for w in vocabulary if len(w) >= SHORTEST - 1 and w.isalpha()]
        self._known = frozenset(vocabulary)
        self._is_known = is_known

    def correct(self, word: str) -> str:
        """The nearest word of the corpus, or the word itself."""
        if len(word) < SHORTEST or not word.isalpha() or word in self._known or self._is_known(word):
            return word
        allowed = 2 if len(word) >= _LONG else 1
        found = process.extract(
            word, self._vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=allowed, limit=5
        )
        good = [(distance, candidate) for candidate, distance, _ in found if candidate[0] == word[0] or distance == 1]
        return min(good)[1] if good else word
