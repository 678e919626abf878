"""The figure ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.sources import ChainStatus


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of ``corpus/figures.csv``.

    Attributes:
        indicator: id shared by all years, countries and sources of one measure.
        value: the figure in base units (1300000000, not 1,3 miljard).
        high: upper end of a range, else None.
        qualifier: "", "ca", "meer-dan", "minder-dan", "bijna", "raming".
        unit: "procent", "procentpunt", "eur", "usd", "personen", "landen", "jaar", "maanden", "aantal", "factor".
        period: "2018", "2015-2016" or "2024-05".
        successor: id of the newer row, "" when there is none.
        line: line in the file.
    """

    id: str
    indicator: str
    label: str
    value: Decimal
    high: Decimal | None
    qualifier: str
    unit: str
    country: str
    period: str
    source: str
    locator: str
    status: ChainStatus
    successor: str = ""
    note: str = ""
    line: int = 0

    @property
    def year(self) -> int:
        """The last year of the period."""
        return int(self.period.split("-")[1]) if _is_range(self.period) else int(self.period[:4])


def newest(row: Figure, figures: Mapping[str, Figure]) -> Figure | None:
    """The last of the rows that follow each other up, None when there is no newer one.

    Args:
        figures: the ledger by id.
    """
    seen = {row.id}
    last = None
    while row.successor and row.successor in figures and row.successor not in seen:
        row = last = figures[row.successor]
        seen.add(row.id)
    return last


def _is_range(period: str) -> bool:
    head, _, tail = period.partition("-")
    return len(head) == 4 and len(tail) == 4
