"""The run on page "Evaluatie": start, progress, stop, and how the last one ended."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from bot.errors import WeerwoordError
from bot.ui.answer_view import notice_html
from bot.ui.evaluation_port import Evaluation, Progress, RunLine
from bot.ui.language import _
from bot.ui.plain import html, label

_SAID = "ww_toets_gezegd"
_WAS_RUNNING = "ww_toets_liep"
_EVERY_S = 1.0
DEV, OWN, TEST = "dev", "own", "test"


def split_names() -> dict[str, str]:
    """The parts of the set, as the page calls them."""
    return {DEV: _("Ontwikkelvragen"), OWN: _("Eigen vragen"), TEST: _("Toetsvragen")}


def show_run(evaluation: Evaluation) -> None:
    """The last run in a line, and the run that goes on or can be started."""
    if said := st.session_state.pop(_SAID, ""):
        st.html(notice_html(said, alarm=False))
    _show_last(evaluation)
    now = evaluation.progress()
    st.session_state[_WAS_RUNNING] = now.running
    if now.running:
        _watch(evaluation)
    else:
        _show_start(evaluation, now)


def start(evaluation: Evaluation, split: str, tag: str = "", name: str = "", *, resume: bool = False) -> None:
    """Start a run; why it could not start is told at the next drawing."""
    try:
        evaluation.start(split, tag, name, resume=resume)
    except WeerwoordError as error:
        st.session_state[_SAID] = str(error)


def run_title(run: RunLine) -> str:
    """A run in a list: when, what was asked, how much was right."""
    when = moment(run.started)
    if not run.finished:
        return _("{when} · {asked} · afgebroken").format(when=when, asked=run.asked)
    return _("{when} · {asked} · {right} van {judged} goed").format(
        when=when, asked=run.asked, right=run.right, judged=run.judged
    )


def moment(started: str) -> str:
    """An ISO time as Dutch writes it."""
    try:
        return datetime.fromisoformat(started).strftime("%d-%m-%Y %H:%M")
    except ValueError:
        return started


def _show_last(evaluation: Evaluation) -> None:
    last = next((run for run in evaluation.runs() if run.finished and run.asked == DEV), None)
    if last is None:
        text = _("Hier staan de vragen waarmee Weerwoord getoetst wordt. Er is nog geen hele run gedaan.")
        st.html(f'<p class="ww-inleiding">{html(text)}</p>')
        return
    share = f"{100 * last.right / last.judged:.1f}".replace(".", ",") if last.judged else "–"
    text = _("Laatste hele run, {when}: {right} van {judged} ontwikkelvragen goed ({share} procent).").format(
        when=moment(last.started), right=last.right, judged=last.judged, share=share
    )
    st.html(f'<p class="ww-inleiding">{html(text)}</p>')


@st.fragment(run_every=_EVERY_S)
def _watch(evaluation: Evaluation) -> None:
    """Draws itself again each second, apart from the page; the page is drawn anew when the run ends."""
    now = evaluation.progress()
    if not now.running:
        st.rerun()
    share = min(now.done / now.total, 1.0) if now.total else 0.0
    words = now.phase or _("De run begint")
    st.progress(share, text=label(f"{words}: {now.done} / {now.total}" if now.total else f"{words} …"))
    st.button(_("Stop de run"), key="ww_toets_stop", on_click=_stop, args=(evaluation,))


def _stop(evaluation: Evaluation) -> None:
    try:
        evaluation.stop()
    except WeerwoordError as error:
        st.session_state[_SAID] = str(error)


def _show_start(evaluation: Evaluation, now: Progress) -> None:
    if now.fault:
        st.html(notice_html(now.fault))
    names = split_names()
    with st.container(key="ww_toets_start"):
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        split = left.selectbox(_("Welke vragen?"), list(names), format_func=names.__getitem__, key="ww_toets_welke")
        right.button(
            _("Stel alle vragen"),
            key="ww_toets_alle",
            type="primary",
            width="stretch",
            on_click=start,
            args=(evaluation, split or DEV),
        )
        unfinished = next((run for run in evaluation.runs() if not run.finished), None)
        if unfinished is not None and unfinished.asked in names and now.fault:
            st.button(
                _("Ga verder met de run van {when}").format(when=moment(unfinished.started)),
                key="ww_toets_verder",
                on_click=start,
                args=(evaluation, unfinished.asked),
                kwargs={"resume": True},
            )
