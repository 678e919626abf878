"""Footnotes: the block at the bottom of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

Lines = list[str]

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")
_LONGEST_NOTE = 10
_MOST_NOTES = 80
_ENTRY = re.compile(rf"\s*(?:(?P<n>[1-9]\d{{0,2}})(?P<dot>[.)]?)\s+|(?P<sup>[{SUPERSCRIPTS}]{{1,3}})\s*)(?P<text>\S.*)")
_ADDRESS = re.compile(r"https?://|www\.|\bdoi\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:ibid|idem|zie|see|cf|vgl|voir|op\.\s?cit|p\.\s?\d|blz\.\s?\d|art\.\s?\d)\b", re.IGNORECASE
)
_MARK_LIKE = re.compile(
    rf"(?:(?<=[^\W\d_])|(?<=[.!?,;:)\]\u201d\u2019\"'])\s?)(\d{{1,3}})(?![\d\w%])|([{SUPERSCRIPTS}]{{1,3}})"
)


@dataclass(frozen=True, slots=True)
class SplitPage:
    """The body lines of a page and its footnotes by number."""

    body: Lines
    notes: dict[int, str]


@dataclass(slots=True)
class _Block:
    start: int
    end: int
    notes: dict[int, Lines]
    dotted: bool
    raised: bool


class _Page:
    """The numbers on a page that stand where footnote marks stand."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._marks = Counter(marks_like(lines))
        self.last = max((at for at, line in enumerate(lines) if line.strip()), default=-1)

    def marked(self, block: _Block) -> int:
        """How many notes of a block have their mark outside it."""
        inside = Counter(marks_like(self._lines[block.start : block.end]))
        return sum(1 for number in block.notes if self._marks[number] > inside[number])


def split_footnotes(lines: Lines, last: int = 0) -> SplitPage:
    """Take the footnote blocks out of a page.

    A block is a run of entries with rising numbers, whose marks stand in the body or whose numbers go on from
    ``last`` (the last footnote of the pages before), and which look like references.
    """
    body: Lines = []
    notes: dict[int, str] = {}
    at = 0
    page = _Page(lines)
    while at < len(lines):
        block = _block_at(lines, at)
        if block is None or not _is_footnotes(block, page, last):
            body.append(lines[at])
            at += 1
            continue
        notes.update({number: _text(parts) for number, parts in block.notes.items()})
        last = max(block.notes)
        body.append("")
        at = block.end
    return SplitPage(body, notes)


def _block_at(lines: Lines, start: int) -> _Block | None:
    """The run of entries that begins at this line."""
    first = _ENTRY.match(lines[start])
    if first is None:
        return None
    notes, end = _collect(lines, start, first)
    if max(len(parts) for parts in notes.values()) >= _LONGEST_NOTE:
        return None
    after_blank = start == 0 or not lines[start - 1].strip()
    if not after_blank and len(notes) < 2 and not _ADDRESS.search(lines[start]):
        return None
    return _Block(start, end, notes, bool(first["dot"]), bool(first["sup"]))


def _collect(lines: Lines, start: int, first: re.Match[str]) -> tuple[dict[int, Lines], int]:
    """The lines of each entry from ``start`` on, and the place of the line after the last."""
    number = _number(first)
    notes = {number: [first.group("text").strip()]}
    end = start + 1
    blank = False
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        entry = _ENTRY.match(line)
        if not line:
            blank = True
            continue
        if entry and _number(entry) == number + 1 and bool(entry["sup"]) == bool(first["sup"]):
            if len(notes) >= _MOST_NOTES:
                break
            number += 1
            notes[number] = [entry.group("text").strip()]
        elif len(notes[number]) >= _LONGEST_NOTE or (blank and not _is_rest(notes[number][-1], lines[at : at + 4])):
            break
        else:
            notes[number].append(line)
        blank, end = False, at + 1
    return notes, end


def _is_rest(last: str, lines: Lines) -> bool:
    """Whether these lines, which stand after a blank line, go on with the note whose last line is given."""
    line = lines[0].strip()
    word = last.rsplit(" ", 1)[-1]
    if _ADDRESS.search(word):
        return " " not in line and (not line[0].isupper() or "/" in line) and not line.isdigit()
    if _ADDRESS.match(line):
        return True
    if last.endswith((".", "!", "?")):
        return False
    upto = next((n for n, text in enumerate(lines) if not text.strip()), len(lines))
    return line[0].islower() or any(_ADDRESS.search(text) for text in lines[:upto])


def _number(entry: re.Match[str]) -> int:
    return int((entry["n"] or entry["sup"]).translate(_PLAIN))


def _is_footnotes(block: _Block, page: _Page, last: int) -> bool:
    count = len(block.notes)
    texts = [" ".join(parts) for parts in block.notes.values()]
    if any(_is_table_row(text) for text in texts):
        return False
    addresses = sum(1 for text in texts if _ADDRESS.search(text))
    references = sum(1 for text in texts if _ADDRESS.search(text) or _REFERENCE.search(text))
    marked = page.marked(block)
    follows = min(block.notes) == last + 1
    at_bottom = block.end > page.last
    if block.raised:
        return marked > 0 or at_bottom
    if block.dotted:
        return 2 * addresses >= count and (follows or 2 * marked >= count)
    if 2 * marked >= count:
        return 3 * references >= count or (marked == count and at_bottom)
    return follows and at_bottom and 2 * references >= count and _reads_as_references(texts)


def _is_table_row(text: str) -> bool:
    """Whether most of the words are numbers, addresses left out."""
    words = [word for word in text.split() if not _ADDRESS.search(word)]
    numeric = sum(1 for word in words if not any(c.isalpha() for c in word))
    return len(words) > 2 and 2 * numeric > len(words)


def _reads_as_references(texts: list[str]) -> bool:
    return all("," in text or _ADDRESS.search(text) or "." in text for text in texts)


def marks_like(lines: Lines) -> Iterator[int]:
    """Numbers that stand where footnote marks stand."""
    for line in lines:
        for match in _MARK_LIKE.finditer(line):
            yield int((match.group(1) or match.group(2)).translate(_PLAIN))


def _text(parts: Lines) -> str:
    """The lines of a note as one line; a web address broken over lines is put together."""
    text = ""
    for part in parts:
        word = text.rsplit(" ", 1)[-1]
        if _ADDRESS.search(word):
            text = (text[:-1] if text.endswith("-") else text) + part.strip()
        elif text.endswith("-"):
            text = text[:-1] + part.strip()
        else:
            text = f"{text} {part.strip()}".strip()
    return " ".join(text.split())
