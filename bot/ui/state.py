"""The open conversation of one visitor: address, session and database in step."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field

import streamlit as st

from bot.domain.answers import Answer
from bot.errors import StorageError
from bot.storage.conversations import ConversationStore, Turn
from bot.ui.language import _

ADDRESS, ANSWER = "gesprek", "antwoord"
"""Names in the address: of the conversation, and of one answer in it."""
BOX = "ww_vraag"
_OPEN = "ww_gesprek"
_ASKED = "ww_gevraagd"
_NOTICE = "ww_melding"
_BACK = "ww_terug"


@dataclass(frozen=True)
class Asked:
    """A question that is to be answered.

    Attributes:
        instead_of: id of the turn whose answer it replaces, "" for a new one.
    """

    text: str = ""
    instead_of: str = ""


@dataclass
class OpenConversation:
    """The conversation on the page.

    Attributes:
        id: "" until it is kept.
        turns: oldest first.
        waiting: a question without an answer yet; its text is "" when there is none.
    """

    id: str = ""
    title: str = ""
    turns: list[Turn] = field(default_factory=list)
    waiting: Asked = Asked()


def current(store: ConversationStore) -> OpenConversation:
    """The conversation that the address names; a new one without address.

    One with an unanswered question is read again each time: another window may have answered it.
    """
    name = st.query_params.get(ADDRESS, "")
    held = st.session_state.get(_OPEN)
    if isinstance(held, OpenConversation) and held.id == name and not (held.waiting.text and name):
        return held
    try:
        opened = _loaded(store, name) if name else OpenConversation()
    except StorageError as error:
        if isinstance(held, OpenConversation) and held.id == name:
            return held
        notify(_("Dit gesprek is nu niet te lezen. {reason}").format(reason=error))
        return OpenConversation(name)  # not held, so that the next run reads again
    st.session_state[_OPEN] = opened
    return opened


def _loaded(store: ConversationStore, name: str) -> OpenConversation:
    kept = store.load(name)
    if kept is None:
        notify(_("Dit gesprek is er niet meer. U begint een nieuw gesprek."))
        st.query_params.pop(ADDRESS, None)
        st.query_params.pop(ANSWER, None)
        return OpenConversation()
    return OpenConversation(kept.id, kept.title, list(kept.turns), Asked(kept.waiting, kept.waiting_for))


def begin(store: ConversationStore, conversation: OpenConversation, asked: Asked) -> None:
    """Keep a question before it is answered, so that a reload does not lose it.

    A database that fails here is told of when the answer is to be kept.
    """
    conversation.waiting = asked
    st.query_params.pop(ANSWER, None)
    with suppress(StorageError):
        if conversation.id:
            store.wait(conversation.id, asked.text, asked.instead_of)
        elif not conversation.turns:
            _name(conversation, store.create(asked.text, asked.text), asked.text)


def keep(store: ConversationStore, conversation: OpenConversation, asked: Asked, answer: Answer) -> Turn:
    """Add a turn to the page, or put it in the place of another; and to the database when that works."""
    conversation.waiting = Asked()
    settled()
    try:
        turn = _kept(store, conversation, asked, answer)
    except StorageError as error:
        notify(_("Dit antwoord is niet bewaard. {reason}").format(reason=error))
        turn = Turn(asked.text, answer, time.time(), f"los-{len(conversation.turns)}-{time.monotonic_ns()}")
    place = _place(conversation, asked)
    conversation.turns[place : place + 1] = [turn]
    return turn


def _place(conversation: OpenConversation, asked: Asked) -> int:
    ids = [turn.id for turn in conversation.turns]
    return ids.index(asked.instead_of) if asked.instead_of in ids else len(ids)


def _kept(store: ConversationStore, conversation: OpenConversation, asked: Asked, answer: Answer) -> Turn:
    if not conversation.id:
        name = store.create(asked.text)
        conversation.turns[:] = [store.append(name, turn.question, turn.answer) for turn in conversation.turns]
        _name(conversation, name, conversation.turns[0].question if conversation.turns else asked.text)
    if _place(conversation, asked) < len(conversation.turns):
        return store.replace(conversation.id, asked.instead_of, asked.text, answer)
    return store.append(conversation.id, asked.text, answer)


def _name(conversation: OpenConversation, name: str, title: str) -> None:
    conversation.id, conversation.title = name, title
    st.query_params[ADDRESS] = name


def ask_waiting(store: ConversationStore, conversation: OpenConversation) -> None:
    """Ask the question that waits, unless another window got its answer meanwhile."""
    with suppress(StorageError):
        kept = store.load(conversation.id) if conversation.id else None
        if kept is not None and not kept.waiting:
            return
    ask_next(conversation.waiting.text, conversation.waiting.instead_of)


def give_up(store: ConversationStore, conversation: OpenConversation) -> None:
    """Let go of the question that waits."""
    conversation.waiting = Asked()
    try:
        if conversation.turns:
            store.wait(conversation.id, "")
        else:
            store.delete(conversation.id)
            leave()
    except StorageError as error:
        notify(str(error))


def leave() -> None:
    """Begin a new conversation."""
    go_to("")
    st.session_state[_OPEN] = OpenConversation()


def go_to(name: str) -> None:
    """Open a kept conversation; "" is none."""
    st.session_state.pop(_OPEN, None)
    st.query_params.pop(ANSWER, None)
    if name:
        st.query_params[ADDRESS] = name
    else:
        st.query_params.pop(ADDRESS, None)


def ask_next(question: str, instead_of: str = "") -> None:
    """Ask this question on the next run: what a question button does."""
    st.session_state[_ASKED] = Asked(question, instead_of)


def asked(*, once: bool) -> Asked:
    """The question to answer on this run; an empty one without.

    Args:
        once: a run that is broken off leaves the question waiting; else the next run asks it again.
    """
    found = st.session_state.get(_ASKED)
    if once:
        settled()
    return found if isinstance(found, Asked) else Asked()


def settled() -> None:
    """Nothing is to be asked any more."""
    st.session_state.pop(_ASKED, None)


def give_back(question: str) -> None:
    """Put a question that can't be asked back into the box on the next run, to mend it."""
    st.session_state[_BACK] = question


def fill_box() -> None:
    """Show in the box what was given back; call it before the box is drawn."""
    if _BACK in st.session_state:
        st.session_state[BOX] = st.session_state.pop(_BACK)


def notify(text: str) -> None:
    """Show a sentence on this run or the next."""
    st.session_state[_NOTICE] = text


def notice() -> str:
    """The sentence to show, once; "" without."""
    return str(st.session_state.pop(_NOTICE, ""))
