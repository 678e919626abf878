"""Reads a user's own documents: what a file is follows from its content, then from its suffix."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from bot.adapters.docx_reader import is_docx, read_docx
from bot.adapters.html_reader import read_html
from bot.adapters.pdf_reader import read_pdf
from bot.adapters.text_reader import decode, read_markdown, read_text
from bot.domain.passages import DocumentText
from bot.errors import DocumentError
from bot.ingest.cleaning import no_word
from bot.ingest.hidden import shown_name
from bot.ingest.hyphens import IsWord
from bot.ingest.reading import Limits, Source

_HTML = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_TEXT = (".txt", ".text", "")
SUFFIXES = frozenset((".pdf", ".docx", *_HTML, *_MARKDOWN, *_TEXT[:-1]))
_READABLE = "Weerwoord leest PDF, DOCX, HTML, Markdown en tekst"
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OLE = "EncryptedPackage".encode("utf-16-le")
_KNOWN = (
    (b"MZ", "een Windows-programma"),
    (b"\x7fELF", "een programma"),
    (b"\x89PNG", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"II*\0", "een afbeelding"),
    (b"MM\0*", "een afbeelding"),
    (b"RIFF", "een beeld- of geluidsbestand"),
    (b"{\\rtf", "een RTF-bestand; bewaar het als .docx of PDF"),
    (b"\x1f\x8b", "een ingepakt bestand; pak het eerst uit"),
    (b"Rar!", "een ingepakt bestand; pak het eerst uit"),
    (b"7z\xbc\xaf", "een ingepakt bestand; pak het eerst uit"),
)


class _Kind(Enum):
    PDF = auto()
    DOCX = auto()
    HTML = auto()
    MARKDOWN = auto()
    TEXT = auto()


class LocalDocumentReader:
    """Implements ``DocumentReader`` for PDF, DOCX, HTML, Markdown and text files."""

    def __init__(
        self,
        limits: Limits | None = None,
        is_word: IsWord = no_word,
        language_of: Callable[[str], str] | None = None,
    ) -> None:
        """Set what the reader may read and what it knows of words.

        Args:
            limits: how large a document may be.
            is_word: tells whether a lower-case Dutch word exists, to judge hyphens at line ends.
            language_of: the language code of a text, "" when unknown.
        """
        self._limits = limits or Limits()
        self._is_word = is_word
        self._language_of = language_of or (lambda _: "")

    def read(self, path: Path) -> DocumentText:
        """The running text of a document, page by page.

        Raises:
            DocumentError: absent, unreadable, too large, encrypted, damaged, without text or of an unknown type.
        """
        source = Source(shown_name(path.name), self._content(path), self._limits, self._is_word)
        document = _read(source, path.suffix.lower())
        if not any(page.paragraphs for page in document.pages):
            raise source.fault("bevat geen leesbare tekst; kies een ander document.")
        sample = " ".join(p for page in document.pages[:10] for p in page.paragraphs)[:5_000]
        return replace(document, language=self._language_of(sample))

    def _content(self, path: Path) -> bytes:
        name = shown_name(path.name)
        try:
            if path.is_dir():
                raise DocumentError(f"{name} is een map en geen document; kies een bestand in die map.")
            if not path.is_file():
                exists = path.exists()
                problem = "is geen gewoon bestand; kies een document." if exists else _missing(path)
                raise DocumentError(f"{name} {problem}")
            with path.open("rb") as stream:
                data = stream.read(self._limits.max_bytes + 1)
        except PermissionError as error:
            raise DocumentError(f"{name} mag niet gelezen worden; geef uzelf leesrechten op het bestand.") from error
        except (OSError, ValueError) as error:
            raise DocumentError(f"{name} kan niet gelezen worden ({_reason(error)}); controleer de schijf.") from error
        if len(data) > self._limits.max_bytes:
            size = self._limits.max_bytes / 1_000_000
            raise DocumentError(f"{name} is te groot (meer dan {size:g} MB); splits of verklein het document.")
        if not data.strip():
            raise DocumentError(f"{name} is leeg; download of bewaar het bestand opnieuw.")
        return data


def _missing(path: Path) -> str:
    return f"bestaat niet in {path.absolute().parent}; controleer de naam en de map."


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    return errno.errorcode.get(number, "fout") if number else "ongeldige naam"


def _read(source: Source, suffix: str) -> DocumentText:
    kind, text = _recognise(source, suffix)
    if kind is _Kind.PDF:
        return read_pdf(source)
    if kind is _Kind.DOCX:
        return read_docx(source)
    if kind is _Kind.HTML:
        return read_html(source)
    return read_markdown(source, text) if kind is _Kind.MARKDOWN else read_text(source, text)


def _recognise(source: Source, suffix: str) -> tuple[_Kind, str]:
    """What a file is, and its text where it is plain text."""
    head = source.data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if head.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head):
        return _Kind.PDF, ""
    if head.startswith(b"PK\x03\x04"):
        return _recognise_zip(source, suffix)
    _refuse_known(source, head, suffix)
    if head.lower().startswith(_HTML_STARTS) or (b"<html" in head.lower() and head.startswith(b"<")) or suffix in _HTML:
        return _recognise_html(source)
    text = decode(source.data)
    if suffix in (".pdf", ".docx"):
        name = suffix[1:].upper()
        raise source.fault(
            f"is geen geldig {name}-bestand (beschadigd of iets anders); download of bewaar het opnieuw."
        )
    if text is None:
        raise source.fault(f"is geen leesbare tekst ({_READABLE}); bewaar het als UTF-8-tekst, DOCX of PDF.")
    if suffix not in SUFFIXES and suffix not in _TEXT:
        raise source.fault(f"is van een type dat niet ondersteund wordt ({suffix}): {_READABLE}.")
    return (_Kind.MARKDOWN if suffix in _MARKDOWN else _Kind.TEXT), text


def _recognise_zip(source: Source, suffix: str) -> tuple[_Kind, str]:
    if is_docx(source.data):
        return _Kind.DOCX, ""
    if suffix == ".docx":
        raise source.fault("is geen geldig DOCX-bestand (beschadigd of iets anders); download of bewaar het opnieuw.")
    raise source.fault(f"is van een type dat niet ondersteund wordt (een zipbestand): {_READABLE}.")


def _recognise_html(source: Source) -> tuple[_Kind, str]:
    utf16 = source.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in source.data and not utf16:
        raise source.fault("is geen leesbare webpagina; bewaar de pagina opnieuw of als PDF.")
    return _Kind.HTML, ""


def _refuse_known(source: Source, head: bytes, suffix: str) -> None:
    """Refuse files whose first bytes tell that they hold no readable text."""
    if head.startswith(_OLE):
        if _LOCKED_OLE in source.data:
            raise source.fault("is met een wachtwoord beveiligd; bewaar het zonder wachtwoord.")
        raise source.fault("is een oud Office-bestand; bewaar het in Word als .docx of PDF.")
    for start, what in _KNOWN:
        is_text = start in (b"MZ", b"RIFF") and suffix in (*_TEXT, *_MARKDOWN) and b"\0" not in source.data
        if head.startswith(start) and not is_text:
            raise source.fault(f"is {what} en geen document: {_READABLE}.")
