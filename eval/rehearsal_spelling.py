"""Numbers as people say, type and mistype them, for testing what grading reads."""

from __future__ import annotations

import random
from decimal import Decimal

from bot.domain.number_words import TENS

_UNITS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS = {value: word for word, value in TENS.items()}


def in_words(number: int, *, loose: bool = False) -> str:
    """A whole number below a million in Dutch words.

    Args:
        loose: with spaces where speech has them ("honderd zeventien").
    """
    gap = " " if loose else ""
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        word = _TENS[tens * 10]
        return word if not unit else f"{_UNITS[unit]}{'ën' if _UNITS[unit].endswith('e') else 'en'}{word}"
    size, name = (100, "honderd") if number < 1000 else (1000, "duizend")
    many, rest = divmod(number, size)
    head = "" if many == 1 else in_words(many, loose=loose)
    tail = gap + in_words(rest, loose=loose) if rest else ""
    return f"{head}{gap if head and size == 1000 else ''}{name}{tail}"


def decimal_in_words(value: Decimal, *, loose: bool = False) -> str:
    """A decimal number in words: "zeventien komma zeven"; digits after a leading zero one by one."""
    whole, _, after = f"{value:f}".partition(".")
    said = in_words(int(whole), loose=loose)
    if not after:
        return said
    digits = [in_words(int(d)) for d in after] if after.startswith("0") or len(after) > 2 else [in_words(int(after))]
    return f"{said} komma {' '.join(digits)}"


def dutch(value: Decimal) -> str:
    """A number in Dutch digits: "1.300", "17,7"."""
    return f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def mistyped(words: str, chance: random.Random) -> str:
    """Words with one slip in the longest: a letter lost, doubled or two letters changed about; never the first."""
    parts = words.split()
    at = max(range(len(parts)), key=lambda place: len(parts[place]))
    word = parts[at]
    if len(word) < 6:
        return words
    place = chance.randrange(2, len(word) - 2)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    )
    return " ".join([*parts[:at], chance.choice(slips), *parts[at + 1 :]])
