"""Complaints on page "Evaluatie": a thumbs-down becomes a question that an editor completes."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from bot.errors import CorpusError, WeerwoordError
from bot.storage.feedback import Feedback
from bot.ui import desk as office
from bot.ui.answer_view import answer_html, notice_html
from bot.ui.evaluation_port import Draft, Evaluation
from bot.ui.language import _, ngettext
from bot.ui.plain import html, label

_SAID = "ww_klacht_gezegd"
_FAULT = "ww_klacht_fout"
_MOST = 30
_LINES_PX = 420


def show_complaints(evaluation: Evaluation) -> None:
    """Complaints, then the questions that were made of them."""
    if said := st.session_state.pop(_SAID, ""):
        st.html(notice_html(said, alarm=False))
    drafts = evaluation.drafts()
    _show_list(evaluation, {draft.name for draft in drafts})
    _show_drafts(evaluation, drafts)


def _show_list(evaluation: Evaluation, names: set[str]) -> None:
    store = office.feedback_store(office.read_settings())
    complaints = store.complaints(_MOST)
    if not complaints:
        text = _("Er zijn geen klachten. Een duim omlaag onder een antwoord komt hier te staan, zonder naam.")
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
        return
    words = ngettext(
        "{n} klacht, zonder naam, nieuwste eerst.", "{n} klachten, zonder naam, nieuwste eerst.", len(complaints)
    )
    st.html(f'<p class="ww-opmerking">{html(words.format(n=len(complaints)))}</p>')
    for one in complaints:
        done = bool(one.handled) and one.handled in names
        mark = _("toetsvraag gemaakt") if done else _("nieuw")
        with st.expander(f"**{label(mark)}** · {label(one.question)}"):
            _show_complaint(evaluation, one, done=done)


def _show_complaint(evaluation: Evaluation, one: Feedback, *, done: bool) -> None:
    given = datetime.fromtimestamp(one.created).astimezone()
    parts = [_("Gegeven op {when}").format(when=f"{given:%d-%m-%Y}")]
    if one.context:
        parts.append(_("Vervolg op: {question}").format(question=one.context))
    if one.remark:
        parts.append(_("Opmerking: {remark}").format(remark=one.remark))
    st.html("".join(f'<p class="ww-regel">{html(part)}</p>' for part in parts))
    if one.answer is not None:
        st.html(answer_html(one.answer, f"klacht-{one.id}"))
    if done:
        text = _("Hiervan is een toetsvraag gemaakt: {name}").format(name=one.handled)
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
        return
    st.button(_("Maak er een toetsvraag van"), key=f"ww_klacht_{one.id}", on_click=_promote, args=(evaluation, one))


def _promote(evaluation: Evaluation, one: Feedback) -> None:
    try:
        name = evaluation.begin_draft(one)
        office.feedback_store(office.read_settings()).handle(one.id, name)
    except WeerwoordError as error:
        st.session_state[_SAID] = str(error)
        return
    st.session_state[_SAID] = _("Toetsvraag {name} staat hieronder. Vul hem aan en laat hem nakijken.").format(
        name=name
    )


def _show_drafts(evaluation: Evaluation, drafts: tuple[Draft, ...]) -> None:
    st.html(f'<h2 class="ww-tussenkop">{html(_("Eigen toetsvragen"))}</h2>')
    if not drafts:
        st.html(f'<p class="ww-opmerking">{html(_("Nog geen."))}</p>')
    for draft in drafts:
        state = _("doet mee") if draft.finished else _("nog niet af")
        with st.expander(f"{label(draft.name)} · {state}", expanded=not draft.finished):
            _show_draft(evaluation, draft)


def _show_draft(evaluation: Evaluation, draft: Draft) -> None:
    fault = st.session_state.get(f"{_FAULT}_{draft.name}", "")
    if fault:
        st.html("".join(notice_html(line) for line in fault.splitlines()))
    kind = "af" if draft.finished else "concept"
    key = f"ww_klacht_tekst_{kind}_{draft.name}"
    st.text_area(_("De vraag als YAML"), draft.text, key=key, height=_LINES_PX)
    one, two, three = st.columns(3)
    one.button(
        _("Nakijken en opnemen"),
        key=f"ww_klacht_neem_{draft.name}",
        type="primary",
        width="stretch",
        on_click=_accept,
        args=(evaluation, draft.name, key),
    )
    if not draft.finished:
        two.button(
            _("Bewaar als concept"),
            key=f"ww_klacht_bewaar_{draft.name}",
            width="stretch",
            on_click=_keep,
            args=(evaluation, draft.name, key),
        )
    three.button(
        _("Gooi weg"),
        key=f"ww_klacht_weg_{draft.name}",
        width="stretch",
        on_click=_remove,
        args=(evaluation, draft.name),
    )


def _accept(evaluation: Evaluation, name: str, key: str) -> None:
    st.session_state.pop(f"{_FAULT}_{name}", None)
    try:
        evaluation.accept_draft(name, st.session_state[key])
    except CorpusError as error:
        st.session_state[f"{_FAULT}_{name}"] = str(error)
    except WeerwoordError as error:
        st.session_state[_SAID] = str(error)
    else:
        st.session_state[_SAID] = _("{name} is in orde en doet mee in elke volgende run.").format(name=name)


def _keep(evaluation: Evaluation, name: str, key: str) -> None:
    try:
        evaluation.keep_draft(name, st.session_state[key])
    except WeerwoordError as error:
        st.session_state[_SAID] = str(error)
    else:
        st.session_state[_SAID] = _("{name} is bewaard als concept.").format(name=name)


def _remove(evaluation: Evaluation, name: str) -> None:
    try:
        evaluation.remove_draft(name)
    except WeerwoordError as error:
        st.session_state[_SAID] = str(error)
    else:
        st.session_state[_SAID] = _("{name} is weggegooid.").format(name=name)
