"""From pieces of text with their places on a PDF page to lines in reading order. No vendor here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_PARAGRAPH_GAP = 1.35
_SIZE_CHANGE = 1.15
_FEWEST_LINES = 6
_COLUMN_CHARS = 20
_MOST_ACROSS = 0.25


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text on one line.

    Attributes:
        left, right: horizontal extent in points.
        base: height of the base line above the foot of the page.
        size: font size in points.
    """

    text: str
    left: float
    right: float
    base: float
    size: float


def page_text(pieces: Sequence[Piece]) -> str:
    """The lines of a page with blank lines between paragraphs; two columns are read one after the other."""
    gutter = find_gutter(pieces)
    if gutter is None:
        return "\n".join(_lines(pieces))
    return "\n".join(line for part in _in_columns(pieces, gutter) for line in [*_lines(part), ""])


def find_gutter(pieces: Sequence[Piece]) -> float | None:
    """Where the page parts in two text columns, None when it can't be told."""
    if len(pieces) < 2 * _FEWEST_LINES:
        return None
    low, high = min(p.left for p in pieces), max(p.right for p in pieces)
    width = high - low
    places = [low + width * step / 100 for step in range(35, 66)]
    best = min(places, key=lambda place: _across(pieces, place))
    return best if width > 0 and _parts_in_columns(pieces, best, width) else None


def _across(pieces: Sequence[Piece], place: float) -> int:
    return sum(1 for p in pieces if p.left < place < p.right)


def _parts_in_columns(pieces: Sequence[Piece], place: float, width: float) -> bool:
    left = [p for p in pieces if p.right <= place]
    right = [p for p in pieces if p.left >= place]
    if min(len(left), len(right)) < _FEWEST_LINES or _across(pieces, place) > _MOST_ACROSS * len(pieces):
        return False
    for side in (left, right):
        if median(p.right - p.left for p in side) < 0.25 * width or median(len(p.text) for p in side) < _COLUMN_CHARS:
            return False
    top = min(max(p.base for p in side) for side in (left, right))
    foot = max(min(p.base for p in side) for side in (left, right))
    shared = [p for p in (*left, *right) if foot <= p.base <= top]
    return len(shared) >= (len(left) + len(right)) / 2


def _in_columns(pieces: Sequence[Piece], gutter: float) -> list[list[Piece]]:
    """Groups in reading order: what runs across the page, then the left column below it, then the right one."""
    ordered = sorted(pieces, key=lambda p: -p.base)
    groups: list[list[Piece]] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in ordered:
        if piece.left < gutter < piece.right:
            groups += [left, right, [piece]]
            left, right = [], []
        elif piece.right <= gutter:
            left.append(piece)
        else:
            right.append(piece)
    groups += [left, right]
    return [group for group in groups if group]


def _lines(pieces: Sequence[Piece]) -> list[str]:
    """Pieces on one base line joined; a blank line where the distance or the size changes."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and _same_line(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    pitch = _pitch(rows)
    lines: list[str] = []
    for at, row in enumerate(rows):
        if at and _parted(rows[at - 1][-1], row[0], pitch):
            lines.append("")
        lines.append("  ".join(piece.text for piece in row))
    return lines


def _same_line(before: Piece, after: Piece) -> bool:
    return abs(before.base - after.base) < 0.3 * max(before.size, after.size, 1) and after.left >= before.right - 1


def _pitch(rows: Sequence[Sequence[Piece]]) -> float:
    """The usual distance between lines."""
    steps = [above[-1].base - below[0].base for above, below in pairwise(rows)]
    sensible = [step for step in steps if 0 < step < 60]
    return median(sensible) if sensible else 0.0


def _parted(above: Piece, below: Piece, pitch: float) -> bool:
    step = above.base - below.base
    sizes = sorted((max(above.size, 0.1), max(below.size, 0.1)))
    if sizes[1] / sizes[0] > _SIZE_CHANGE:
        return True
    usual = min(pitch, 1.6 * sizes[1]) if pitch else 1.6 * sizes[1]
    return step < 0 or step > _PARAGRAPH_GAP * max(usual, sizes[1])
