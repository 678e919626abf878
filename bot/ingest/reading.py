"""What every reader of a user's document shares: the source, its limits, and the title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from bot.domain.passages import PageText
from bot.errors import DocumentError
from bot.ingest.cleaning import CleanPage, no_word
from bot.ingest.hyphens import IsWord

_LONGEST_TITLE = 120
_NO_TITLES = ("untitled", "naamloos", "microsoft word", "powerpoint", "document", "docx", "template", "sjabloon")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a document may be.

    Attributes:
        max_bytes: size of the file.
        max_pages: pages of a PDF or a text with form feeds.
        max_chars: characters of text.
        max_unpacked: bytes of the parts of a DOCX, unpacked.
        max_seconds: time for one conversion by pandoc.
    """

    max_bytes: int = 50_000_000
    max_pages: int = 2_000
    max_chars: int = 20_000_000
    max_unpacked: int = 200_000_000
    max_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Source:
    """The content of a document and how to read it.

    Attributes:
        name: file name, for messages and as a title of last resort.
        is_word: tells whether a lower-case Dutch word exists, to judge hyphens at line ends.
    """

    name: str
    data: bytes
    limits: Limits = field(default_factory=Limits)
    is_word: IsWord = no_word

    def fault(self, message: str) -> DocumentError:
        """An error whose sentence begins with the file's name."""
        return DocumentError(f"{self.name} {message}")

    def check_pages(self, count: int) -> None:
        """Refuse a document with too many pages."""
        if count > self.limits.max_pages:
            raise self.fault(
                f"heeft {count} bladzijden en dat is te veel (hoogstens {self.limits.max_pages}); splits het document."
            )

    def check_length(self, chars: int) -> None:
        """Refuse a document with too much text."""
        if chars > self.limits.max_chars:
            millions = self.limits.max_chars / 1_000_000
            raise self.fault(f"bevat te veel tekst (meer dan {millions:g} miljoen tekens); splits het document.")

    def title(self, candidates: Iterable[str]) -> str:
        """The first candidate that can be a title, else the file name without its suffix."""
        for candidate in candidates:
            text = " ".join(candidate.split())
            if 2 < len(text) <= _LONGEST_TITLE and any(c.isalpha() for c in text) and not _is_no_title(text):
                return text
        return PurePath(self.name).stem


def _is_no_title(text: str) -> bool:
    lowered = text.lower()
    is_file = lowered.endswith((".doc", ".docx", ".indd", ".pdf", ".pptx", ".odt", ".qxd", ".tex"))
    return lowered.startswith(_NO_TITLES) or is_file or text.endswith((".", ",", ";", ":"))


def to_pages(pages: Iterable[CleanPage]) -> tuple[PageText, ...]:
    """Clean pages as numbered pages."""
    return tuple(PageText(page.number, page.paragraphs) for page in pages)


def first_paragraph(pages: Sequence[PageText]) -> str:
    """The first paragraph of a document, "" without one."""
    return next((paragraph for page in pages for paragraph in page.paragraphs), "")
