"""Earlier conversations: open, rename, remove."""

from __future__ import annotations

import ipaddress

import streamlit as st

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.conversations import ConversationStore, short_title
from bot.ui import state
from bot.ui.answer_view import notice_html
from bot.ui.plain import label
from bot.ui.state import OpenConversation

_SHOWN = 30


def show_sidebar(settings: Settings, store: ConversationStore, conversation: OpenConversation) -> None:
    """Draw the list of conversations.

    A server that others can reach lists none: there a conversation is opened by its own address only.
    """
    with st.sidebar:
        st.button("Nieuw gesprek", key="ww_nieuw", on_click=state.leave, width="stretch", type="primary")
        if conversation.id and conversation.turns:
            _show_actions(store, conversation)
        if is_private(settings.host):
            _show_list(store, conversation)
        else:
            st.html('<p class="ww-opmerking">Bewaar het adres van deze pagina om een gesprek later te openen.</p>')


def is_private(host: str) -> bool:
    """True when only this computer can reach the page."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _show_list(store: ConversationStore, conversation: OpenConversation) -> None:
    try:
        kept = [summary for summary in store.list(_SHOWN) if summary.turns]
    except StorageError as error:
        st.html(notice_html(f"Eerdere gesprekken zijn nu niet te tonen. {error}"))
        return
    if not kept:
        return
    st.html('<h2 class="ww-kop">Eerdere gesprekken</h2>')
    with st.container(key="ww_gesprekken", gap=None):
        for summary in kept:
            is_open = summary.id == conversation.id
            st.button(
                label(summary.title),
                key=f"ww_open_{summary.id}",
                type="secondary" if is_open else "tertiary",
                on_click=state.go_to,
                args=(summary.id,),
                width="stretch",
            )


def _show_actions(store: ConversationStore, conversation: OpenConversation) -> None:
    st.html('<h2 class="ww-kop">Dit gesprek</h2>')
    with st.popover("Naam wijzigen", width="stretch"):
        name = st.text_input("Naam van dit gesprek", conversation.title, key=f"ww_naam_{conversation.id}", max_chars=80)
        if st.button("Bewaar naam", key="ww_hernoem"):
            _rename(store, conversation, name)
    if st.button("Verwijder dit gesprek", key="ww_verwijder", width="stretch"):
        _confirm_removal(store, conversation)


def _rename(store: ConversationStore, conversation: OpenConversation, name: str) -> None:
    try:
        store.rename(conversation.id, name)
    except StorageError as error:
        state.notify(f"De naam is niet gewijzigd. {error}")
    else:
        conversation.title = short_title(name) or conversation.title
    st.rerun()


@st.dialog("Gesprek verwijderen?")
def _confirm_removal(store: ConversationStore, conversation: OpenConversation) -> None:
    st.html("<p>De vragen en antwoorden van dit gesprek verdwijnen voorgoed.</p>")
    if st.button(
        "Ja, verwijder",
        key="ww_verwijder_ja",
        type="primary",
        width="stretch",
        on_click=_remove,
        args=(store, conversation.id),
    ):
        st.rerun()
    if st.button("Nee, bewaar het", key="ww_verwijder_nee", width="stretch"):
        st.rerun()


def _remove(store: ConversationStore, name: str) -> None:
    try:
        store.delete(name)
    except StorageError as error:
        state.notify(f"Het gesprek is niet verwijderd. {error}")
    else:
        state.leave()
