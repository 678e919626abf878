"""The questions on page "Evaluatie": filter, newest answer and verdict, ask one again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from bot.ui.answer_view import answer_html
from bot.ui.evaluation_port import Evaluation, Judged, Outcome, Question
from bot.ui.evaluation_run import DEV, TEST, split_names, start
from bot.ui.language import N_, _, ngettext
from bot.ui.plain import html, label

_PAGE = 15
_ALL = ""
_OUTCOMES: Mapping[Outcome, str] = {
    "wrong": N_("fout"),
    "right": N_("goed"),
    "failed": N_("zonder oordeel"),
    "new": N_("nog niet gesteld"),
}
_PLACE = "ww_toets_bladzij"
_ASKED = "ww_toets_gesteld"
_WARNINGS = ("group:",)


def show_questions(evaluation: Evaluation) -> None:
    """Draw the filters and the questions that fit."""
    chosen = _filtered(evaluation.questions(), evaluation.titles())
    wrong = sum(question.outcome == "wrong" for question in chosen)
    words = ngettext("{n} vraag, {wrong} fout.", "{n} vragen, {wrong} fout.", len(chosen))
    st.html(f'<p class="ww-opmerking">{html(words.format(n=len(chosen), wrong=wrong))}</p>')
    if any(question.split == TEST for question in chosen):
        text = _(
            "Van toetsvragen staan hier alleen cijfers: wie de antwoorden leest, kan er ongemerkt op gaan afstellen."
        )
        st.html(f'<p class="ww-opmerking">{html(text)}</p>')
    pages = max(1, -(-len(chosen) // _PAGE))
    page = min(int(st.session_state.get(_PLACE, 1)), pages)
    for question in chosen[(page - 1) * _PAGE : page * _PAGE]:
        _show(evaluation, question)
    if pages > 1:
        st.session_state[_PLACE] = page
        st.number_input(_("Bladzijde (van {n})").format(n=pages), 1, pages, key=_PLACE)


def _filtered(questions: Sequence[Question], titles: Mapping[str, str]) -> list[Question]:
    splits = split_names()
    typed = st.text_input(_("Zoek in vragen"), key="ww_toets_zoek", placeholder=_("een woord of de naam van een vraag"))
    words = typed.casefold().split()
    with st.expander(_("Filters"), key="ww_toets_filter"):
        one, two = st.columns(2)
        split = one.selectbox(_("Deel"), list(splits), format_func=splits.__getitem__, key="ww_toets_deel_keuze") or DEV
        own = [question for question in questions if question.split == split]
        outcome = two.selectbox(
            _("Oordeel"),
            [_ALL, *_OUTCOMES],
            format_func=lambda name: _(_OUTCOMES[name]) if name else _("alle"),
            key="ww_toets_oordeel",
        )
        tags = sorted({tag for q in own for tag in q.tags if not tag.startswith(_WARNINGS)})
        tag = one.selectbox(_("Label"), [_ALL, *tags], format_func=lambda name: name or _("alle"), key="ww_toets_label")
        measure = two.selectbox(
            _("Punten verloren op"),
            [_ALL, *titles],
            format_func=lambda name: titles[name] if name else _("alle"),
            key="ww_toets_maat",
        )
    found = [
        q
        for q in own
        if (not outcome or q.outcome == outcome)
        and (not tag or tag in q.tags)
        and (not measure or (q.judged is not None and q.judged.scores.get(measure, 1.0) < 1))
        and all(word in f"{q.id} {q.text}".casefold() for word in words)
    ]
    if measure:
        return sorted(found, key=lambda q: q.judged.scores[measure] if q.judged else 1.0)
    return sorted(found, key=lambda q: list(_OUTCOMES).index(q.outcome))


def _show(evaluation: Evaluation, question: Question) -> None:
    title = f"**{label(_(_OUTCOMES[question.outcome]))}** · {label(question.text or question.id)}"
    asked = st.session_state.get(_ASKED) == question.id
    with st.expander(title, key=f"ww_toetsvraag_{question.id}", expanded=asked, on_change="rerun") as opened:
        if not getattr(opened, "open", True):
            return
        st.html(_about(question))
        if question.judged is not None:
            st.html(_answer(question, question.judged, evaluation.titles()))
        st.button(
            _("Stel deze vraag") if question.outcome == "new" else _("Stel deze vraag opnieuw"),
            key=f"ww_toets_een_{question.id}",
            on_click=_ask,
            args=(evaluation, question),
        )


def _ask(evaluation: Evaluation, question: Question) -> None:
    """Ask one question; it stays open, although its title changes with its verdict."""
    st.session_state[_ASKED] = question.id
    start(evaluation, question.split, name=question.id)


def _about(question: Question) -> str:
    verdict = _(_OUTCOMES[question.outcome])
    tags = ", ".join((question.id, *question.tags))
    parts = [f'<p class="ww-toets-oordeel ww-toets-{question.outcome}">{html(verdict)}</p>']
    if question.context:
        parts.append(_line(_("Vervolg op: {question}").format(question=question.context)))
    if question.expected:
        parts.append(_line(_("Verwacht: {facts}").format(facts="; ".join(question.expected))))
    return "".join((*parts, f'<p class="ww-opmerking">{html(tags)}</p>'))


def _answer(question: Question, judged: Judged, titles: Mapping[str, str]) -> str:
    remarks = "".join(f"<li>{html(remark)}</li>" for remark in judged.remarks)
    parts = [f'<ul class="ww-opsomming ww-toets-waarom">{remarks}</ul>' if remarks else ""]
    if judged.error:
        parts.append(_line(_("Het taalmodel faalde: {reason}").format(reason=judged.error)))
    if judged.answer is not None:
        parts.append(answer_html(judged.answer, f"toets-{question.id}"))
    scores = "".join(
        f"<tr><td>{html(titles.get(name, name))}</td><td>{_number(value)}</td></tr>"
        for name, value in judged.scores.items()
    )
    head = html(_("Maten, uit run {run}, in {ms} ms").format(run=judged.run, ms=round(judged.milliseconds)))
    parts.append(f'<h3 class="ww-kop">{head}</h3><table class="ww-toets-tabel">{scores}</table>')
    return "".join(parts)


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _line(text: str) -> str:
    return f'<p class="ww-regel">{html(text)}</p>'
