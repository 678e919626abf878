"""Small plots as inline SVG, without scripts; every text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _ROW, _LABEL = 640, 22, 230
_HEIGHT, _EDGE = 200, 36


class Bar(NamedTuple):
    """A bar from 0 to 1 with its interval and a word behind it."""

    label: str
    value: float
    low: float
    high: float
    note: str


class Point(NamedTuple):
    """A point in the unit square; its size is a weight."""

    x: float
    y: float
    weight: float
    label: str


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars with whiskers."""
    room = _WIDTH - _LABEL - 110
    parts = []
    for place, row in enumerate(rows):
        y = place * _ROW + 4
        left, right = _LABEL + room * row.low, _LABEL + room * row.high
        parts.append(
            f'<text x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">{escape(row.label)}</text>'
            f'<rect x="{_LABEL}" y="{y + 2}" width="{room * row.value:.1f}" height="14" class="balk"/>'
            f'<path d="M{left:.1f} {y + 9}H{right:.1f}" class="spreiding"/>'
            f'<text x="{_LABEL + room + 8}" y="{y + 13}">{escape(row.note)}</text>'
        )
    return _svg(title, len(rows) * _ROW + 8, "".join(parts))


def scatter(title: str, points: Sequence[Point], x: str, y: str) -> str:
    """Points in the unit square with the diagonal."""
    side = _HEIGHT
    heaviest = max((p.weight for p in points), default=1.0) or 1.0
    parts = [_frame(side, x, y), f'<path d="M{_EDGE} {side}L{_EDGE + side} 0" class="lijn"/>']
    for point in points:
        radius = 3 + 7 * (point.weight / heaviest) ** 0.5
        parts.append(
            f'<circle cx="{_EDGE + side * point.x:.1f}" cy="{side * (1 - point.y):.1f}" r="{radius:.1f}" class="punt">'
            f"<title>{escape(point.label)}</title></circle>"
        )
    return _svg(title, side + _EDGE, "".join(parts))


def history(title: str, points: Sequence[Bar]) -> str:
    """Values over runs, oldest left, with whiskers."""
    step = (_WIDTH - 2 * _EDGE) / max(len(points) - 1, 1)
    places = [(_EDGE + step * place, _HEIGHT * (1 - p.value), p) for place, p in enumerate(points)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in places)
    parts = [_frame(_HEIGHT, "runs, oudste links", "aandeel goed", width=_WIDTH - 2 * _EDGE)]
    if path:
        parts.append(f'<path d="M{path}" class="reeks"/>')
    for x, y, point in places:
        parts.append(
            f'<path d="M{x:.1f} {_HEIGHT * (1 - point.low):.1f}V{_HEIGHT * (1 - point.high):.1f}" class="spreiding"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="punt"><title>{escape(f"{point.label}: {point.note}")}'
            "</title></circle>"
        )
    return _svg(title, _HEIGHT + _EDGE, "".join(parts))


def _frame(height: int, x: str, y: str, width: int = _HEIGHT) -> str:
    return (
        f'<path d="M{_EDGE} 0V{height}H{_EDGE + width}" class="as"/>'
        f'<text x="{_EDGE + width / 2:.0f}" y="{height + 24}" text-anchor="middle">{escape(x)}</text>'
        f'<text x="14" y="{height / 2:.0f}" text-anchor="middle" transform="rotate(-90 14 {height / 2:.0f})">'
        f"{escape(y)}</text>"
    )


def _svg(title: str, height: int, body: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 -6 {_WIDTH} {height + 6}" role="img" '
        f'aria-label="{escape(title)}">{body}</svg></figure>'
    )
