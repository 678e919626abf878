"""Works that are cited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChainStatus(StrEnum):
    """How far a statement was followed back to its primary source."""

    CONFIRMED = "bevestigd"
    NOTE_ONLY = "alleen-nota"
    CONTRADICTED = "tegengesproken"
    SUPERSEDED = "achterhaald"
    NOT_FOUND = "niet-teruggevonden"
    OWN_DOCUMENT = "eigen-document"


class ReadDepth(StrEnum):
    """How much of a source was read for its digest."""

    FULL = "full"
    PART = "part"
    ABSTRACT = "abstract"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """A bibliography entry.

    Attributes:
        key: citation key, as in ``[@key]``.
        author: short form for a footnote, e.g. "Clemens & Postel" or "UNDP".
        year: year of publication, None when undated.
        url: address at the publisher, "" when there is none.
        own: True for a document that the user added.
    """

    key: str
    title: str
    author: str
    year: int | None
    url: str = ""
    publisher: str = ""
    language: str = ""
    read: ReadDepth = ReadDepth.FULL
    is_note: bool = False
    own: bool = False

    @property
    def label(self) -> str:
        """Author and year as a footnote shows them."""
        return f"{self.author} ({self.year if self.year is not None else 'z.j.'})"
