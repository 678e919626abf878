"""The flow of page "Vragen"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from bot.answering.progress import Streaming
from bot.domain.answers import Answer
from bot.errors import WeerwoordError
from bot.settings import Settings
from bot.storage.conversations import ConversationStore, Turn
from bot.ui import desk as office
from bot.ui import state
from bot.ui.answer_view import answer_html, notice_html, question_html
from bot.ui.copy_text import as_markdown, as_text
from bot.ui.desk import PARTOS, Asker, Desk
from bot.ui.page_list import SCROLL_SCRIPT
from bot.ui.plain import label
from bot.ui.progress_view import show_writing
from bot.ui.sidebar import show_sidebar
from bot.ui.state import OpenConversation

_INTRO = (
    "Stel een vraag over migratie en ontwikkelingssamenwerking. Elke zin in het antwoord heeft een bron. "
    "Staat het niet in de bronnen, dan zegt Weerwoord dat."
)


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
    show_sidebar(settings, store, conversation)


def _show_conversation(
    settings: Settings, store: ConversationStore, conversation: OpenConversation, desk: Desk
) -> None:
    page = st.container(key="ww_pagina")
    with st.container(key="ww_vraagvak"):
        typed = st.chat_input("Typ uw vraag", key="ww_vraag", max_chars=settings.max_question)
    question = state.asked() or (typed or "").strip()
    turns = conversation.turns
    with page:
        shown = len(turns) if question else len(turns) - 1
        for number, turn in enumerate(turns[: max(shown, 0)]):
            _show_turn(turn, number)
        if question:
            _answer(store, conversation, desk.assistant, question)
        elif turns:
            _show_turn(turns[-1], shown, last=True)
        else:
            _show_examples(desk)
        if notice := state.notice():
            st.html(notice_html(notice))
        if turns:
            st.html(f'<script src="{SCROLL_SCRIPT}?{len(turns)}"></script>', unsafe_allow_javascript=True)


def _answer(store: ConversationStore, conversation: OpenConversation, assistant: Asker, question: str) -> None:
    st.html(question_html(question))
    before = conversation.turns[-1].question if conversation.turns else ""
    try:
        if isinstance(assistant, Streaming):
            answer = show_writing(assistant, question, before)
        else:
            with st.spinner("Bronnen doorzoeken …"):
                answer = assistant.ask(question, before)
    except WeerwoordError as error:
        state.notify(str(error))
        return
    state.keep(store, conversation, question, answer)
    _show_answer(answer, len(conversation.turns) - 1, last=True)


def _show_turn(turn: Turn, number: int, *, last: bool = False) -> None:
    st.html(question_html(turn.question))
    st.empty()  # where the spinner stood, so that what follows keeps its place on the page
    _show_answer(turn.answer, number, last=last)


def _show_answer(answer: Answer, number: int, *, last: bool) -> None:
    st.html(answer_html(answer, f"v{number}"))
    if not answer.refused:
        _show_copies(answer, number)
    if last and answer.related:
        heading = "Deze vragen kan ik wel beantwoorden" if answer.refused else "Verwante vragen"
        st.html(f'<h3 class="ww-kop">{heading}</h3>')
        _question_buttons(answer.related, f"verwant_{number}")


def _show_copies(answer: Answer, number: int) -> None:
    with st.expander("Kopieer met bronnen", key=f"ww_kopie_{number}"):
        forms = (("Kopieer als Markdown", as_markdown(answer), "md"), ("Kopieer als tekst", as_text(answer), "txt"))
        for tab, (_, text, ending) in zip(st.tabs([name for name, _, _ in forms]), forms, strict=True):
            with tab:
                st.code(text, language=None, wrap_lines=True)
                st.download_button(
                    "Bewaar als bestand",
                    text,
                    file_name=f"weerwoord-antwoord.{ending}",
                    mime="text/markdown" if ending == "md" else "text/plain",
                    key=f"ww_bewaar_{number}_{ending}",
                    on_click="ignore",
                )


def _show_examples(desk: Desk) -> None:
    st.html(f'<p class="ww-inleiding">{_INTRO}</p>')
    first = [card for card in desk.cards if card.slug.startswith(PARTOS)] or list(desk.cards[:7])
    rest = [card for card in desk.cards if card not in first]
    if first:
        st.html('<h2 class="ww-kop">Begin bijvoorbeeld met</h2>')
        _question_buttons([card.question for card in first], "voorbeeld")
    if rest:
        with st.expander("Meer vragen, op onderwerp", key="ww_onderwerpen"):
            for theme, cards in groupby(rest, key=lambda card: card.theme):
                st.html(f'<h3 class="ww-kop">{office.theme_title(theme)}</h3>')
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
