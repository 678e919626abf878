"""Figures in sentences: in the ledger, and with their year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain

from bot.domain.figures import Figure
from bot.domain.numbers import Number, Unit, figures_only
from bot.ingest.checks.material import Material, Placed
from bot.ingest.problems import Problem

_CLASSES = {"procent": Unit.PERCENT, "procentpunt": Unit.PERCENT, "eur": Unit.EUR, "usd": Unit.USD}
_NEAR = Decimal("0.1")
_WITH_YEAR = frozenset({Unit.YEAR, Unit.DECADE})


def figure_not_in_ledger(material: Material) -> list[Problem]:
    """Each figure of a digest sentence has a ledger row of a source that the sentence cites."""
    problems: list[Problem] = []
    for placed in material.digest_sentences:
        rows = list(chain.from_iterable(material.rows_by_source.get(key, ()) for key in sorted(placed.cited)))
        for number in figures_only(placed.numbers):
            if not any(row_holds(row, number) for row in rows):
                problems.append(placed.error("cijfer-niet-in-register", _message(number, placed, rows)))
    return problems


def figure_without_year(material: Material) -> list[Problem]:
    """A sentence with a figure names the year for which it holds."""
    return [
        placed.error("cijfer-zonder-jaar", f"noem in deze zin het jaar van het cijfer: {placed.quote}.")
        for placed in material.sentences
        if placed.sentence.citations
        and figures_only(placed.numbers)
        and not any(number.unit in _WITH_YEAR for number in placed.numbers)
    ]


def row_holds(row: Figure, number: Number) -> bool:
    """True when a ledger row has a number's value (or its upper end) in the same class of unit."""
    ends = {end.normalize() for end in (row.value, row.high) if end is not None}
    unit = _CLASSES.get(row.unit, Unit.NONE)
    if number.ratio is not None and unit is Unit.NONE:
        return number.ratio.numerator == 1 and Decimal(number.ratio.denominator).normalize() in ends
    return unit is number.unit and bool(ends & number.values)


def _message(number: Number, placed: Placed, rows: Iterable[Figure]) -> str:
    message = (
        f"het cijfer “{number.text}” staat bij geen van de bronnen ({', '.join(sorted(placed.cited))}) in figures.csv"
    )
    near = _nearest(number, rows)
    if near is None:
        return f"{message}; voeg een rij toe of verbeter de zin."
    return f"{message}; het lijkt op rij '{near.id}' met {near.value:f} {near.unit} ({near.period})."


def _nearest(number: Number, rows: Iterable[Figure]) -> Figure | None:
    """The row of another value or unit that comes closest, None when none is near."""
    best: tuple[Decimal, Figure] | None = None
    for row in rows:
        for end in (row.value, row.high):
            for value in number.values:
                if end is None or not value:
                    continue
                distance = abs(end - value) / abs(value)
                if distance <= _NEAR and (best is None or distance < best[0]):
                    best = (distance, row)
    return best[1] if best else None
