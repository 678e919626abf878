"""Earlier conversations: open, search, rename, remove."""

from __future__ import annotations

import streamlit as st

from bot.errors import StorageError
from bot.storage.conversations import ConversationStore, ConversationSummary, short_title
from bot.ui import state
from bot.ui.answer_view import notice_html
from bot.ui.language import _
from bot.ui.plain import html, label
from bot.ui.state import OpenConversation

_LATEST, _FOUND = 12, 30
"""So many conversations are shown without words to search for, and with."""
_SEARCH_FROM = 3
_WORDS = "ww_zoek"


def show_sidebar(store: ConversationStore, conversation: OpenConversation) -> None:
    """Draw the visitor's own conversations."""
    with st.sidebar:
        st.button(_("Nieuw gesprek"), key="ww_nieuw", on_click=state.leave, width="stretch", type="primary")
        if conversation.id and conversation.turns:
            _show_actions(store, conversation)
        _show_list(store, conversation)


def _show_list(store: ConversationStore, conversation: OpenConversation) -> None:
    words = str(st.session_state.get(_WORDS, ""))
    try:
        most = _FOUND if words else _LATEST
        kept = [summary for summary in store.search(words, most + 1) if summary.turns or summary.waiting]
    except StorageError as error:
        st.html(notice_html(_("Eerdere gesprekken zijn nu niet te tonen. {reason}").format(reason=error)))
        return
    if not kept and not words:
        return
    st.html(f'<h2 class="ww-kop">{html(_("Eerdere gesprekken"))}</h2>')
    if words or len(kept) >= _SEARCH_FROM:
        st.text_input(
            _("Zoek in uw gesprekken"), key=_WORDS, max_chars=80, label_visibility="collapsed",
            placeholder=_("Zoek in uw gesprekken"),
        )  # fmt: skip
    if not kept:
        st.html(f'<p class="ww-opmerking">{html(_("Geen gesprek met deze woorden."))}</p>')
    with st.container(key="ww_gesprekken", gap=None):
        for summary in kept[:most]:
            _show_entry(summary, is_open=summary.id == conversation.id)
    if len(kept) > most:
        st.html(f'<p class="ww-opmerking">{html(_("Oudere gesprekken vindt u met het zoekvak."))}</p>')


def _show_entry(summary: ConversationSummary, *, is_open: bool) -> None:
    st.button(
        label(summary.title),
        key=f"ww_open_{summary.id}",
        type="secondary" if is_open else "tertiary",
        on_click=state.go_to,
        args=(summary.id,),
        width="stretch",
    )


def _show_actions(store: ConversationStore, conversation: OpenConversation) -> None:
    st.html(f'<h2 class="ww-kop">{html(_("Dit gesprek"))}</h2>')
    with st.popover(_("Naam wijzigen"), width="stretch"):
        name = st.text_input(
            _("Naam van dit gesprek"), conversation.title, key=f"ww_naam_{conversation.id}", max_chars=80
        )
        if st.button(_("Bewaar naam"), key="ww_hernoem"):
            _rename(store, conversation, name)
    if st.button(_("Verwijder dit gesprek"), key="ww_verwijder", width="stretch"):
        st.dialog(_("Gesprek verwijderen?"))(_confirm_removal)(store, conversation)


def _rename(store: ConversationStore, conversation: OpenConversation, name: str) -> None:
    try:
        store.rename(conversation.id, name)
    except StorageError as error:
        state.notify(_("De naam is niet gewijzigd. {reason}").format(reason=error))
    else:
        conversation.title = short_title(name) or conversation.title
    st.rerun()


def _confirm_removal(store: ConversationStore, conversation: OpenConversation) -> None:
    st.html(f"<p>{html(_('De vragen en antwoorden van dit gesprek verdwijnen voorgoed.'))}</p>")
    if st.button(
        _("Ja, verwijder"),
        key="ww_verwijder_ja",
        type="primary",
        width="stretch",
        on_click=_remove,
        args=(store, conversation.id),
    ):
        st.rerun()
    if st.button(_("Nee, bewaar het"), key="ww_verwijder_nee", width="stretch"):
        st.rerun()


def _remove(store: ConversationStore, name: str) -> None:
    try:
        store.delete(name)
    except StorageError as error:
        state.notify(_("Het gesprek is niet verwijderd. {reason}").format(reason=error))
    else:
        state.leave()
