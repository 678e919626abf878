"""Figures and references as Dutch text."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.figure_text import figure_text
from bot.domain.figures import Figure
from bot.rehearsal.results import Reference


def dated_figure(figure: Figure) -> str:
    """A figure with its period: "17,7 procent (2023)"."""
    return f"{figure_text(figure)} ({figure.period})"


def labels(references: Iterable[Reference]) -> str:
    """Sources in one line."""
    return "; ".join(dict.fromkeys(reference.label for reference in references))
