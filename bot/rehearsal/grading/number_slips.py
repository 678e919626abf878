"""Dutch number words, also with one slip of the keys."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.domain.number_words import TENS

_UNITS = [
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
]  # fmt: skip
_SHORTEST = 6
"""Shorter words have neighbours that are other words: "zeven" and "zegen"."""
_COMPOUND = 9
_SIZES = ("miljoen", "miljard", "biljoen")
_NO_SLIPS = frozenset(("deftig", "achtten", "duikend", "tochtig", "tuchtig", "duizen"))
_PLURAL = ("enden", "erden", "tigen", "jes")
_LONG = re.compile(r"hon|ond|nder|erd|dui|uiz|izen|zend")
_LONGEST = 40


def _below_hundred() -> dict[str, int]:
    words = {name: value for value, name in enumerate(_UNITS)} | {"één": 1} | TENS
    for ten, value in TENS.items():
        for unit, name in enumerate(_UNITS[1:10], 1):
            words[f"{name}{'ën' if name.endswith('e') else 'en'}{ten}"] = value + unit
            words[f"{name}en{ten}"] = value + unit
    return words


_BELOW_HUNDRED = _below_hundred()
TEENS_AND_TENS = {name: value for name, value in _BELOW_HUNDRED.items() if name in TENS or name in _UNITS[10:]}
_MAY_SLIP = {
    name: value
    for name, value in (_BELOW_HUNDRED | {"honderd": 100, "duizend": 1000}).items()
    if len(name) >= _SHORTEST
}


@lru_cache(maxsize=8192)
def number_of(word: str) -> int | None:
    """The value of one Dutch number word below a million, None for another word."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if not word or len(word) > _LONGEST:
        return None
    value = _exact(word)
    return value if value is not None else _slipped(word)


def _exact(word: str) -> int | None:
    if word in _BELOW_HUNDRED:
        return _BELOW_HUNDRED[word]
    for name, size in (("duizend", 1000), ("honderd", 100)):
        head, found, tail = word.partition(name)
        if found:
            many = _exact(head) if head else 1
            rest = _exact(tail.removeprefix("en").removeprefix("ën")) if tail else 0
            if many is not None and rest is not None and rest < size:
                return many * size + rest
    return None


def _slipped(word: str) -> int | None:
    """The value of the only number word that is one slip away, with the same first letter."""
    if len(word) < _SHORTEST - 1 or word in _NO_SLIPS or word.endswith(_PLURAL):
        return None
    found = {
        value
        for name, value in _MAY_SLIP.items()
        if name[0] == word[0] and abs(len(name) - len(word)) <= 1 and OSA.distance(name, word, score_cutoff=1) <= 1
    }
    if not found and len(word) >= _COMPOUND and _LONG.search(word):
        found = {value for mended in _mended(word) if (value := _exact(mended)) is not None}
    return found.pop() if len(found) == 1 else None


def _mended(word: str) -> set[str]:
    """Everything one slip away from a word, but for its first letter."""
    letters = sorted(set("".join(_MAY_SLIP)))
    words: set[str] = set()
    for at in range(1, len(word) + 1):
        words.update(word[:at] + letter + word[at:] for letter in letters)
        if at < len(word):
            words.add(word[:at] + word[at + 1 :])
            words.update(word[:at] + letter + word[at + 1 :] for letter in letters)
        if at + 1 < len(word):
            words.add(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return words


@lru_cache(maxsize=2048)
def as_size(word: str) -> str:
    """The size ("miljoen", "miljard", "biljoen") for a size word that may be mistyped or plural, else nothing."""
    return _meant(word, _SIZES, ("en",))


@lru_cache(maxsize=2048)
def as_unit(word: str) -> str:
    """The word "procent" for one that may be mistyped, else nothing."""
    return _meant(word, ("procent",), ("je",))


def _meant(word: str, names: tuple[str, ...], ends: tuple[str, ...]) -> str:
    if len(word) < _SHORTEST:
        return ""
    for name in names:
        if word == name or any(word == name + end for end in ends):
            return name
    near = [n for n in names if n[0] == word[0] and OSA.distance(n, word, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else ""


_AFTER_DIGITS = re.compile(r"(?<=\d)(\s+)(p\w{5,7})\b", re.IGNORECASE)


def with_percent(text: str) -> str:
    """The text with "procnet" or "porcent" after digits as "procent"."""
    return _AFTER_DIGITS.sub(lambda found: found[1] + (as_unit(found[2].lower()) or found[2]), text)
