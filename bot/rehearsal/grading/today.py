"""Older figures that are given as today's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.figures import Figure, newest
from bot.domain.numbers import Number, Unit, find_numbers
from bot.domain.sources import Source

_NOW = re.compile(
    r"\b(?:vandaag|nu|momenteel|tegenwoordig|thans|heden|dezer\s+dagen|op\s+dit\s+(?:moment|ogenblik)|dit\s+jaar|"
    r"nog\s+(?:altijd|steeds)|vandaag\s+de\s+dag|huidige?|actueel|inmiddels|intussen|ondertussen|anno\s+nu)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:verwacht\w*|begrot\w*|raming|geraamd\w*|doel\w*|gepland\w*)\b", re.IGNORECASE)
_FROM, _TO = re.compile(r"\bvan\s+(?:\w+\s+)?$", re.IGNORECASE), re.compile(r"\bnaar\s+(?:\w+\s+)?$", re.IGNORECASE)
_MOST_WORDS = 8
_ALIKE = 0.6


def says_now(text: str) -> bool:
    """True for words that make a figure today's."""
    return bool(_NOW.search(text))


def follower(row: Figure, figures: Mapping[str, Figure], sources: Mapping[str, Source]) -> Figure | None:
    """The newest figure of the same: its successor, else a later one of the same measure, label and country.

    A forecast is no newer figure, nor is a year that the source had not seen yet.
    """
    known = newest(row, figures)
    if known is not None:
        return known
    later = [
        f
        for f in figures.values()
        if f.indicator == row.indicator
        and (f.country, f.unit) == (row.country, row.unit)
        and f.year > row.year
        and f.value != row.value
        and _alike(f.label, row.label)
        and (not _EXPECTED.search(f.label) or _EXPECTED.search(row.label))
        and f.qualifier != "raming"
        and ((source := sources.get(f.source)) is None or source.year is None or f.year <= source.year)
    ]
    return max(later, key=lambda f: f.year, default=None)


def later_in(sentence: str, number: Number) -> str:
    """The newer figure with its year where a sentence goes "van … in 2017 naar … in 2024", else nothing."""
    if not _FROM.search(sentence[: number.start]):
        return ""
    numbers = find_numbers(sentence)
    for other in numbers:
        between = sentence[number.end : other.start]
        if other.start <= number.end or other.unit is not number.unit or len(between.split()) > _MOST_WORDS:
            continue
        years = [n for n in numbers if n.unit is Unit.YEAR and n.start > other.end]
        if years and _TO.search(sentence[: other.start]):
            return f"{other.text} ({years[0].text})"
    return ""


def _alike(one: str, other: str) -> bool:
    """True for two labels that share most of their words."""
    first, second = set(bare(one).split()), set(bare(other).split())
    return len(first & second) >= _ALIKE * len(first | second)


def bare(label: str) -> str:
    """A label without what stands between brackets."""
    return re.sub(r"\s*\([^)]*\)", "", label).strip().lower()
