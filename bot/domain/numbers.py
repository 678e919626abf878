"""Numbers in running text, in Dutch, English and French forms.

``1,3 miljard euro``, ``EUR 1.3 billion``, ``1,3 milliard d'euros`` and ``€ 1.300.000.000`` are one number.
A form that two languages read differently (``1,970``) keeps both readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from bot.domain import number_words as forms


class Unit(StrEnum):
    """What a number counts, as far as the text says."""

    NONE = ""
    PERCENT = "procent"
    EUR = "eur"
    USD = "usd"
    YEAR = "jaartal"
    DAY = "dag"
    DECADE = "decennium"


_CALENDAR = frozenset({Unit.YEAR, Unit.DAY, Unit.DECADE})
_FALL = 10
"""How many times the end "van 16 naar 14,2 miljard" may begin with, and still be in billions too."""
_ONLY_THEMSELVES = _CALENDAR | {Unit.PERCENT}


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text.

    Attributes:
        values: its possible readings, multiplied out (usually one).
        text: as written, with multiplier and unit.
        start: offset of the first character.
        written_out: True for number words ("anderhalf miljard").
        factor: what its multiplier word stands for, 1 without one.
        ratio: the exact share that a fraction names ("een derde", "1 op de 67"), else None.
    """

    values: frozenset[Decimal]
    unit: Unit
    text: str
    start: int
    end: int
    written_out: bool = False
    factor: int = 1
    ratio: Fraction | None = None

    def same_as(self, other: Number) -> bool:
        """True when a reading and the unit agree; an unnamed unit agrees with a currency only."""
        if self.ratio is not None and other.ratio is not None:
            return self.ratio == other.ratio
        if not self.values & other.values:
            return False
        units = {self.unit, other.unit}
        return len(units) == 1 or (Unit.NONE in units and not units & _ONLY_THEMSELVES)


def find_numbers(text: str, *, words: bool = True) -> list[Number]:
    """All numbers in a text, in order, without those that are part of a name (11.11.11, Agenda 2063).

    Args:
        words: also read number words and fractions ("één op de vijf" is 20 percent).
    """
    return list(_find(text, words))


@lru_cache(maxsize=20_000)
def _find(text: str, words: bool) -> tuple[Number, ...]:
    """Kept, because the same sentences come back in every question."""
    has_digit = any(character.isdigit() for character in text)
    taken = [match.span() for match in forms.NAMES.finditer(text)] if has_digit else []
    found: list[Number] = []
    for pattern, read, by_words in _READERS:
        if (by_words and not words) or not (by_words or has_digit):
            continue
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            numbers = read(match)
            if numbers:
                found.extend(numbers)
                taken.append(match.span())
    return tuple(_share(text, sorted(found, key=lambda number: number.start)))


def find_years(text: str) -> list[int]:
    """Years from 1900 to 2100 named in a text, in order."""
    return [int(next(iter(n.values))) for n in find_numbers(text, words=False) if n.unit is Unit.YEAR]


def figures_only(numbers: Iterable[Number]) -> list[Number]:
    """Numbers that are figures: no years, days or decades, no small counting words without a unit."""
    return [
        n
        for n in numbers
        if n.unit not in _CALENDAR and not (n.written_out and n.unit is Unit.NONE and max(n.values) <= 12)
    ]


def missing_from(numbers: Iterable[Number], evidence: Iterable[Number]) -> list[Number]:
    """Numbers without an equal in the evidence."""
    pool = list(evidence)
    return [n for n in numbers if not any(n.same_as(other) for other in pool)]


def _share(text: str, numbers: list[Number]) -> list[Number]:
    """In "7 en 12 procent" both are percentages, in "2 tot 5 miljard euro" both are billions of euros."""
    for place in range(len(numbers) - 2, -1, -1):
        this, following = numbers[place], numbers[place + 1]
        between = text[this.end : following.start]
        if this.unit is Unit.NONE and this.ratio is None and forms.RANGE.fullmatch(between):
            sure = bool(forms.SURE_RANGE.fullmatch(between) or forms.BETWEEN.search(text[: this.start]))
            numbers[place] = _like(this, following, sure=sure)
    return numbers


def _like(this: Number, following: Number, *, sure: bool) -> Number:
    """A number that stands before another without a unit of its own.

    Args:
        sure: the two are ends of a range, so the multiplier holds for both; else both readings are kept.
    """
    largest = max(this.values)
    if following.unit is Unit.YEAR:
        is_year = re.fullmatch(r"1[5-8]\d\d", this.text) is not None
        return replace(this, unit=Unit.YEAR) if is_year else this
    if following.unit is Unit.DAY:
        return replace(this, unit=Unit.DAY) if largest <= 31 and this.factor == 1 and not this.written_out else this
    if following.unit is Unit.DECADE or following.ratio is not None:
        return this
    if following.unit is Unit.PERCENT and this.factor > 1:
        return this
    values = this.values
    if this.factor == 1 and following.factor > 1 and largest * following.factor < max(following.values):
        multiplied = frozenset((value * following.factor).normalize() for value in values)
        values = multiplied if sure else values | multiplied
    elif this.factor == 1 and following.factor > 1 and largest * following.factor < _FALL * max(following.values):
        values |= frozenset((value * following.factor).normalize() for value in values)
    return replace(this, unit=following.unit, values=values)


def _readings(raw: str) -> set[Decimal]:
    compact = re.sub(r"[\u00a0\u202f ]", "", raw)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", compact):
        readings = {Decimal(compact.replace(".", "").replace(",", "."))}
        if re.fullmatch(r"\d{1,3}\.\d{3}", compact) and compact.startswith("0"):
            readings = {Decimal(compact)}
        return readings
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", compact):
        readings = {Decimal(compact.replace(",", ""))}
        if re.fullmatch(r"\d{1,3},\d{3}", compact):
            readings.add(Decimal(compact.replace(",", ".")))
        return readings
    return {Decimal(compact.replace(",", "."))}


def _multiplier(raw: str | None) -> int:
    return forms.MULTIPLIERS[raw.strip(" \u00a0\n\t-.").lower()] if raw else 1


def _unit(*marks: str | None) -> Unit:
    joined = " ".join(mark.strip().lower() for mark in marks if mark)
    if not joined:
        return Unit.NONE
    if "%" in joined or "procent" in joined or "cent" in joined or "pct" in joined:
        return Unit.PERCENT
    return Unit.USD if "$" in joined or "dollar" in joined or "usd" in joined else Unit.EUR


def _digits(match: re.Match[str]) -> list[Number]:
    groups = match.groupdict()
    factor = _multiplier(groups.get("mult"))
    unit = _unit(groups.get("pre"), groups.get("post"))
    values = frozenset((value * factor).normalize() for value in _readings(groups["num"]))
    is_year = unit is Unit.NONE and factor == 1 and re.fullmatch(r"(?:19|20)\d\d|2100", groups["num"])
    found = match.group().strip()
    return [Number(values, Unit.YEAR if is_year else unit, found, match.start(), match.end(), factor=factor)]


def _worded(match: re.Match[str]) -> list[Number]:
    groups = match.groupdict()
    factor = _multiplier(groups.get("mult"))
    word = " ".join(groups["num"].lower().split())
    value = ((forms.WORDS.get(word) or forms.SINGLES[word]) * factor).normalize()
    unit = _unit(groups.get("post"))
    return [Number(frozenset({value}), unit, match.group().strip(), match.start(), match.end(), True, factor)]


def _day(match: re.Match[str]) -> list[Number]:
    return [Number(frozenset({Decimal(match["num"])}), Unit.DAY, match.group(), match.start(), match.end())]


def _decades(match: re.Match[str]) -> list[Number]:
    numbers: list[Number] = []
    for group in ("first", "second"):
        name = match[group]
        if name:
            tens = forms.TENS.get(name.lower()) or int(re.sub(r"\D", "", name))
            values = frozenset({Decimal(1900 + tens if tens >= 20 else 2000 + tens)})
            numbers.append(Number(values, Unit.DECADE, name, match.start(group), match.end(group)))
    return numbers


def _fraction(match: re.Match[str]) -> list[Number]:
    """A share of a whole; nothing for what is none ("3 op 1")."""
    ratio = _ratio(match)
    if not 0 < ratio < 1:
        return []
    value = (Decimal(100 * ratio.numerator) / ratio.denominator).quantize(Decimal("0.1")).normalize()
    values = frozenset({value})
    return [Number(values, Unit.PERCENT, match.group(), match.start(), match.end(), True, 1, ratio)]


def _ratio(match: re.Match[str]) -> Fraction:
    groups = match.groupdict()
    if groups["half"]:
        return Fraction(1, 2)
    if groups["kwart"]:
        return Fraction(3, 4)
    if groups["part"]:
        return Fraction(_count(groups["top"]), forms.DENOMINATORS[groups["part"].lower()])
    total = _count(groups["one"] or groups["total"])
    return Fraction(1 if groups["one"] else _count(groups["of"]), total) if total else Fraction(0)


def _count(word: str) -> int:
    return forms.COUNTS[word.lower()] if word.lower() in forms.COUNTS else int(word) if word.isdigit() else 1


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Number]], bool], ...] = (
    (forms.DECADE, _decades, True),
    (forms.SINGLE, _worded, True),
    (forms.FRACTION, _fraction, True),
    (forms.DAY, _day, False),
    (forms.NUMBER, _digits, False),
    (forms.GLUED, _digits, False),
    (forms.WORDED, _worded, True),
)
"""Patterns in the order in which they claim text, with True for those that read words."""
