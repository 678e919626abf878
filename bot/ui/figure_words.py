"""Ledger rows in the visitor's words: values, countries, periods, states."""

from __future__ import annotations

from babel import Locale

from bot.domain.figure_text import figure_text
from bot.domain.figures import Figure
from bot.domain.sources import Source
from bot.ui.language import N_, _, current_language
from bot.ui.wording import STATUS

_ESTIMATE = "raming"
_ABOUT = {
    "ca": N_("ca."),
    "meer-dan": N_("meer dan"),
    "minder-dan": N_("minder dan"),
    "bijna": N_("bijna"),
    _ESTIMATE: N_("raming"),
}
_DUTCH = str.maketrans(",.", ".,")


def value_text(figure: Figure) -> str:
    """A value in Dutch notation, an estimate marked as one."""
    return f"{figure_text(figure)}{' ' + _('(raming)') if figure.qualifier == _ESTIMATE else ''}"


def short_value(figure: Figure, scale: int) -> str:
    """A value for beside a bar whose axis names the unit: "ca. 7.300", "6.000–10.000"."""
    ends = [figure.value] if figure.high is None else [figure.value, figure.high]
    shown = "–".join(f"{end / scale:,.4f}".rstrip("0").rstrip(".").translate(_DUTCH) for end in ends)
    return f"{_(_ABOUT[figure.qualifier])} {shown}" if figure.qualifier in _ABOUT else shown


def period_text(period: str) -> str:
    """A period as people write it: "2018", "2015–2016", "juni 2025"."""
    head, mark, tail = period.partition("-")
    if not mark:
        return head
    if len(tail) == 4:
        return f"{head}–{tail}"
    months = Locale(current_language()).months["format"]["wide"]
    return f"{months.get(int(tail), tail)} {head}" if tail.isdigit() else period


def status_text(figure: Figure) -> str:
    """How far a figure was followed back, in plain words."""
    return _(STATUS[figure.status])


def source_text(figure: Figure, source: Source | None) -> str:
    """Author, year and place of a figure's source."""
    name = source.label if source else figure.source
    return f"{name}, {figure.locator}" if figure.locator else name
