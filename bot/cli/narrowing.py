"""Options that narrow a question to some of the sources."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.filters import SourceFilter, SourceKind
from bot.errors import UsageError
from bot.ports import Catalog

_SHOWN = 8


def chosen_filter(
    organisations: Sequence[str] | None,
    countries: Sequence[str] | None,
    from_year: int | None,
    to_year: int | None,
    kinds: Sequence[SourceKind] | None,
) -> SourceFilter | None:
    """The filter that the options name; None without options.

    Raises:
        UsageError: the years are the wrong way round.
    """
    if from_year and to_year and from_year > to_year:
        raise UsageError(f"--from-year {from_year} ligt na --to-year {to_year}; draai ze om.")
    codes = tuple("world" if c.lower() == "world" else c.upper() for c in countries or ())
    chosen = SourceFilter(tuple(organisations or ()), codes, from_year, to_year, tuple(kinds or ()))
    return None if chosen.is_open else chosen


def check_filter(only: SourceFilter | None, catalog: Catalog) -> None:
    """Tell at once that a filter leaves nothing.

    Raises:
        UsageError: no source passes.
    """
    if only is None:
        return
    if not any(only.allows(source) for source in catalog.sources.values()):
        names = sorted({s.author for s in catalog.sources.values()}, key=str.casefold)
        told = ", ".join(names[:_SHOWN])
        raise UsageError(f"Geen enkele bron past bij dit filter. Schrijvers zijn bijvoorbeeld: {told} …")
