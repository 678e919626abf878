"""From the raw text of pages to clean running paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.ingest.characters import normalise_characters
from bot.ingest.footnotes import split_footnotes
from bot.ingest.hyphens import HyphenJoiner, IsWord
from bot.ingest.margins import strip_addresses, strip_margins
from bot.ingest.marks import strip_marks
from bot.ingest.paragraphs import build_paragraphs
from bot.ingest.sentences import split_sentences

_SPACES = re.compile(r"[ \t]+")
_OPEN_END = re.compile(r"[\w,)%\u2019\u201d-]$")
_LONGEST_TAIL = 600


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page as running text.

    Attributes:
        number: page number from 1.
        paragraphs: headings are paragraphs of their own.
        footnotes: the text of each footnote by its number.
    """

    number: int
    paragraphs: tuple[str, ...]
    footnotes: dict[int, str] = field(default_factory=dict)


def no_word(_: str) -> bool:
    """A word list that knows no word: hyphens at line ends are then judged by rules alone."""
    return False


def clean_pages(raw: Sequence[str], is_word: IsWord = no_word) -> tuple[CleanPage, ...]:
    """Clean the raw text of consecutive pages, the first of which is page 1.

    Running heads, page numbers, bare addresses, footnotes and their marks go; broken words and lines are joined. A
    sentence that runs over a page break stands whole on the page where it begins.
    """
    texts = [normalise_characters(text).replace("\f", "\n") for text in raw]
    joiner = HyphenJoiner(is_word, texts)
    pages: list[CleanPage] = []
    last = 0
    for number, lines in enumerate(strip_margins([text.split("\n") for text in texts]), 1):
        split = split_footnotes(lines, last)
        last = max(split.notes, default=last)
        paragraphs = build_paragraphs(strip_addresses(split.body), joiner)
        stripped = (_tidy(text) for text in strip_marks(paragraphs, split.notes.keys()))
        pages.append(CleanPage(number, tuple(text for text in stripped if text), split.notes))
    return tuple(_bridge(pages, joiner))


def clean_paragraphs(raw: Sequence[str]) -> tuple[str, ...]:
    """Clean paragraphs that are whole already (from HTML, DOCX or Markdown)."""
    texts = [normalise_characters(text).replace("\f", " ").replace("\n", " ") for text in raw]
    cleaned = (_tidy(text) for text in strip_marks(texts))
    return tuple(text for text in cleaned if any(c.isalnum() for c in text))


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _bridge(pages: Sequence[CleanPage], joiner: HyphenJoiner) -> list[CleanPage]:
    """Bring the end of a sentence that runs over a page break to the page where it begins."""
    result = list(pages)
    for at in range(len(result) - 1):
        here, following = result[at], result[at + 1]
        place = _open_paragraph(here.paragraphs)
        if place is None or not following.paragraphs or not following.paragraphs[0][0].islower():
            continue
        first = following.paragraphs[0]
        cut = len(split_sentences(first[: 2 * _LONGEST_TAIL])[0])
        if cut > _LONGEST_TAIL:
            continue
        joined = joiner.join(here.paragraphs[place], first[:cut])
        rest = first[cut:].strip()
        result[at] = replace(here, paragraphs=_with(here.paragraphs, place, joined))
        tail = following.paragraphs[1:]
        result[at + 1] = replace(following, paragraphs=(rest, *tail) if rest else tail)
    return result


def _open_paragraph(paragraphs: Sequence[str]) -> int | None:
    """The place of the paragraph that the next page may go on with."""
    for place in range(len(paragraphs) - 1, -1, -1):
        if re.search(r"[^\W\d_]-$", paragraphs[place]):
            return place
    last = len(paragraphs) - 1
    if last >= 0 and len(paragraphs[last].split()) > 5 and _OPEN_END.search(paragraphs[last]):
        return last
    return None


def _with(paragraphs: tuple[str, ...], place: int, text: str) -> tuple[str, ...]:
    return (*paragraphs[:place], text, *paragraphs[place + 1 :])
