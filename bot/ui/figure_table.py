"""The ledger as a table: search, filters, and what a row shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.domain.accents import without_accents
from bot.domain.figures import Figure, newest
from bot.domain.sources import ChainStatus, Source
from bot.ui.addresses import source_address
from bot.ui.figure_words import period_text, status_text, value_text
from bot.ui.wording import country_name


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """What to show; empty values leave free.

    Attributes:
        words: each must occur in the row's own texts or its source, accents and capitals aside.
        from_year: earliest last year of a period.
        to_year: latest last year of a period.
    """

    words: str = ""
    indicators: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[ChainStatus, ...] = ()
    from_year: int = 0
    to_year: int = 9999

    def allows(self, row: Figure, source: Source | None) -> bool:
        """Whether a row passes."""
        return (
            (not self.indicators or row.indicator in self.indicators)
            and (not self.countries or row.country in self.countries)
            and (not self.sources or row.source in self.sources)
            and (not self.statuses or row.status in self.statuses)
            and self.from_year <= row.year <= self.to_year
            and has_words(self.words, (row.label, row.indicator, row.id, row.note, row.period, _texts(source)))
        )


def _texts(source: Source | None) -> str:
    return f"{source.label} {source.title}" if source else ""


def has_words(words: str, texts: Iterable[str]) -> bool:
    """True when each word occurs in one of the texts, accents and capitals aside."""
    held = plain(" ".join(texts))
    return all(word in held for word in plain(words).split())


def plain(text: str) -> str:
    """Small letters without accents, for comparing."""
    return without_accents(text.casefold())


def chosen_rows(only: FigureFilter, figures: Mapping[str, Figure], sources: Mapping[str, Source]) -> list[Figure]:
    """Rows that pass: by measure, then newest first."""
    rows = [row for row in figures.values() if only.allows(row, sources.get(row.source))]
    return sorted(rows, key=lambda row: (row.indicator, -row.year, row.country, row.id))


def table_rows(
    rows: Sequence[Figure], figures: Mapping[str, Figure], sources: Mapping[str, Source]
) -> list[dict[str, Any]]:
    """What the table shows, a dict a row; ``bron`` is an address that ends in the words to show."""
    return [_table_row(row, figures, sources.get(row.source)) for row in rows]


def _table_row(row: Figure, figures: Mapping[str, Figure], source: Source | None) -> dict[str, Any]:
    later = newest(row, figures)
    return {
        "wat": row.label,
        "waarde": value_text(row),
        "land": country_name(row.country),
        "periode": period_text(row.period),
        "bron": f"{source_address(row.source)}#{quote(source.label if source else row.source)}",
        "plaats": row.locator,
        "status": status_text(row),
        "nieuwer": f"{value_text(later)} ({period_text(later.period)})" if later else "",
        "opmerking": row.note,
        "meting": row.indicator,
        "getal": float(row.value),
        "id": row.id,
    }
