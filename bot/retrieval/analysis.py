"""Dutch text analysis, the same for index and question.

A word becomes its lemma; a compound also its parts; a number its value, whatever its notation; accents are folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.accents import without_accents
from bot.domain.numbers import Unit, find_numbers
from bot.ports import Lexicon
from bot.retrieval.places import PLACES
from bot.retrieval.separable import joined_verbs
from bot.retrieval.stopwords import FLEMISH, PREFIX_PARTS, STOPWORDS

_WORD = re.compile(r"\b11\.11\.11\b|[^\W\d_]+\d*(?:[’'\-][^\W_]+)*|\d+[^\W\d_]+", re.UNICODE)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGIT = re.compile(r"\d")
_PART_WORD = 4
_PART_FREQUENCY = 2.6
_LINKS = ("", "s", "en", "e", "n")
_PLACE_NAMES = frozenset(PLACES.values())
_RARE, _COMMON = 2.0, 3.0
_ENDINGS = ("etjes", "etje", "tjes", "tje", "pjes", "pje", "jes", "je", "skes", "ske", "kes", "ke", "s")
"""Diminutives, Dutch and Flemish, and the plural of loan words; tried on words that no list knows."""


@dataclass(frozen=True, slots=True)
class Token:
    """A content word or number of a text.

    Attributes:
        surface: as written, lower case.
        stem: lemma without accents, or "#" and the value of a number.
        parts: lemmas of the parts of a compound.
        is_name: True for a capitalised word inside a sentence, an acronym, or a year.
    """

    surface: str
    stem: str
    parts: tuple[str, ...] = ()
    is_name: bool = False


def normalise(text: str) -> str:
    """Unicode NFKC, straight quotes, no invisible or direction marks, single spaces."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip()


def fold(word: str) -> str:
    """A word without accents."""
    return without_accents(word, fold=False)


def _is_name(word: str, text: str, start: int) -> bool:
    if len(word) > 1 and word.isupper():
        return True
    if not word[0].isupper():
        return False
    last = start - 1
    while last >= 0 and text[last].isspace():
        last -= 1
    return last >= 0 and text[last] not in ".!?:\"'"


class Analyzer:
    """Turns text into tokens.

    Args:
        lexicon: lemmas and word frequencies.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._cache: dict[str, tuple[str, tuple[str, ...]]] = {}

    def tokens(self, text: str, *, keep_stopwords: bool = False, split: bool = True) -> list[Token]:
        """Content tokens of a text, in order.

        Args:
            split: also the parts of compounds, which takes half of the time.
        """
        text = normalise(text)
        shouted = len(text.split()) > 2 and text.isupper()
        found: list[tuple[int, Token]] = []
        taken: list[tuple[int, int]] = []
        for number in find_numbers(text, words=False) if _DIGIT.search(text) else ():
            value = max(number.values)
            found.append((number.start, Token(number.text.lower(), f"#{value:f}", is_name=number.unit is Unit.YEAR)))
            taken.append((number.start, number.end))
        words = list(_WORD.finditer(text))
        joined = joined_verbs(words, text, self._lexicon)
        for match in words:
            if any(start <= match.start() < end for start, end in taken):
                continue
            named = not shouted and _is_name(match.group(), text, match.start())
            for token in self._word(match.group().lower(), keep_stopwords, split=split):
                if match.start() in joined:
                    token = self._separated(token, joined[match.start()], split=split)
                place = token.surface in PLACES or token.stem in _PLACE_NAMES
                found.append((match.start(), replace(token, is_name=True) if named or place else token))
        found.sort(key=lambda item: item[0])
        return [token for _, token in found]

    def index_terms(self, text: str) -> list[str]:
        """What the lexical index holds of a text: stems and parts."""
        return [term for token in self.tokens(text) for term in (token.stem, *token.parts)]

    def _word(self, word: str, keep_stopwords: bool, *, split: bool = True) -> Iterable[Token]:
        word = FLEMISH.get(word, word)
        if word in STOPWORDS and not keep_stopwords:
            return
        pieces = [piece for piece in re.split(r"['\-]", word) if piece]
        if len(pieces) > 1:
            joined = fold("".join(pieces))
            kept = [p for p in pieces if len(p) > 1 and p not in STOPWORDS]
            if "'" in word and len(kept) == 1:
                yield from self._word(kept[0], keep_stopwords, split=split)
                return
            yield Token(word, joined, tuple(t for p in kept for t in self._terms(p)) if split else ())
            return
        if len(word) == 1 and not word.isdigit():
            return
        if word[0].isdigit():
            yield Token(word, word)
            return
        stem, parts = self._analysed(word) if split else (fold(self._lemma(word)), ())
        if stem in STOPWORDS and not keep_stopwords:
            return
        yield Token(word, stem, parts)

    def _separated(self, token: Token, joined: str, *, split: bool) -> Token:
        """A verb with its particle; the bare verb is a part of it."""
        stem = fold(self._lemma(joined))
        return Token(token.surface, stem, (token.stem, *token.parts) if split and stem != token.stem else ())

    def _terms(self, word: str) -> tuple[str, ...]:
        stem, parts = self._analysed(word)
        return (stem, *parts)

    def _analysed(self, word: str) -> tuple[str, tuple[str, ...]]:
        known = self._cache.get(word)
        if known is None:
            lemma = self._lemma(word)
            place = PLACES.get(word)
            parts = (place,) if place else () if fold(word) in _PLACE_NAMES else self.split(word)
            if not parts and lemma != word and not place:
                parts = self.split(lemma)
            stems = tuple(dict.fromkeys(fold(self._lexicon.lemma(part)) for part in parts))
            known = (fold(lemma), tuple(s for s in stems if s not in STOPWORDS and s != fold(lemma)))
            if len(self._cache) < 200_000:
                self._cache[word] = known
        return known

    def _lemma(self, word: str) -> str:
        lemma = self._lexicon.lemma(word).replace("_", "")
        if lemma != word or len(word) <= _PART_WORD or self._lexicon.frequency(word) >= _RARE:
            return lemma
        for ending in _ENDINGS:
            base = word.removesuffix(ending)
            if base != word and len(base) >= _PART_WORD - 1 and self._lexicon.frequency(base) >= _COMMON:
                return self._lexicon.lemma(base).replace("_", "")
        return lemma

    def split(self, word: str, depth: int = 0) -> tuple[str, ...]:
        """The parts of a Dutch compound, () when it is none."""
        if len(word) < 2 * _PART_WORD or depth > 2:
            return ()
        whole = self._lexicon.frequency(word)
        best: tuple[float, str, str] | None = None
        for cut in range(_PART_WORD, len(word) - _PART_WORD + 1):
            right = word[cut:]
            right_frequency = self._part_frequency(right, depth)
            if right_frequency < _PART_FREQUENCY:
                continue
            for link in _LINKS:
                left = word[:cut].removesuffix(link) if link else word[:cut]
                if (link and not word[:cut].endswith(link)) or len(left) < _PART_WORD:
                    continue
                left_frequency = self._part_frequency(left, depth)
                score = min(left_frequency, right_frequency) - (0.3 if link else 0.0)
                if left_frequency >= _PART_FREQUENCY and score > whole - 1.0 and (best is None or score > best[0]):
                    best = (score, left, right)
        if best is None:
            return ()
        return tuple(p for side in best[1:] for p in (self.split(side, depth + 1) or (side,)))

    def _part_frequency(self, part: str, depth: int) -> float:
        if part in PREFIX_PARTS or part in STOPWORDS:
            return 0.0
        frequency = self._lexicon.frequency(part)
        if frequency < _PART_FREQUENCY and depth < 2 and len(part) >= 2 * _PART_WORD and self.split(part, depth + 1):
            return _PART_FREQUENCY
        return frequency
