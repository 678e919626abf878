"""Web pages, the running text found by trafilatura. The only file that imports it."""

from __future__ import annotations

import codecs
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from bot.adapters.html_hidden import without_hidden
from bot.adapters.html_text import HtmlText
from bot.domain.passages import DocumentText, PageText
from bot.errors import DocumentError
from bot.ingest.cleaning import clean_paragraphs
from bot.ingest.footnotes import SUPERSCRIPTS
from bot.ingest.hidden import character_remarks, word_remarks
from bot.ingest.reading import Source

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=\s]{100,}")
_RAISED_NUMBER = re.compile(
    r"<sup\b[^<>]{0,300}>\s*(?:<a\b[^<>]{0,500}>)?\s*\[?(?P<n>\d{1,3})\]?\s*(?:</a>)?\s*</sup>", re.IGNORECASE
)
_RAISE = str.maketrans("0123456789", SUPERSCRIPTS)
_SLOW_FROM = 3_000_000
_FEW = 2
_PARAGRAPHS = frozenset(("p", "head", "item", "quote", "code", "ab"))


def read_html(source: Source) -> DocumentText:
    """A web page as one unpaged text, without menus and other boilerplate where that can be told."""
    text = _DATA_ADDRESS.sub("", decode_html(source.data))
    source.check_length(len(text))
    text, hidden = without_hidden(text)
    problems = (*word_remarks(hidden), *character_remarks([text]))
    text = _RAISED_NUMBER.sub(lambda match: match["n"].translate(_RAISE), text)
    plain = HtmlText(text)
    found = list(_main_text(source, text)) if len(text) < _SLOW_FROM else []
    paragraphs = clean_paragraphs(found if len(found) > _FEW else plain.paragraphs)
    return DocumentText(source.title([plain.heading, plain.title]), (PageText(None, paragraphs),), problems=problems)


def decode_html(data: bytes) -> str:
    """The text of a web page: by its byte mark, UTF-8, its own declaration, or Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", declared.group(1).decode("ascii") if declared else "", "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _main_text(source: Source, text: str) -> Iterator[str]:
    """The paragraphs of the main text; none when trafilatura finds no main text."""
    try:
        import trafilatura
    except ImportError as error:
        raise DocumentError(
            f"{source.name} kan niet gelezen worden: trafilatura is niet volledig geïnstalleerd; installeer Weerwoord "
            "opnieuw volgens de README."
        ) from error
    try:
        found = trafilatura.extract(
            text, output_format="xml", include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
        main = ElementTree.fromstring(found).find("main") if found else None
    except Exception:  # a page that breaks the extractor is read whole instead
        return
    if main is not None:
        yield from _paragraphs(main)


def _paragraphs(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == "row":
            yield " | ".join(filter(None, (_text(cell) for cell in child)))
        elif child.tag in _PARAGRAPHS:
            yield _text(child)
        else:
            yield from _paragraphs(child)


def _text(element: ElementTree.Element) -> str:
    for line_break in element.iter("lb"):
        line_break.tail = f" {line_break.tail or ''}"
    return " ".join("".join(element.itertext()).split())
