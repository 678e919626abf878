"""Word documents (DOCX): the zip is checked and stripped to its text parts, then read by pandoc."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from bot.adapters.docx_hidden import without_hidden
from bot.adapters.pandoc_text import ConversionFailed, convert
from bot.domain.passages import DocumentText, PageText
from bot.ingest.cleaning import clean_paragraphs
from bot.ingest.hidden import character_remarks, word_remarks
from bot.ingest.reading import Source

_MOST_PARTS = 10_000
_CHUNK = 1 << 20
_TEXT_PART = re.compile(r"(?:\[Content_Types\]\.xml|(?:_rels|word|docProps)/.*\.(?:xml|rels))")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGED = "is beschadigd en kan niet gelezen worden; open het in Word en bewaar het opnieuw als .docx."
_TOO_LARGE = "is uitgepakt te groot om veilig te lezen; bewaar de tekst apart of als PDF."


def read_docx(source: Source) -> DocumentText:
    """A Word document as one unpaged text; footnotes are left out."""
    try:
        data, hidden = _text_parts(source)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise source.fault(_DAMAGED) from error
    try:
        converted = convert(data, "docx", source.limits.max_seconds)
    except ConversionFailed as error:
        raise source.fault(_DAMAGED) from error
    source.check_length(sum(len(text) for text in converted.paragraphs))
    paragraphs = clean_paragraphs(converted.paragraphs)
    title = source.title([converted.title, *converted.headings[:1]])
    problems = (*word_remarks(hidden), *character_remarks(converted.paragraphs))
    return DocumentText(title, (PageText(None, paragraphs),), problems=problems)


def is_docx(data: bytes) -> bool:
    """Whether a zip holds a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(re.fullmatch(r"word/document\d*\.xml", name) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return False


class _TextParts(NamedTuple):
    data: bytes
    hidden: int


def _text_parts(source: Source) -> _TextParts:
    """A new zip with only the parts that hold text, and the number of hidden words left out.

    The real sizes of the parts are counted while they are unpacked.
    """
    limit = source.limits.max_unpacked
    hidden = 0
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive, zipfile.ZipFile(target, "w") as stripped:
        entries = archive.infolist()
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > limit:
            raise source.fault(_TOO_LARGE)
        if any(entry.flag_bits & 1 for entry in entries):
            raise source.fault("is met een wachtwoord beveiligd; bewaar het zonder wachtwoord.")
        room = min(limit, 4 * source.limits.max_chars)
        for entry in {e.filename: e for e in entries if _TEXT_PART.fullmatch(e.filename)}.values():
            part = _unpack(archive, entry, room, source)
            room -= len(part)
            seen, words = without_hidden(part)
            hidden += words
            stripped.writestr(entry.filename, seen)
    return _TextParts(target.getvalue(), hidden)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, source: Source) -> bytes:
    part = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            part += chunk
            if len(part) > room:
                raise source.fault(_TOO_LARGE)
    if _DECLARATION.search(part):
        raise source.fault("bevat XML die Word niet schrijft en wordt niet gelezen; bewaar het opnieuw als .docx.")
    return bytes(part)
