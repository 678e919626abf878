"""What can be done with an answer: another form, copy, change the question, link, judge."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from bot.answering.forms import Form
from bot.answering.forms import as_text as as_formed_text
from bot.domain.answers import Answer
from bot.errors import StorageError
from bot.storage.conversations import Turn
from bot.storage.feedback import LONGEST_REMARK, FeedbackStore, Verdict
from bot.ui import state
from bot.ui.copy_text import as_markdown, as_text
from bot.ui.export_view import show_export
from bot.ui.language import _
from bot.ui.plain import html
from bot.ui.wording import FORMS

_VERDICTS: tuple[Verdict, Verdict] = ("down", "up")


def chosen_form(turn: Turn) -> Form:
    """The form that the visitor chose for this answer."""
    kept = st.session_state.get(_form_key(turn))
    return kept if isinstance(kept, Form) else Form.PARAGRAPH


def _form_key(turn: Turn) -> str:
    return f"ww_vorm_{turn.id}"


def show_tools(turn: Turn, conversation: str, context: str, judged: FeedbackStore) -> None:
    """Draw the row under an answer.

    Args:
        conversation: id of its conversation, "" when that is not kept.
        context: the question before.
        judged: where thumbs go.
    """
    if not turn.answer.refused:
        st.segmented_control(
            _("Vorm van het antwoord"),
            list(Form),
            default=Form.PARAGRAPH,
            required=True,
            format_func=lambda form: _(FORMS[form]),
            key=_form_key(turn),
            label_visibility="collapsed",
        )
    with st.container(key=f"ww_balk_{turn.id}", horizontal=True, gap="xsmall", vertical_alignment="center"):
        if not turn.answer.refused:
            _dialog(_("Kopieer met bronnen"), f"ww_kopie_{turn.id}", lambda: _show_copies(turn))
            kept = "" if turn.id.startswith("los-") else conversation
            _dialog(_("Exporteer"), f"ww_export_{turn.id}", lambda: show_export(turn, kept))
        _dialog(_("Wijzig de vraag"), f"ww_wijzig_{turn.id}", lambda: _show_change(turn))
        if conversation and not turn.id.startswith("los-"):
            _dialog(_("Link"), f"ww_link_{turn.id}", lambda: _show_link(turn, conversation))
        _show_thumbs(turn, context, judged)


def _dialog(title: str, key: str, show: Callable[[], None]) -> None:
    """A button that opens a dialog, whose inside is made only then."""
    if st.button(title, key=key):
        st.dialog(title)(show)()


def _show_copies(turn: Turn) -> None:
    answer, form = turn.answer, chosen_form(turn)
    texts = [(_("Als tekst"), _text(answer, form), "txt", "text/plain")]
    if form is Form.PARAGRAPH:
        texts.append((_("Als Markdown"), as_markdown(answer), "md", "text/markdown"))
    for tab, (_name, text, ending, mime) in zip(st.tabs([name for name, *_rest in texts]), texts, strict=True):
        with tab:
            st.html(copy_html(text))
            st.download_button(
                _("Bewaar als bestand"),
                text,
                file_name=f"weerwoord-antwoord.{ending}",
                mime=mime,
                key=f"ww_bewaar_{turn.id}_{ending}",
                on_click="ignore",
            )


def copy_html(text: str) -> str:
    """A text with a button that copies it (``scroll.js``)."""
    done = html(_("Gekopieerd"))
    button = f'<button type="button" class="ww-kopieer" data-klaar="{done}">{html(_("Kopieer"))}</button>'
    told = html(_("Tekst om te kopiëren"))
    shown = f'<pre class="ww-kopietekst" tabindex="0" role="region" aria-label="{told}">{html(text)}</pre>'
    return f"<div>{button}{shown}</div>"


def _text(answer: Answer, form: Form) -> str:
    return as_text(answer) if form is Form.PARAGRAPH else as_formed_text(answer, form)


def _show_change(turn: Turn) -> None:
    key = f"ww_nieuw_{turn.id}"
    st.text_area(_("Uw vraag"), turn.question, key=key, height=120)
    st.html(f'<p class="ww-opmerking">{html(_("Het oude antwoord blijft staan tot het nieuwe er is."))}</p>')
    if st.button(
        _("Stel opnieuw"),
        key=f"ww_stel_{turn.id}",
        type="primary",
        width="stretch",
        on_click=_ask_again,
        args=(key, turn),
    ):
        st.rerun()


def _ask_again(key: str, turn: Turn) -> None:
    state.ask_next(str(st.session_state.get(key, "")).strip() or turn.question, turn.id)


def _show_link(turn: Turn, conversation: str) -> None:
    page = (st.context.url or "").partition("?")[0]
    told = _("Dit adres opent dit antwoord, voor wie uw gesprekken mag zien.")
    st.html(f'<p class="ww-opmerking">{html(told)}</p>')
    st.html(copy_html(f"{page}?{state.ADDRESS}={conversation}&{state.ANSWER}={turn.id}"))


def _show_thumbs(turn: Turn, context: str, judged: FeedbackStore) -> None:
    key = f"ww_duim_{turn.id}"
    st.feedback("thumbs", key=key, on_change=_judge, args=(key, turn, context, judged))
    if st.session_state.get(key) is not None:
        _dialog(_("Opmerking"), f"ww_opmerking_{turn.id}", lambda: _show_remark(key, turn, context, judged))


def _show_remark(key: str, turn: Turn, context: str, judged: FeedbackStore) -> None:
    words = f"ww_toelichting_{turn.id}"
    st.text_area(_("Wat was er goed of fout?"), key=words, height=100, max_chars=LONGEST_REMARK)
    told = _("Bij een duim omlaag leest wie Weerwoord toetst uw vraag, het antwoord en uw opmerking, zonder uw naam.")
    st.html(f'<p class="ww-opmerking">{html(told)}</p>')
    if st.button(
        _("Verstuur"),
        key=f"ww_verstuur_{turn.id}",
        width="stretch",
        on_click=_judge,
        args=(key, turn, context, judged, words),
    ):
        st.rerun()


def _judge(key: str, turn: Turn, context: str, judged: FeedbackStore, words: str = "") -> None:
    """Keep the thumb of one widget, with the words of another."""
    thumb = st.session_state.get(key)
    remark = str(st.session_state.get(words) or "") if words else ""
    try:
        if thumb is None:
            for kept in judged.under([turn.id]).values():
                judged.withdraw(kept.id)
            return
        judged.add(turn.question, context, turn.answer, _VERDICTS[thumb], remark, turn=turn.id)
    except StorageError as error:
        state.notify(_("Uw oordeel is niet bewaard. {reason}").format(reason=error))
    else:
        st.toast(_("Bedankt, uw oordeel is bewaard."))
