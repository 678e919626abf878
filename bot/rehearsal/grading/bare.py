"""Numbers without a unit of their own in notes: "44 procent in 2013 -> 38,7 in 2022", "van 1,3 naar 1,8"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.domain.numbers import Number, Unit
from bot.rehearsal.grading.known import KnownFigure

_YEAR = r"(?:\(?\s*(?:in|eind|begin|medio|midden|over)?\s*(?:19|20)\d\d\s*\)?)"
_GOES_TO = re.compile(
    rf"^\s*{_YEAR}?\s*[,;]?\s*(?:->|→|=>|>|naar|tegen|tegenover|vs\.?|versus)\s*{_YEAR}?\s*:?\s*$", re.IGNORECASE
)
_ENDS = re.compile(
    r"^\s*(?:$|[.,;:()>\-→]|(?:in|eind|begin|medio|midden|over|en|naar|sinds|volgens|dus)\b)", re.IGNORECASE
)
_SIZES = (1, 10**6, 10**9)


def with_units(read: str, numbers: Sequence[Number], near: Iterable[KnownFigure]) -> list[Number]:
    """The numbers of a sentence, the bare ones with the unit and size of the figure that they are set against.

    A bare decimal that stands against nothing has the unit of the card's figure with just these digits.
    """
    found = list(numbers)
    for place, number in enumerate(found):
        if not _is_bare(number) or not _ENDS.match(read[number.end :]):
            continue
        beside = [found[n] for n in (place - 1, place + 1) if 0 <= n < len(found)]
        other = next((n for n in beside if not _is_bare(n) and _GOES_TO.match(_between(read, n, number))), None)
        if other is not None:
            found[place] = _like(number, other.unit, other.factor)
        elif "," in number.text:
            found[place] = _known(number, near)
    return found


def _is_bare(number: Number) -> bool:
    return number.unit is Unit.NONE and number.factor == 1 and number.ratio is None and not number.written_out


def _between(read: str, one: Number, other: Number) -> str:
    first, last = sorted((one, other), key=lambda n: n.start)
    return read[first.end : last.start]


def _like(number: Number, unit: Unit, factor: int) -> Number:
    small = max(number.values) < 10_000
    values = frozenset(v * factor for v in number.values) if small else number.values
    return replace(number, unit=unit, values=values, factor=factor if small else 1)


def _known(number: Number, near: Iterable[KnownFigure]) -> Number:
    value = max(number.values)
    for k in near:
        for size in _SIZES:
            if k.low == value * Decimal(size) and (size > 1 or k.unit is Unit.PERCENT):
                return _like(number, k.unit, size)
    return number
