"""The open conversation of one visitor: address, session and database in step."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import streamlit as st

from bot.domain.answers import Answer
from bot.errors import StorageError
from bot.storage.conversations import ConversationStore, Turn

ADDRESS = "gesprek"
_OPEN = "ww_gesprek"
_ASKED = "ww_gevraagd"
_NOTICE = "ww_melding"


@dataclass
class OpenConversation:
    """The conversation on the page.

    Attributes:
        id: "" until it is kept.
        turns: oldest first.
    """

    id: str = ""
    title: str = ""
    turns: list[Turn] = field(default_factory=list)


def current(store: ConversationStore) -> OpenConversation:
    """The conversation that the address names; a new one without address."""
    name = st.query_params.get(ADDRESS, "")
    held = st.session_state.get(_OPEN)
    if isinstance(held, OpenConversation) and held.id == name:
        return held
    try:
        opened = _loaded(store, name) if name else OpenConversation()
    except StorageError as error:
        notify(f"Dit gesprek is nu niet te lezen. {error}")
        return OpenConversation(name)  # not held, so that the next run reads again
    st.session_state[_OPEN] = opened
    return opened


def _loaded(store: ConversationStore, name: str) -> OpenConversation:
    kept = store.load(name)
    if kept is None:
        notify("Dit gesprek is er niet meer. U begint een nieuw gesprek.")
        st.query_params.pop(ADDRESS, None)
        return OpenConversation()
    return OpenConversation(kept.id, kept.title, list(kept.turns))


def keep(store: ConversationStore, conversation: OpenConversation, question: str, answer: Answer) -> None:
    """Add a turn to the page, and to the database when that works."""
    conversation.turns.append(Turn(question, answer, time.time()))
    try:
        if not conversation.id:
            _begin(store, conversation, question)
        else:
            store.append(conversation.id, question, answer)
    except StorageError as error:
        notify(f"Dit antwoord is niet bewaard. {error}")


def _begin(store: ConversationStore, conversation: OpenConversation, question: str) -> None:
    name = store.create(question)
    for turn in conversation.turns:
        store.append(name, turn.question, turn.answer)
    conversation.id, conversation.title = name, question
    st.query_params[ADDRESS] = name


def leave() -> None:
    """Begin a new conversation."""
    st.session_state[_OPEN] = OpenConversation()
    st.query_params.pop(ADDRESS, None)


def go_to(name: str) -> None:
    """Open a kept conversation."""
    st.session_state.pop(_OPEN, None)
    st.query_params[ADDRESS] = name


def ask_next(question: str) -> None:
    """Ask this question on the next run: what a question button does."""
    st.session_state[_ASKED] = question


def asked() -> str:
    """The question of a button that was pressed, once; "" without."""
    return str(st.session_state.pop(_ASKED, ""))


def notify(text: str) -> None:
    """Show a sentence on this run or the next."""
    st.session_state[_NOTICE] = text


def notice() -> str:
    """The sentence to show, once; "" without."""
    return str(st.session_state.pop(_NOTICE, ""))
