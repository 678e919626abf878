"""Answering aloud, written out by the speech model that the user configured."""

from __future__ import annotations

import streamlit as st

from bot.adapters.speech import SpeechModel
from bot.errors import ServiceError
from bot.rehearsal.coach import Coach
from bot.ui import desk as office
from bot.ui import rehearsal_state
from bot.ui.answer_view import notice_html
from bot.ui.language import _
from bot.ui.rehearsal_state import Round


def show_recorder(coach: Coach, held: Round, person: str) -> None:
    """A recorder above the answer's field; what was said lands in that field, to be read over first."""
    settings = office.read_settings()
    if not settings.speech_base_url:
        return
    recording = st.audio_input(_("Spreek uw antwoord in"), key=f"ww_opname_{held.attempt}")
    if recording is None:
        return
    heard = f"ww_verstaan_{held.attempt}"
    if st.session_state.get(heard) == recording.file_id:
        return
    try:
        with st.spinner(_("Uw antwoord wordt uitgeschreven …")):
            model = SpeechModel(settings.speech_base_url, settings.speech_model, settings.model_timeout_s)
            text = model.transcribe(recording.getvalue())
    except ServiceError as error:
        st.html(notice_html(str(error)))
        return
    st.session_state[heard] = recording.file_id
    key = rehearsal_state.answer_key(held)
    st.session_state[key] = f"{st.session_state.get(key, '')} {text}".strip()
    rehearsal_state.keep_draft(coach, person)
