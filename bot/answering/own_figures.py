"""Figures of a user's own document that stand against the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from decimal import Decimal

from bot.domain.figures import Figure
from bot.domain.numbers import Number, Unit, figures_only, find_numbers, find_years
from bot.domain.sources import ChainStatus
from bot.retrieval.countries import named_countries

_UNITS = {"procent": Unit.PERCENT, "procentpunt": Unit.PERCENT, "eur": Unit.EUR, "usd": Unit.USD}
_FEWEST_WORDS = 2
_SHARE = 0.6
_ROUNDED = Decimal("0.02")
_COUNTRIES = ("NL", "BE")


def contradicted(text: str, ledger: Iterable[Figure], words_of: Callable[[str], Set[str]]) -> Figure | None:
    """The row of the ledger that a sentence gives another value for; None when there is none, or a row agrees.

    A row is about the same thing when the sentence holds most words of its label and names no other year or country.

    Args:
        words_of: the words of a text in their dictionary form.
    """
    numbers = figures_only(find_numbers(text))
    if not numbers:
        return None
    words, years, countries = words_of(text), find_years(text), named_countries(text)
    found: list[tuple[float, Figure]] = []
    for row in ledger:
        alike = [n for n in numbers if n.unit is _UNITS.get(row.unit, Unit.NONE)]
        elsewhere = countries and row.country in _COUNTRIES and row.country not in countries
        if not alike or elsewhere or (years and row.year not in years) or row.status is ChainStatus.CONTRADICTED:
            continue
        label = words_of(row.label)
        share = len(label & words) / (len(label) or 1)
        if len(label) < _FEWEST_WORDS or share < _SHARE:
            continue
        if any(_agrees(number, row) for number in alike):
            return None
        found.append((share * len(label), row))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _agrees(number: Number, row: Figure) -> bool:
    low, high = sorted((row.value, row.high if row.high is not None else row.value))
    slack = abs(low) * _ROUNDED
    return any(low - slack <= value <= high + slack for value in number.values)
