"""Page "Evaluatie": the evaluation questions beside the chat, and running them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from bot.errors import WeerwoordError
from bot.ui import desk as office
from bot.ui.access import require
from bot.ui.answer_view import notice_html
from bot.ui.evaluation_compare import show_comparison
from bot.ui.evaluation_complaints import show_complaints
from bot.ui.evaluation_history import show_history
from bot.ui.evaluation_port import Evaluation, provided
from bot.ui.evaluation_questions import show_questions
from bot.ui.evaluation_run import show_run
from bot.ui.language import N_, _
from bot.ui.plain import html

_PART = "ww_toets_deel"
_PARTS: dict[str, tuple[str, Callable[[Evaluation], None]]] = {
    "vragen": (N_("Vragen"), show_questions),
    "vergelijken": (N_("Vergelijken"), show_comparison),
    "verloop": (N_("Verloop"), show_history),
    "klachten": (N_("Klachten"), show_complaints),
}


def show() -> None:
    """Draw the page."""
    require("evaluator")
    st.html(Path(__file__).with_name("evaluation.css"))
    st.html(f'<h1 class="ww-naam">{html(_("Evaluatie"))}</h1>')
    evaluation = provided(office.read_settings())
    if evaluation is None:
        st.html(notice_html(_("De evaluatie is hier niet beschikbaar. Start Weerwoord met: weerwoord serve")))
        return
    try:
        show_run(evaluation)
        part = st.radio(
            _("Wat wilt u zien?"),
            list(_PARTS),
            format_func=lambda name: _(_PARTS[name][0]),
            horizontal=True,
            key=_PART,
            label_visibility="collapsed",
        )
        _PARTS[part or "vragen"][1](evaluation)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))
