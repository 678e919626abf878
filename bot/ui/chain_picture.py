"""The way from note to report to source as a picture: boxes in rows, drawn as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.filters import SourceKind, kind_of
from bot.domain.sources import Source
from bot.ui.chart_drawing import COLOURS, Ink
from bot.ui.language import _
from bot.ui.library import Mentions
from bot.ui.plain import html

WIDTH = 360
_BOX, _GAP, _ARROW, _HEAD = 44, 8, 30, 20
_MOST = 6
_LONGEST = {1: 46, 2: 22}


@dataclass(frozen=True, slots=True)
class _Row:
    """Sources side by side, under a heading; ``more`` counts those that are not drawn."""

    title: str
    keys: tuple[str, ...]
    more: int = 0
    focus: bool = False


def chain_svg(source: Source, mentions: Mentions, sources: Mapping[str, Source], ink: Ink) -> str:
    """Who rests on a source, and what it rests on; "" when there is neither."""
    if not mentions.up and not mentions.down:
        return ""
    rows = [
        _row(_("Steunt op deze bron"), mentions.up),
        _Row("", (source.key,), focus=True),
        _row(_("Hierop steunt deze bron"), mentions.down),
    ]
    rows = [row for row in rows if row.keys]
    height = sum(_height(row) for row in rows) + _ARROW * (len(rows) - 1) + 4
    parts: list[str] = []
    top = 2
    for number, row in enumerate(rows):
        if number:
            parts.append(_arrow(top, ink))
            top += _ARROW
        parts.append(_draw(row, top, sources, ink))
        top += _height(row)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="Source Sans Pro, Liberation Sans, Arial, sans-serif">{"".join(parts)}</svg>'
    )


def chain_words(source: Source, mentions: Mentions, sources: Mapping[str, Source]) -> str:
    """The picture in words, for who can't see it."""
    up = ", ".join(sources[key].label for key, _count in mentions.up[:_MOST]) or _("geen")
    down = ", ".join(sources[key].label for key, _count in mentions.down[:_MOST]) or _("geen")
    words = _("Op {source} steunen: {up}. {source} steunt op: {down}. De hele lijst staat eronder.")
    return words.format(source=source.label, up=up, down=down)


def _row(title: str, mentions: Sequence[tuple[str, int]]) -> _Row:
    keys = tuple(key for key, _count in mentions[:_MOST])
    return _Row(title, keys, len(mentions) - len(keys))


def _columns(row: _Row) -> int:
    return 1 if len(row.keys) == 1 else 2


def _height(row: _Row) -> int:
    lines = -(-len(row.keys) // _columns(row))
    return (_HEAD if row.title else 0) + lines * (_BOX + _GAP) - _GAP + (_HEAD if row.more else 0)


def _draw(row: _Row, top: int, sources: Mapping[str, Source], ink: Ink) -> str:
    parts = []
    if row.title:
        parts.append(_text(row.title, 2, top + 13, ink.quiet, 12))
        top += _HEAD
    columns = _columns(row)
    width = (WIDTH - 4 - (columns - 1) * _GAP) // columns
    for number, key in enumerate(row.keys):
        line, column = divmod(number, columns)
        place = (2 + column * (width + _GAP), top + line * (_BOX + _GAP), width)
        parts.append(_box(sources[key], place, ink, _LONGEST[columns], focus=row.focus))
    if row.more:
        bottom = top + -(-len(row.keys) // columns) * (_BOX + _GAP) - _GAP
        parts.append(_text(_("en nog {n}, zie de lijst").format(n=row.more), 2, bottom + 15, ink.quiet, 12))
    return "".join(parts)


def _box(source: Source, place: tuple[int, int, int], ink: Ink, longest: int, *, focus: bool) -> str:
    kind = {SourceKind.NOTE: _("nota"), SourceKind.REPORT: _("rapport"), SourceKind.OWN: _("eigen document")}
    left, top, width = place
    edge = f'stroke="{COLOURS[0]}" stroke-width="2.5"' if focus else f'stroke="{ink.quiet}" stroke-width="1"'
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{_BOX}" rx="6" fill="none" {edge}/>'
        f"{_text(_short(source.label, longest), left + 9, top + 19, ink.text, 13, bold=True)}"
        f"{_text(kind[kind_of(source)], left + 9, top + 35, ink.quiet, 12)}"
    )


def _text(words: str, left: int, top: int, colour: str, size: int, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{left}" y="{top}" fill="{colour}" font-size="{size}"{weight}>{html(words)}</text>'


def _arrow(top: int, ink: Ink) -> str:
    middle, end = WIDTH // 2, top + _ARROW - 5
    return (
        f'<path fill="none" stroke="{ink.quiet}" stroke-width="1.5" d="M{middle} {top + 5}V{end}'
        f'M{middle - 5} {end - 6}L{middle} {end}L{middle + 5} {end - 6}"/>'
    )


def _short(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    head, mark, tail = text.rpartition(" (")
    room = most - len(mark + tail) - 1
    return f"{head[:room].rstrip()}…{mark}{tail}" if mark and room > 5 else f"{text[: most - 1].rstrip()}…"
