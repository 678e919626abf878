"""The flow of page "Vragen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import streamlit as st

from bot.answering.progress import Streaming
from bot.domain.answers import Answer
from bot.domain.filters import SourceFilter
from bot.errors import QuestionError, WeerwoordError
from bot.retrieval.follow_up import question_before
from bot.retrieval.query import check_question
from bot.settings import Settings
from bot.storage.conversations import ConversationStore, Turn
from bot.ui import desk as office
from bot.ui import source_filter, state
from bot.ui.answer_tools import chosen_form, show_tools
from bot.ui.answer_view import answer_html, notice_html, question_html, sources_html, text_html
from bot.ui.desk import PARTOS, Desk
from bot.ui.language import _
from bot.ui.page_list import SCROLL_SCRIPT
from bot.ui.pasted import plain_words
from bot.ui.plain import html, label
from bot.ui.progress_view import show_writing
from bot.ui.question_limit import too_fast
from bot.ui.sidebar import show_sidebar
from bot.ui.state import Asked, OpenConversation
from bot.ui.wording import filter_words

_TOOLS = "ww_gereedschap"


@dataclass(frozen=True)
class _Page:
    """What drawing a turn needs."""

    settings: Settings
    store: ConversationStore
    conversation: OpenConversation
    desk: Desk
    only: SourceFilter | None


def show() -> None:
    """Draw the page and answer what was asked."""
    settings = office.read_settings()
    store = office.conversation_store(settings)
    conversation = state.current(store)
    st.html('<h1 class="ww-naam">Weerwoord</h1>')
    try:
        _show_conversation(settings, store, conversation, office.shared_desk())
    except WeerwoordError as error:
        st.html(notice_html(str(error)))
    show_sidebar(store, conversation)


def _show_conversation(
    settings: Settings, store: ConversationStore, conversation: OpenConversation, desk: Desk
) -> None:
    body = st.container(key="ww_pagina")
    with st.container(key="ww_vraagvak", gap="xsmall"):
        only = source_filter.show_filter(desk.choices)
        state.fill_box()
        can_stop = isinstance(desk.assistant, Streaming)
        typed = st.chat_input(_("Typ uw vraag"), key=state.BOX, submit_mode="stop" if can_stop else "submit")
    page = _Page(settings, store, conversation, desk, only)
    if typed:
        state.ask_next(typed)
    asked = _checked(state.asked(once=can_stop), settings)
    with body:
        _show_turns(page, asked)
        if asked.text and not asked.instead_of:
            _answer(page, asked)
        elif conversation.waiting.text:
            _offer_again(page)
        elif not conversation.turns:
            _show_examples(desk)
        if notice := state.notice():
            st.html(notice_html(notice))
        if conversation.turns:
            point = st.query_params.get(state.ANSWER, "")
            st.html(f'<script src="{_scroll(len(conversation.turns), point)}"></script>', unsafe_allow_javascript=True)


def _scroll(turns: int, point: str) -> str:
    """Another address for another place to scroll to, since the browser runs each script once."""
    return f"{SCROLL_SCRIPT}?{turns}{'.' + ''.join(c for c in point if c.isalnum()) if point else ''}"


def _checked(asked: Asked, settings: Settings) -> Asked:
    """The words of a question; one that can't be asked goes back into the box, with why."""
    if not asked.text:
        return asked
    words = plain_words(asked.text.strip())
    try:
        check_question(words, settings.max_question)
        refusal = too_fast(settings)
    except QuestionError as error:
        refusal = str(error)
    if refusal:
        state.settled()
        state.notify(refusal)
        state.give_back(asked.text)
        st.rerun()
    if words != asked.text.strip():
        state.notify(_("Opmaak en plaatjes zijn uit uw vraag gehaald; alleen de woorden zijn gebruikt."))
    return replace(asked, text=words)


def _show_turns(page: _Page, asked: Asked) -> None:
    turns = page.conversation.turns
    for number, turn in enumerate(list(turns)):
        if asked.text and asked.instead_of == turn.id:
            _answer(page, asked, old=turn)
        else:
            _show_turn(page, turn, number, last=number == len(turns) - 1 and not asked.text)


def _answer(page: _Page, asked: Asked, old: Turn | None = None) -> None:
    """Answer a question; an older answer stays on the page until then."""
    turns = page.conversation.turns
    number = turns.index(old) if old else len(turns)
    before = question_before([turn.question for turn in turns[:number]])
    heading, progress, body = st.empty(), st.container(), st.empty()
    heading.html(question_html(asked.text))
    if old:
        body.html(f'<div class="ww-oud">{answer_html(old.answer, f"v{number}")}</div>')
    state.begin(page.store, page.conversation, asked)
    try:
        with progress:
            answer = _asked(page, asked.text, before)
    except QuestionError as error:
        state.settled()
        state.give_up(page.store, page.conversation)
        state.notify(str(error))
        state.give_back(asked.text)
        st.rerun()
    except WeerwoordError as error:
        state.settled()
        state.notify(str(error))
        heading.empty()
        body.empty()
        if old:
            _show_turn(page, old, number, last=False)
        _offer_again(page)
        return
    turn = state.keep(page.store, page.conversation, asked, answer)
    heading.empty()
    body.empty()
    _show_turn(page, turn, number, last=number == len(turns) - 1)


def _asked(page: _Page, question: str, before: str) -> Answer:
    assistant, only = page.desk.assistant, page.only
    if isinstance(assistant, Streaming):
        answer = show_writing(assistant, question, before, only)
    else:
        with st.spinner(_("Bronnen doorzoeken …")):
            answer = assistant.ask(question, before, only=only) if only else assistant.ask(question, before)
    return replace(answer, only="; ".join(filter_words(only))) if only else answer


def _offer_again(page: _Page) -> None:
    waiting = page.conversation.waiting
    st.html(question_html(waiting.text))
    st.html(notice_html(_("Deze vraag kreeg nog geen antwoord. Ze is bewaard."), alarm=False))
    with st.container(horizontal=True, gap="small"):
        st.button(
            _("Vraag opnieuw"), key="ww_wacht_vraag", type="primary",
            on_click=state.ask_waiting, args=(page.store, page.conversation),
        )  # fmt: skip
        st.button(_("Laat maar"), key="ww_wacht_weg", on_click=state.give_up, args=(page.store, page.conversation))


def _show_turn(page: _Page, turn: Turn, number: int, *, last: bool) -> None:
    answer = turn.answer
    st.html(question_html(turn.question, turn.id))
    about = page.desk.about([note.passage_id for note in answer.sources])
    place, form = f"v{number}", chosen_form(turn)
    st.html(text_html(answer, place, form=form, countries=about))
    has_tools = last or st.session_state.get(_TOOLS) == turn.id
    if has_tools:
        before = question_before([turn.question for turn in page.conversation.turns[:number]])
        show_tools(turn, page.conversation.id, before, office.feedback_store(page.settings))
    if sources := sources_html(answer, place, form=form, countries=about):
        st.html(sources)
    if not has_tools:
        st.button(
            _("Kopieer, wijzig of deel"), key=f"ww_meer_{turn.id}", type="tertiary",
            on_click=st.session_state.__setitem__, args=(_TOOLS, turn.id),
        )  # fmt: skip
    if last:
        _show_next(turn, number)


def _show_next(turn: Turn, number: int) -> None:
    """What to ask after this."""
    answer = turn.answer
    if answer.refused and answer.only:
        st.button(_("Vraag zonder filter"), key="ww_zonder_filter", type="primary",
                  on_click=_ask_all, args=(turn,))  # fmt: skip
    if answer.related:
        heading = _("Deze vragen kan ik wel beantwoorden") if answer.refused else _("Verwante vragen")
        st.html(f'<h3 class="ww-kop">{html(heading)}</h3>')
        _question_buttons(answer.related, f"verwant_{number}")


def _ask_all(turn: Turn) -> None:
    source_filter.clear()
    state.ask_next(turn.question, turn.id)


def _show_examples(desk: Desk) -> None:
    introduction = _(
        "Stel een vraag over migratie en ontwikkelingssamenwerking. Elke zin in het antwoord heeft een bron. "
        "Staat het niet in de bronnen, dan zegt Weerwoord dat."
    )
    st.html(f'<p class="ww-inleiding">{html(introduction)}</p>')
    first = [card for card in desk.cards if card.slug.startswith(PARTOS)] or list(desk.cards[:7])
    rest = [card for card in desk.cards if card not in first]
    if first:
        st.html(f'<h2 class="ww-kop">{html(_("Begin bijvoorbeeld met"))}</h2>')
        _question_buttons([card.question for card in first], "voorbeeld")
    if rest:
        with st.expander(_("Meer vragen, op onderwerp"), key="ww_onderwerpen", on_change="rerun") as opened:
            if not opened.open:  # some sixty buttons that few people look at
                return
            for theme, cards in groupby(rest, key=lambda card: card.theme):
                st.html(f'<h3 class="ww-kop">{html(office.theme_title(theme))}</h3>')
                _question_buttons([card.question for card in cards], f"onderwerp_{theme}")


def _question_buttons(questions: Sequence[str], name: str) -> None:
    with st.container(key=f"ww_knoppen_{name}", gap="xsmall"):
        for number, question in enumerate(questions):
            st.button(
                label(question),
                key=f"ww_knop_{name}_{number}",
                on_click=state.ask_next,
                args=(question,),
                width="stretch",
            )
