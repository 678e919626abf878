"""What a question may be narrowed to: sources of some organisations, countries, years or kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.passages import Sentence
from bot.domain.sources import Source


class SourceKind(StrEnum):
    """Kinds of source that a reader tells apart."""

    NOTE = "nota"
    REPORT = "rapport"
    OWN = "eigen"


def kind_of(source: Source) -> SourceKind:
    """The kind of a source."""
    if source.own:
        return SourceKind.OWN
    return SourceKind.NOTE if source.is_note else SourceKind.REPORT


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Which sources may answer; empty values leave free.

    Attributes:
        organisations: whole words of an author or publisher; one is enough.
        countries: codes ("NL", "BE", "EU", "AF", "world" …), one of which a passage must be about.
        from_year: earliest year of publication; a source without a year then does not pass.
        to_year: latest year of publication, likewise.
        kinds: one is enough.
    """

    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    kinds: tuple[SourceKind, ...] = ()

    @property
    def is_open(self) -> bool:
        """True when everything passes."""
        return self == SourceFilter()

    def allows(self, source: Source) -> bool:
        """Whether a source passes, countries aside."""
        if self.kinds and kind_of(source) not in self.kinds:
            return False
        if self.organisations and not any(_names(name, source) for name in self.organisations):
            return False
        if self.from_year is None and self.to_year is None:
            return True
        return source.year is not None and (self.from_year or 0) <= source.year <= (self.to_year or source.year)

    def allows_about(self, countries: Sequence[str]) -> bool:
        """Whether a text about these countries passes."""
        return not self.countries or not set(self.countries).isdisjoint(countries)

    def narrowed(self, sentence: Sentence, sources: Mapping[str, Source]) -> Sentence | None:
        """The sentence with only the citations that pass; None when none is left."""
        kept = tuple(c for c in sentence.citations if c.key in sources and self.allows(sources[c.key]))
        return replace(sentence, citations=kept) if kept else None


def _names(name: str, source: Source) -> bool:
    pattern = rf"(?<![\w-]){re.escape(name.strip())}(?![\w-])"
    return bool(name.strip()) and any(re.search(pattern, t, re.IGNORECASE) for t in (source.author, source.publisher))
