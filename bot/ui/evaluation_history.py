"""The runs over time on page "Evaluatie"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import streamlit as st

from bot.ui.answer_view import notice_html
from bot.ui.evaluation_port import Evaluation, Point
from bot.ui.evaluation_run import DEV, run_title, split_names
from bot.ui.language import _
from bot.ui.plain import html

_MOST = 20


def show_history(evaluation: Evaluation) -> None:
    """A plot of the whole runs of a part, and the list of all runs with their reports."""
    names = split_names()
    split = st.selectbox(_("Deel"), list(names), format_func=names.__getitem__, key="ww_toets_verloop_deel") or DEV
    points = evaluation.history(split)
    if points:
        st.html(_plot(points))
    else:
        st.html(notice_html(_("Van dit deel is nog geen hele run gedaan."), alarm=False))
    runs = evaluation.runs()[:_MOST]
    st.html(f'<h2 class="ww-tussenkop">{html(_("Laatste runs"))}</h2>')
    for run in runs:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.html(f'<p class="ww-regel">{html(run_title(run))}</p>')
        if run.finished:
            right.download_button(
                _("Rapport"),
                partial(evaluation.report, run.name),
                file_name=f"weerwoord-{run.name}.html",
                mime="text/html",
                key=f"ww_toets_rapport_{run.name}",
                on_click="ignore",
            )


def _plot(points: Sequence[Point]) -> str:
    """A dot with its interval for each run, oldest left; the axis begins at a round percentage below all of them."""
    floor = math.floor(10 * min(point.low for point in points)) / 10
    room = 1 - floor

    def height(value: float) -> str:
        return f"{100 * (value - floor) / room:.1f}%"

    columns = "".join(
        f'<li title="{html(point.run)}"><span class="ww-toets-spreiding" style="bottom:{height(point.low)};'
        f'top:calc(100% - {height(point.high)})"></span>'
        f'<span class="ww-toets-punt" style="bottom:{height(point.share)}"></span>'
        f'<span class="ww-toets-lezer">{html(point.run)}: {html(point.note)}</span></li>'
        for point in points
    )
    title = _("Aandeel goed per run, oudste links, met spreiding van 95 procent")
    last = html(_("Laatste: {share}").format(share=points[-1].note.replace(".", ",")))
    return (
        f'<figure class="ww-toets-verloop"><figcaption>{html(title)}</figcaption>'
        f'<div><p aria-hidden="true"><span>100%</span><span>{round(100 * floor)}%</span></p><ol>{columns}</ol></div>'
        f"<p>{last}</p></figure>"
    )
