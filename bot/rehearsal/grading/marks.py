"""From remarks to a grade and a rating."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.rehearsal import Rating
from bot.rehearsal.results import FIGURE_ERRORS, FigureResult, PointResult, Remark, RemarkKind

_POINTS, _BODY = 0.75, 0.5
_ENOUGH_BODY = 0.6
_COSTS = {
    RemarkKind.FIGURE_WRONG: 0.2,
    RemarkKind.FIGURE_UNSOURCED: 0.15,
    RemarkKind.FIGURE_YEAR: 0.2,
    RemarkKind.FIGURE_COUNTRY: 0.2,
    RemarkKind.FIGURE_OUTDATED: 0.1,
    RemarkKind.FIGURE_UNDATED: 0.05,
    RemarkKind.POSITION: 0.1,
    RemarkKind.LOADED: 0.05,
    RemarkKind.JARGON: 0.02,
    RemarkKind.READABILITY: 0.02,
    RemarkKind.LENGTH: 0.03,
}
_NOTHING = frozenset({RemarkKind.EMPTY, RemarkKind.LANGUAGE, RemarkKind.COPIED, RemarkKind.OFF_TOPIC})
_HARD, _GOOD, _EASY = 0.3, 0.55, 0.85


def grade_of(
    points: Sequence[PointResult], figures: Sequence[FigureResult], remarks: Sequence[Remark], body: float
) -> float:
    """A grade from 0 to 1: what was said of the card, less what was wrong.

    Args:
        points: the key points, three quarters of the grade.
        figures: the figures named; a right one makes up for a little.
        remarks: each costs something.
        body: share of the card's short answer that was said, 0 to 1.
    """
    kinds = [remark.kind for remark in remarks]
    if any(kind in _NOTHING for kind in kinds):
        return 0.0
    said = sum(point.covered for point in points) / len(points) if points else 0.0
    gained = _POINTS * said + _BODY * min(1.0, body / _ENOUGH_BODY)
    lost = sum(_COSTS.get(kind, 0.0) for kind in kinds)
    right = 0.03 * sum(figure.verdict.value == "juist" for figure in figures)
    return round(max(0.0, min(1.0, gained + min(right, 0.09) - min(lost, 0.6))), 3)


def rating_of(grade: float, remarks: Sequence[Remark]) -> Rating:
    """The scheduler's rating: a wrong figure is never more than hard, the card's own text never easy."""
    kinds = {remark.kind for remark in remarks}
    if grade < _HARD:
        return Rating.AGAIN
    if grade < _GOOD or kinds & FIGURE_ERRORS:
        return Rating.HARD
    return Rating.GOOD if grade < _EASY or RemarkKind.PASTED in kinds else Rating.EASY
