"""From the lines of a page to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.ingest.hyphens import HyphenJoiner

_BULLET = re.compile(r"\s*[•▪◦‣●■□○∙·\uf0b7\uf0a7\u2043]\s*")
_DASH_BULLET = re.compile(r"\s*[-\u2013\u2014*]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[a-z]\)|\([a-z\d]\))\s+(?=\S)")
_TERMINAL = re.compile(r"[.!?…:;][\u201d\u2019\"'»)\]]*\s?[\d⁰¹²³⁴-⁹]{0,3}$")
_QUESTION = re.compile(r"\?[\u201d\u2019\"'»)]*$")
_STRAY_NUMBER = re.compile(r"\s*\d{1,2}\s*")
_HEADING_LINES = 3
_FITS = 0.87


def build_paragraphs(lines: Iterable[str], joiner: HyphenJoiner) -> list[str]:
    """Paragraphs of the lines of one page, headings apart; inner runs of spaces are kept.

    A paragraph ends at a blank line, before a bullet or a number, after a heading, and where a sentence ends on a
    line that had room for the next word. A blank line inside a sentence does not count.
    """
    page = [line.rstrip() for line in lines]
    builder = _Builder(joiner, _full_width(page))
    for line in page:
        builder.add(line)
    return builder.finish()


def _full_width(lines: list[str]) -> int:
    """The length of a full line on this page."""
    lengths = sorted(len(line.strip()) for line in lines if len(line.strip()) > 20)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


class _Builder:
    def __init__(self, joiner: HyphenJoiner, width: int) -> None:
        self._joiner = joiner
        self._width = width
        self._done: list[str] = []
        self._parts: list[str] = []
        self._capitals = False
        self._last = ""
        self._count = 0
        self._dashes = False
        self._blank = False

    def add(self, line: str) -> None:
        """Take the next line of the page."""
        if not line.strip():
            self._blank = True
            return
        bullet = self._bullet(line)
        if bullet is not None:
            self._close()
            self._dashes = bool(_DASH_BULLET.match(line))
            line = line[bullet:]
        elif self._parts and self._breaks(line.strip()):
            self._close()
        self._append(line.strip())
        self._count += 1
        self._blank = False

    def _append(self, line: str) -> None:
        if self._parts:
            self._parts[-1] = self._joiner.before(self._parts[-1], line)
        self._capitals = _is_capitals(line) and (self._capitals or not self._parts)
        self._parts.append(line)
        self._last = line

    def finish(self) -> list[str]:
        """All paragraphs."""
        self._close()
        return self._done

    def _close(self) -> None:
        text = "".join(self._parts)
        if any(c.isalnum() for c in text) and not _STRAY_NUMBER.fullmatch(text):
            self._done.append(text)
        self._parts, self._count, self._dashes, self._capitals = [], 0, False, False

    def _bullet(self, line: str) -> int | None:
        """The length of the bullet that opens a line, None without one."""
        match = _BULLET.match(line)
        if match:
            return match.end()
        dash = _DASH_BULLET.match(line)
        if dash is None:
            return None
        opens = not self._parts or self._dashes or self._blank or self._last.endswith((":", ";"))
        ended = bool(_TERMINAL.search(self._last)) and not line[dash.end()].islower()
        return dash.end() if opens or ended else None

    def _breaks(self, line: str) -> bool:
        """Whether this line begins a new paragraph."""
        if self._blank:
            return not self._goes_on(line)
        if self._last.endswith("-"):
            return False
        if self._capitals and any(c.isalpha() for c in line):
            return not _is_capitals(line) or bool(_NUMBERED.match(line))
        opens = not line[0].islower()
        ended = bool(_TERMINAL.search(self._last))
        if _NUMBERED.match(line) and (ended or self._had_room(line)):
            return True
        if not opens:
            return False
        if self._count <= _HEADING_LINES and (_QUESTION.search(self._last) and _NUMBERED.match(self._parts[0])):
            return True
        if self._count == 1 and not ended and self._had_room(line):
            return _looks_like_heading(self._last)
        return ended and self._had_room(line)

    def _goes_on(self, line: str) -> bool:
        """Whether a sentence runs on over a blank line."""
        return line[0].islower() and not _TERMINAL.search(self._last) and not self._capitals

    def _had_room(self, line: str) -> bool:
        """Whether the last line was shorter than it had to be for the first word of this one."""
        return len(self._last) + 1 + len(line.split()[0]) < _FITS * self._width


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and all(not c.islower() for c in letters)


def _looks_like_heading(text: str) -> bool:
    return not text[0].islower() and text[-1] not in ",;" and len(text.split()) <= 14
