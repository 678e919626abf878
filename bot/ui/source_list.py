"""The list of sources: search, filters, order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.filters import SourceKind, kind_of
from bot.domain.sources import ReadDepth, Source
from bot.ui.figure_table import has_words
from bot.ui.library import Library


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which sources to list; empty values leave free.

    Attributes:
        words: each must occur in author, title, publisher, year or digest.
        contested: only sources with a claim that another source contradicts.
    """

    words: str = ""
    kinds: tuple[SourceKind, ...] = ()
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    depths: tuple[ReadDepth, ...] = ()
    contested: bool = False


def listed_sources(only: ListFilter, library: Library) -> list[Source]:
    """Sources that pass: own documents and notes first, then by author and year."""
    found = [source for source in library.sources.values() if _passes(source, only, library)]
    return sorted(found, key=_order)


def _passes(source: Source, only: ListFilter, library: Library) -> bool:
    key = source.key
    return (
        (not only.kinds or kind_of(source) in only.kinds)
        and _meets(only.themes, library.themes[key])
        and _meets(only.countries, library.countries[key])
        and (not only.depths or (source.read in only.depths and not source.own))
        and (not only.words or has_words(only.words, _texts(source, library)))
        and (not only.contested or library.is_contested(key))
    )


def _meets(wanted: tuple[str, ...], held: Iterable[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(held)


def _texts(source: Source, library: Library) -> list[str]:
    own = library.originals(source.key) if source.own else ()
    says = [p.text for p in (*library.digests[source.key], *own)]
    return [source.author, source.title, source.publisher, source.key, str(source.year or ""), *says]


def _order(source: Source) -> tuple[int, str, int, str]:
    rank = {SourceKind.OWN: 0, SourceKind.NOTE: 1, SourceKind.REPORT: 2}[kind_of(source)]
    return rank, source.author.casefold(), -(source.year or 0), source.key
