"""Taking an answer or a conversation along as a document, or its sources for a reference manager."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from bot.adapters.answer_export import MIME, ExportForm, export
from bot.domain.answers import Answer
from bot.errors import WeerwoordError
from bot.storage.conversations import Turn
from bot.ui import desk as office
from bot.ui.answer_view import notice_html
from bot.ui.language import N_, _

_FORMS: dict[ExportForm, str] = {
    "docx": "Word (.docx)",
    "odt": "LibreOffice (.odt)",
    "html": N_("Webpagina (.html)"),
    "md": "Markdown (.md)",
    "bib": N_("Bronnen als BibTeX (.bib)"),
    "ris": N_("Bronnen als RIS (.ris)"),
    "json": N_("Bronnen als CSL-JSON (.json)"),
}
_FILE = "weerwoord"


def show_export(turn: Turn, conversation: str) -> None:
    """The inside of the dialog "Exporteer".

    Args:
        conversation: id of the conversation that the answer stands in, "" when that is not kept.
    """
    st.caption(_("Elke zin krijgt een echte voetnoot, en achteraan staat een bronnenlijst."))
    what = "one"
    if conversation:
        words = {"one": _("Dit antwoord"), "all": _("Het hele gesprek")}
        what = st.radio(
            _("Wat"), list(words), format_func=words.__getitem__, horizontal=True, key=f"ww_export_wat_{turn.id}"
        )
    form = st.selectbox(
        _("Soort bestand"), list(_FORMS), format_func=lambda name: _(_FORMS[name]), key=f"ww_export_vorm_{turn.id}"
    )
    try:
        made = _made(turn, conversation if what == "all" else "", form)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))
        return
    st.download_button(
        _("Bewaar als bestand"),
        made,
        file_name=f"{_FILE}.{form}",
        mime=MIME[form],
        key=f"ww_export_bewaar_{turn.id}_{what}_{form}",
        type="primary",
        width="stretch",
        on_click="ignore",
    )


def _made(turn: Turn, conversation: str, form: ExportForm) -> bytes:
    settings = office.read_settings()
    found = office.conversation_store(settings).load(conversation) if conversation else None
    title = found.title if found else turn.question
    answers = _answers(found.turns if found else (turn,))
    sources = {source.key: source for source in office.shared_desk().choices.sources}
    with st.spinner(_("Bestand maken …")):
        return export(answers, title, form, style=settings.csl_style, sources=sources)


def _answers(turns: Sequence[Turn]) -> list[Answer]:
    return [replace(turn.answer, question=turn.question) for turn in turns]
