"""An answer while a language model writes it: checked sentences, then what is not checked yet."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from bot.answering.progress import Progress, Streaming
from bot.domain.answers import Answer, AnswerSentence
from bot.domain.filters import SourceFilter
from bot.ui.language import _
from bot.ui.plain import html

_REDRAW_S = 0.1


def show_writing(
    assistant: Streaming,
    question: str,
    context: str,
    only: SourceFilter | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Answer:
    """Draw the answer as it is written and give it back when it is done.

    Tokens are drawn together, at most ten times a second; the first at once.
    """
    place = st.empty()
    place.html(f'<p class="ww-opmerking" role="status">{html(_("Bronnen doorzoeken …"))}</p>')
    drawn: Progress | None = None
    due = 0.0
    steps = assistant.stream(question, context, only=only) if only else assistant.stream(question, context)
    for step in steps:
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
    remark = " ".join(
        (
            _("De grijze tekst is nog niet gecontroleerd; cijfers komen pas na de controle."),
            _("Stoppen kan met het vierkantje naast het vraagvak; uw vraag blijft bewaard."),
        )
    )
    hint = f'<p class="ww-opmerking">{html(remark)}</p>' if progress.pending else ""
    text = f'<p lang="nl" class="ww-tekst">{" ".join(parts)}</p>'
    return f'<section class="ww-antwoord" aria-busy="true">{text}{hint}</section>'


def _settled(sentence: AnswerSentence) -> str:
    numbers = "".join(f'<span class="ww-noot">{n}</span>' for n in sentence.cites)
    return f"<span>{html(sentence.text)}<sup>{numbers}</sup></span>"
