"""Spoken Dutch numbers in digits, where the reader of running text does not know the form.

"zeventien komma zeven" becomes "17,7", "honderdzeventien" "117", "een half miljard" "0,5 miljard".
"""

from __future__ import annotations

import re

from bot.domain.number_words import TENS

_UNITS = [
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
]  # fmt: skip
_SIZE = r"(?:miljoen|miljard|biljoen|mln|mld)"
_ONE = re.compile(rf"\b(?:een|één|1)\s+(?=(?:{_SIZE})\b)", re.IGNORECASE)
_HALF = re.compile(rf"\b(?:een|één)\s+half\s+(?=(?:{_SIZE})\b)|\bhalf\s+(?=(?:{_SIZE})\b)", re.IGNORECASE)
_AND_HALF = re.compile(
    r"\b(\w+?)(?:\s+en\s+een\s+half|ënhalf|enhalf|ëneenhalf|eneenhalve?|ëneenhalve)\b", re.IGNORECASE
)
_DECIMAL = re.compile(r"\b([\w]+)\s+komma\s+([\w]+)(?:\s+([\w]+))?", re.IGNORECASE)
_YEAR = re.compile(r"\b(tweeduizend|twintig|negentienhonderd|negentien)\s+(?:en\s+)?([a-zéë]+)\b", re.IGNORECASE)
_CENTURIES = {"tweeduizend": 2000, "twintig": 2000, "negentienhonderd": 1900, "negentien": 1900}
_WORD = re.compile(r"\b[a-zéëè]{7,}\b", re.IGNORECASE)
_LONG = 100


def _below_hundred() -> dict[str, int]:
    words = {name: value for value, name in enumerate(_UNITS)} | {"één": 1} | TENS
    for ten, value in TENS.items():
        for unit, name in enumerate(_UNITS[1:10], 1):
            words[f"{name}{'ën' if name.endswith('e') else 'en'}{ten}"] = value + unit
            words[f"{name}en{ten}"] = value + unit
    return words


_BELOW_HUNDRED = _below_hundred()


def number_of(word: str) -> int | None:
    """The value of one Dutch number word below a million, None for another word."""
    word = word.lower()
    if word.isdigit():
        return int(word)
    if word in _BELOW_HUNDRED:
        return _BELOW_HUNDRED[word]
    for name, size in (("duizend", 1000), ("honderd", 100)):
        head, found, tail = word.partition(name)
        if found:
            many = number_of(head) if head else 1
            rest = number_of(tail.removeprefix("en")) if tail else 0
            if many is not None and rest is not None and rest < size:
                return many * size + rest
    return None


def in_digits(text: str) -> str:
    """The text with spoken decimals, halves and long number words as digits; the rest stays as it is."""
    text = _YEAR.sub(_year, _HALF.sub("0,5 ", text))
    text = _ONE.sub("1 ", text)
    text = _DECIMAL.sub(_decimal, text)
    text = _AND_HALF.sub(_and_half, text)
    return _WORD.sub(_long_word, text)


def _year(match: re.Match[str]) -> str:
    value = number_of(match.group(2))
    return match.group() if value is None or not 10 <= value < 100 else str(_CENTURIES[match.group(1).lower()] + value)


def _decimal(match: re.Match[str]) -> str:
    whole, first, second = (match.group(n) for n in (1, 2, 3))
    head, tail = number_of(whole), number_of(first)
    if head is None or tail is None:
        return match.group()
    more = number_of(second) if second else None
    if more is not None and more < 10 and tail < 10:
        return f"{head},{tail}{more}"
    return f"{head},{tail}" + (f" {second}" if second else "")


def _and_half(match: re.Match[str]) -> str:
    value = number_of(match.group(1))
    return match.group() if value is None else f"{value},5"


def _long_word(match: re.Match[str]) -> str:
    value = number_of(match.group())
    return str(value) if value is not None and value >= _LONG and value % _LONG else match.group()
