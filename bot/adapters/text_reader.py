"""Plain text and Markdown files."""

from __future__ import annotations

import codecs
import re

from bot.adapters.pandoc_text import ConversionFailed, convert
from bot.domain.passages import DocumentText, PageText
from bot.ingest.cleaning import clean_pages, clean_paragraphs
from bot.ingest.hidden import character_remarks
from bot.ingest.reading import Source, first_paragraph, to_pages

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_READABLE = bytes([*b"\t\n\f\r", *range(32, 127)])
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEAD_TITLE = re.compile(r"^title:[ \t]*(?P<title>\S.*)$", re.MULTILINE | re.IGNORECASE)
_MARKDOWN = "commonmark_x-smart-tex_math_dollars-emoji-raw_attribute-implicit_figures"


def decode(data: bytes) -> str | None:
    """The text of a file in UTF-8, UTF-16 or UTF-32 with a mark, or Windows-1252; None when it is not text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\0" in data or len(data) - len(data.translate(None, _CONTROL)) > len(data) // 100:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    readable = len(data) - len(data.translate(None, _READABLE))
    if readable < 0.6 * len(data):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def split_pages(text: str) -> list[str]:
    """The pages of a text with form feeds; one that closes the last page opens no new one."""
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return parts


def read_text(source: Source, text: str) -> DocumentText:
    """A text file; form feeds are page breaks."""
    source.check_length(len(text))
    parts = split_pages(text)
    source.check_pages(len(parts))
    pages = to_pages(clean_pages(parts, source.is_word))
    if "\f" not in text:
        pages = tuple(PageText(None, page.paragraphs) for page in pages)
    return DocumentText(source.title([first_paragraph(pages)]), pages, problems=tuple(character_remarks([text])))


def read_markdown(source: Source, text: str) -> DocumentText:
    """A Markdown file without its front matter and markup; form feeds are page breaks."""
    source.check_length(len(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = _FRONT_MATTER.match(text)
    body = text[head.end() :] if head else text
    found = _HEAD_TITLE.search(head.group("head")) if head else None
    parts = split_pages(body)
    source.check_pages(len(parts))
    try:
        converted = [convert(part, _MARKDOWN, source.limits.max_seconds) for part in parts]
    except ConversionFailed as error:
        raise source.fault("is te ingewikkeld als Markdown om te lezen; bewaar het als gewone tekst (.txt).") from error
    numbered = "\f" in body
    pages = tuple(
        PageText(number if numbered else None, clean_paragraphs(part.paragraphs))
        for number, part in enumerate(converted, 1)
    )
    headings = [heading for part in converted for heading in part.headings]
    title = source.title([found["title"].strip(" \"'") if found else "", *headings[:1]])
    return DocumentText(title, pages, problems=tuple(character_remarks([text])))
