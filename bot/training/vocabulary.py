"""The pieces that texts are cut into, and the tokenizer that cuts.

A piece stands for itself wherever it occurs, at the start of a word or inside a compound: ``gast`` + ``arbeider``.
Scores are set by hand rather than learned: a known word always beats its parts, and two words with a linking
``s``, ``en`` or ``e`` beat letter groups. That makes the vocabulary the same on every machine.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from bot.domain.accents import without_accents
from bot.training.data import TrainingData
from bot.training.lexicon import Lexicon

UNKNOWN = "[UNK]"
_SYMBOLS = (("%", " procent "), ("€", " euro "), ("$", " dollar "), ("&", " en "))
_LINKS = ("s", "en", "e", "n", "er", "'s")
_LINK_SCORE, _LETTER_SCORE, _GROUP_SCORE, _SHORT_SCORE = -6.0, -24.0, -19.0, -15.0


@dataclass(frozen=True)
class VocabularySize:
    """How many words and letter groups become pieces."""

    dutch: int = 23_000
    english: int = 6_000
    french: int = 7_000
    groups: int = 2_000
    dictionary_floor: float = 1.2e-7
    """A dictionary word rarer than this (share of running Dutch) is left to its parts."""


@dataclass(frozen=True)
class Vocabulary:
    """The pieces in the order of their ids, and in which languages each is a word with what frequency."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    frequencies: dict[str, dict[str, float]]
    """language -> piece -> share of running text."""
    surfaces: dict[str, dict[str, str]]
    """language -> piece -> its most common spelling, with accents."""

    def tokenizer(self) -> Tokenizer:
        """The tokenizer that cuts a text into these pieces; 0 is the unknown piece."""
        vocabulary = list(zip(self.pieces, self.scores, strict=True))
        tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.NFKD(),
                normalizers.StripAccents(),
                normalizers.Lowercase(),
                *(normalizers.Replace(symbol, word) for symbol, word in _SYMBOLS),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed")
        return tokenizer


def fold(word: str) -> str:
    """The form of a word that the tokenizer sees: lower case, no accents."""
    return without_accents(word).lower()


def build(data: TrainingData, lexicon: Lexicon, size: VocabularySize) -> Vocabulary:
    """Choose the pieces: frequent words, dictionary words, years, letter groups, letters."""
    frequencies = {language: _folded(table) for language, table in data.frequencies.items()}
    surfaces = {language: _spellings(table) for language, table in data.frequencies.items()}
    scores: dict[str, float] = {UNKNOWN: 0.0}
    chosen = [
        *islice(_words(frequencies["nl"]), size.dutch),
        *islice(_words(frequencies["en"]), size.english),
        *islice(_words(frequencies["fr"]), size.french),
        *(
            w
            for w in map(fold, lexicon.known_dutch())
            if w.isalpha() and frequencies["nl"].get(w, 0.0) >= size.dictionary_floor
        ),
        *(w for w in map(fold, lexicon.known_french()) if w.isalpha()),
    ]
    for word in chosen:
        share = max(table.get(word, 1e-8) for table in frequencies.values())
        scores[word] = max(scores.get(word, -99.0), _word_score(word, share))
    for number in (*map(str, range(100)), *map(str, range(1900, 2051))):
        scores.setdefault(number, -12.0)
    for group in _letter_groups(data, scores, size.groups):
        scores.setdefault(group, _GROUP_SCORE)
    for letter in (*"abcdefghijklmnopqrstuvwxyz0123456789ßøæœłđıµ",):
        scores.setdefault(letter, _LETTER_SCORE)
    for link in _LINKS:
        scores[link] = _LINK_SCORE
    return Vocabulary(tuple(scores), tuple(scores.values()), frequencies, surfaces)


def _folded(table: dict[str, float]) -> dict[str, float]:
    folded: dict[str, float] = {}
    for word, share in table.items():
        folded[fold(word)] = folded.get(fold(word), 0.0) + share
    return folded


def _spellings(table: dict[str, float]) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for word in table:
        spellings.setdefault(fold(word), word)
    return spellings


def _words(table: dict[str, float]) -> list[str]:
    return [word for word in table if word.isalpha() and word.isascii()]


def _word_score(word: str, share: float) -> float:
    if len(word) <= 3:
        return _SHORT_SCORE
    return -10.0 - 0.25 * math.log2(max(1.0, 1e-4 / share))


def _letter_groups(data: TrainingData, taken: dict[str, float], most: int) -> list[str]:
    counts: Counter[str] = Counter()
    words = {fold(w) for w in data.words} | set(map(fold, data.frequencies["nl"]))
    for word in sorted(words):
        if not word.isascii() or not word.isalpha() or word in taken:
            continue
        for length in (2, 3, 4, 5, 6):
            for i in range(len(word) - length + 1):
                counts[word[i : i + length]] += length - 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [group for group, _ in ranked if group not in taken][:most]
