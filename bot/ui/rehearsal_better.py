"""A suggested better version of a rehearsed answer, where a language model is configured."""

from __future__ import annotations

import streamlit as st

from bot.errors import QuestionError, WeerwoordError
from bot.ports import Improver
from bot.ui.answer_view import answer_html, notice_html
from bot.ui.language import _
from bot.ui.plain import html
from bot.ui.rehearsal_state import Round


def show_improvement(improver: Improver, held: Round) -> None:
    """A button that asks for a better version, and that version with its sources.

    The answer leaves this computer only on a click, and only when the configured model runs elsewhere. Where
    nothing came of it, the button stays, to try again.
    """
    if held.better is None:
        if not st.button(_("Maak mijn antwoord beter"), key=f"ww_beter_{held.attempt}", width="stretch"):
            return
        try:
            with st.spinner(_("Het taalmodel schrijft; elke zin wordt nagekeken …")):
                given = improver.improve(held.question.card.question, held.answer, held.question.card)
        except (QuestionError, WeerwoordError) as error:
            st.html(notice_html(str(error)))
            return
        if given.refused:
            st.html(notice_html(given.notice or _("Er is geen betere versie gelukt."), alarm=False))
            return
        held.better = given
        st.rerun()
    st.html(f'<h2 class="ww-kop">{html(_("Zo kan het beter"))}</h2>')
    st.html(answer_html(held.better, f"beter-{held.attempt}"))
