"""Which ledger rows a chart shows: chosen, never made.

For one measure and year the ledger can hold several rows. Drawn is the one that its editors prefer, else an outcome
before a budget or estimate, else the one followed furthest back; the others are told below the chart. A row that the
sources dispute or that was not found back is drawn only when its editors prefer it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.figures import Figure
from bot.domain.sources import ChainStatus
from bot.ui.chart_list import ChartForm, ChartPlan, RowName, Series

FEWEST_YEARS = 3
FEWEST_ROWS = 2
_PREFERRED = "Voorkeurscijfer"
_ESTIMATE = "raming"
_NOT_FINAL = re.compile(r"\b(begro|verwacht|gepland|raming|voorlopig|prognose|schatting|eerste cijfer)", re.I)
_PART_OF_YEAR = re.compile(r"nog niet het hele jaar", re.I)
_EDITION = re.compile(r"\s*\((?:voorlopig|(?:uitgave|editie) [^)]*)\)")
_DOUBTED = frozenset({ChainStatus.CONTRADICTED, ChainStatus.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart.

    Attributes:
        figure: the row that is drawn.
        also: rows of other sources with the same value.
        others: rows with another value for the same measure and year, not drawn.
        provisional: a budget, an estimate or a provisional figure.
        run: points of one run are joined by a line.
    """

    series: Series
    figure: Figure
    also: tuple[Figure, ...] = ()
    others: tuple[Figure, ...] = ()
    provisional: bool = False
    run: int = 0


@dataclass(frozen=True, slots=True)
class ChartData:
    """The points of a chart, and the rows that fit its measures but are not drawn."""

    points: tuple[Point, ...]
    left_out: tuple[Figure, ...] = ()
    enough: bool = True


def choose_points(plan: ChartPlan, figures: Mapping[str, Figure]) -> ChartData:
    """The points of a chart.

    Args:
        figures: the ledger by id.
    """
    points: list[Point] = []
    left_out: list[Figure] = []
    for series in plan.series:
        rows = [row for row in figures.values() if _measures(series, row) and row.year >= plan.since]
        found = _by_year(series, rows, figures) if plan.form is not ChartForm.RANKING else _by_row(plan, series, rows)
        for point in found:
            if point.figure.status in _DOUBTED and not _preferred(point.figure):
                left_out += [point.figure, *point.also, *point.others]
            else:
                points.append(point)
    if plan.form is ChartForm.LINES:
        points = _joined(points)
    return ChartData(tuple(points), tuple(left_out), _is_enough(plan, points))


def norm_row(series: Series, figures: Mapping[str, Figure]) -> Figure | None:
    """The newest confirmed row of a norm; None when the ledger has none."""
    rows = [row for row in figures.values() if _measures(series, row) and row.status is ChainStatus.CONFIRMED]
    return max(rows, key=lambda row: (not row.qualifier, row.year, row.id), default=None)


def is_provisional(figure: Figure) -> bool:
    """True for a budget, an estimate or a provisional figure, as the row itself says."""
    texts = (figure.label, figure.note.partition(". ")[0])
    return figure.qualifier == _ESTIMATE or any(_NOT_FINAL.search(text) for text in texts)


def definition(figure: Figure) -> str:
    """What is measured, whichever edition of it: rows with another definition are never joined."""
    return _EDITION.sub("", figure.label)


def _measures(series: Series, row: Figure) -> bool:
    return (
        row.indicator == series.indicator
        and row.unit == series.unit
        and series.country in ("", row.country)
        and (not series.labels or row.label in series.labels)
    )


def _by_year(series: Series, rows: Iterable[Figure], figures: Mapping[str, Figure]) -> list[Point]:
    years: dict[int, list[Figure]] = {}
    for row in rows:
        if not _covers_years(row) and not _is_revised(row, figures):
            years.setdefault(row.year, []).append(row)
    return [_point(series, years[year]) for year in sorted(years)]


def _by_row(plan: ChartPlan, series: Series, rows: Sequence[Figure]) -> list[Point]:
    """One point a row of the ranking; of a measure that is followed through time only its newest."""
    if plan.rows is RowName.SOURCE:
        groups = _grouped(rows, lambda row: (row.source, row.period, row.value))
        return [replace(_point(series, group), provisional=False) for group in groups]
    current = [row for row in rows if row.status is not ChainStatus.SUPERSEDED]
    newest = max((_moment(row.period) for row in current), default=0)
    same = [row for row in current if _moment(row.period) == newest]
    if plan.rows is RowName.SERIES:
        return [_point(series, same)] if same else []
    return [_point(series, group) for group in _grouped(same, lambda row: (row.country, definition(row)))]


def _grouped(rows: Iterable[Figure], key: Callable[[Figure], Hashable]) -> list[list[Figure]]:
    groups: dict[Hashable, list[Figure]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())


def _point(series: Series, rows: Sequence[Figure]) -> Point:
    best, *rest = sorted(rows, key=_order)
    also = tuple(row for row in rest if (row.value, row.high) == (best.value, best.high))
    return Point(series, best, also, tuple(row for row in rest if row not in also), is_provisional(best))


def _order(row: Figure) -> tuple[bool, bool, bool, bool, bool, int, str]:
    return (
        not _preferred(row),
        row.status in _DOUBTED,
        bool(_PART_OF_YEAR.search(row.note)),
        is_provisional(row),
        row.status is not ChainStatus.CONFIRMED and row.status is not ChainStatus.SUPERSEDED,
        -_moment(row.period),
        row.id,
    )


def _moment(period: str) -> int:
    """A number that grows with time; a whole year counts as its end."""
    year, _, month = period.partition("-")
    return int(year) * 100 + (int(month) if len(month) == 2 else 12)


def _preferred(row: Figure) -> bool:
    return row.note.startswith(_PREFERRED)


def _covers_years(row: Figure) -> bool:
    return len(row.period) == len("2015-2016")


def _is_revised(row: Figure, figures: Mapping[str, Figure]) -> bool:
    """True when a newer edition gives another figure for the same year; an old year's figure as such stays."""
    newer = figures.get(row.successor)
    return row.status is ChainStatus.SUPERSEDED and newer is not None and newer.year == row.year


def _joined(points: Iterable[Point]) -> list[Point]:
    """Number the runs: years that follow each other, of one series and one definition, all outcomes."""
    joined: list[Point] = []
    for point in points:
        last = joined[-1] if joined else None
        follows = (
            last is not None
            and last.series == point.series
            and point.figure.year - last.figure.year == 1
            and definition(last.figure) == definition(point.figure)
            and not point.provisional
            and not last.provisional
        )
        run = last.run if last is not None and follows else (last.run + 1 if last is not None else 0)
        joined.append(replace(point, run=run))
    return joined


def _is_enough(plan: ChartPlan, points: Sequence[Point]) -> bool:
    if plan.form is ChartForm.RANKING:
        return len(points) >= FEWEST_ROWS
    return len({point.figure.year for point in points}) >= FEWEST_YEARS
