"""An answer while a language model writes it: checked sentences, then what is not checked yet."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from bot.answering.progress import Progress, Streaming
from bot.domain.answers import Answer, AnswerSentence
from bot.ui.plain import html

_REDRAW_S = 0.1
_SEARCHING = '<p class="ww-opmerking" role="status">Bronnen doorzoeken …</p>'
_HINT = '<p class="ww-opmerking">De grijze tekst is nog niet gecontroleerd; cijfers komen pas na de controle.</p>'


def show_writing(
    assistant: Streaming, question: str, context: str, clock: Callable[[], float] = time.monotonic
) -> Answer:
    """Draw the answer as it is written and give it back when it is done.

    Tokens are drawn together, at most ten times a second; the first at once.
    """
    place = st.empty()
    place.html(_SEARCHING)
    drawn: Progress | None = None
    due = 0.0
    for step in assistant.stream(question, context):
        if isinstance(step, Answer):
            place.empty()
            return step
        if step != drawn and (step.settled or step.pending) and clock() >= due:
            place.html(progress_html(step))
            drawn, due = step, clock() + _REDRAW_S
    raise AssertionError("a stream ends with its answer")


def progress_html(progress: Progress) -> str:
    """Checked sentences with their footnote numbers, then unchecked text, marked as such."""
    parts = [_settled(sentence) for sentence in progress.settled]
    if progress.pending:
        parts.append(f'<span class="ww-ongecontroleerd">{html(progress.pending)}</span>')
    hint = _HINT if progress.pending else ""
    return f'<section class="ww-antwoord" aria-busy="true"><p class="ww-tekst">{" ".join(parts)}</p>{hint}</section>'


def _settled(sentence: AnswerSentence) -> str:
    numbers = "".join(f'<span class="ww-noot">{n}</span>' for n in sentence.cites)
    return f"<span>{html(sentence.text)}<sup>{numbers}</sup></span>"
