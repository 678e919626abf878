"""The flow of page "Oefenen": choose, answer, hear, follow-ups, next."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from bot.errors import WeerwoordError
from bot.rehearsal.coach import Coach
from bot.rehearsal.opponents import MINUTES, Opponent, Setting
from bot.rehearsal.session import Choice
from bot.ui import desk as office
from bot.ui import rehearsal_desk, rehearsal_state
from bot.ui.access import current_person
from bot.ui.answer_view import notice_html
from bot.ui.language import N_, _, ngettext
from bot.ui.plain import html, label
from bot.ui.rehearsal_better import show_improvement
from bot.ui.rehearsal_desk import CoachDesk
from bot.ui.rehearsal_side import show_progress, show_set, show_takeaway
from bot.ui.rehearsal_speech import show_recorder
from bot.ui.rehearsal_state import Round
from bot.ui.rehearsal_view import feedback_html, lines_html, question_html, reply_html, timer_html
from bot.ui.rehearsal_words import opponent_name, setting_name

_INTRO = N_(
    "Weerwoord speelt de tegenstander. U antwoordt hardop of op papier, en hoort wat goed was, wat ontbrak en welk "
    "cijfer niet klopte, met de bron. Wat niet lukte, komt morgen terug."
)
_LONGEST = 40_000


def show() -> None:
    """Draw the page."""
    st.html(Path(__file__).with_name("rehearsal.css"))
    st.html(f'<h1 class="ww-naam">{html(_("Oefenen"))}</h1>')
    person = current_person().id
    try:
        shared = rehearsal_desk.shared_coach()
        if notice := rehearsal_state.notice():
            st.html(notice_html(notice))
        _show_round(shared, person)
    except WeerwoordError as error:
        st.html(notice_html(str(error)))


def _show_round(shared: CoachDesk, person: str) -> None:
    coach = shared.coach
    held = rehearsal_state.current() or rehearsal_state.resume(coach, person)
    if held is None:
        _choose(coach, person)
    elif held.ended:
        _end(coach, held, person)
    elif held.feedback is None:
        _ask(coach, held, person)
    else:
        _feedback(coach, held)
        if shared.improver is not None and held.answer.strip():
            show_improvement(shared.improver, held)
        _next(held)


def _choose(coach: Coach, person: str) -> None:
    st.html(f'<p class="ww-inleiding">{html(_(_INTRO))}</p>')
    due = len(coach.deck.due(coach.store.latest(person)))
    if due:
        words = ngettext(
            "Er is {n} vraag die terugkomt. Die krijgt u eerst.",
            "Er zijn {n} vragen die terugkomen. Die krijgt u eerst.",
            due,
        )
        st.html(f'<p class="ww-opmerking">{html(words.format(n=due))}</p>')
    with st.form("ww_oefenkeuze", border=False):
        left, right = st.columns(2)
        themes = ["", *coach.themes()]
        theme = left.selectbox(
            _("Thema"), themes, format_func=lambda t: office.theme_title(t) if t else _("Alle thema's")
        )
        setting = right.selectbox(_("Waar bent u?"), [s.value for s in Setting], format_func=setting_name)
        opponent = left.selectbox(_("Wie vraagt?"), [o.value for o in Opponent], index=1, format_func=opponent_name)
        minutes = right.selectbox(_("Hoe lang?"), MINUTES, index=1, format_func=lambda m: _("{n} minuten").format(n=m))
        started = st.form_submit_button(_("Begin met oefenen"), type="primary", width="stretch")
    if started:
        choice = Choice(theme, Setting(setting), Opponent(opponent), minutes)
        rehearsal_state.begin(Round(choice, coach.start(choice, person)))
        st.rerun()
    show_progress(coach, person)
    show_takeaway(coach)
    show_set(coach, person)


def _ask(coach: Coach, held: Round, person: str) -> None:
    st.html(question_html(held.question, held.at + 1, len(held.questions)))
    if held.started:
        st.html(timer_html(time.monotonic() - held.started))
    elif not held.aloud and st.button(_("Start de tijd (60 seconden)"), key=f"ww_tijd_{held.attempt}"):
        held.started = time.monotonic()
        st.rerun()
    if held.aloud:
        _tick(coach, held, person)
        return
    show_recorder(coach, held, person)
    text = st.text_area(
        _("Uw antwoord"),
        key=rehearsal_state.answer_key(held),
        on_change=rehearsal_state.keep_draft,
        args=(coach, person),
        height=190,
        max_chars=_LONGEST,
        help=_("Noem bij elk cijfer het jaar en van wie het komt."),
    )
    if st.button(_("Kijk mijn antwoord na"), key=f"ww_na_{held.attempt}", type="primary", width="stretch"):
        _grade(coach, held, person, text, ())
    left, right = st.columns(2)
    if left.button(_("Ik antwoordde hardop"), key=f"ww_hardop_{held.attempt}", width="stretch"):
        rehearsal_state.speak(held, text)
        st.rerun()
    _stop_button(right, coach, person)


def _stop_button(place: DeltaGenerator, coach: Coach, person: str) -> None:
    place.button(
        _("Stop met oefenen"), key="ww_stop", on_click=rehearsal_state.leave, args=(coach, person), width="stretch"
    )


def _tick(coach: Coach, held: Round, person: str) -> None:
    words = _("Welke kernpunten hebt u hardop gezegd? Wees eerlijk; niemand kijkt mee.")
    st.html(f'<p class="ww-opmerking">{html(words)}</p>')
    ticked = [
        number
        for number, point in enumerate(held.question.card.key_points)
        if st.checkbox(label(point.text), key=f"ww_punt_{held.attempt}_{number}")
    ]
    if st.button(_("Bewaar"), key=f"ww_bewaar_{held.attempt}", type="primary", width="stretch"):
        _grade(coach, held, person, "", tuple(ticked))
    left, right = st.columns(2)
    left.button(
        _("Toch liever typen"),
        key=f"ww_typen_{held.attempt}",
        on_click=rehearsal_state.write_instead,
        args=(held,),
        width="stretch",
    )
    _stop_button(right, coach, person)


def _grade(coach: Coach, held: Round, person: str, text: str, ticked: tuple[int, ...]) -> None:
    seconds = time.monotonic() - held.started if held.started else 0.0
    question = held.question
    feedback = coach.answer(person, question, text, attempt=held.attempt, seconds=seconds, ticked=ticked)
    held.feedback, held.answer = feedback, text
    held.grades.append(feedback.grade)
    held.follow_ups = coach.follow_ups(question.card, feedback, held.choice.opponent)
    st.rerun()


def _feedback(coach: Coach, held: Round) -> None:
    card = held.question.card
    st.html(question_html(held.question, held.at + 1, len(held.questions)))
    if held.feedback is not None:
        st.html(feedback_html(held.feedback))
    for number, (follow_up, good) in enumerate(zip(held.follow_ups, held.replies, strict=False)):
        title = _("Doorvraag {n}: “{question}”").format(n=number + 1, question=follow_up.text)
        st.html(f'<h3 class="ww-kop">{html(title)}</h3>')
        st.html(reply_html(bool(good), follow_up))
    if len(held.replies) < len(held.follow_ups):
        _press(coach, held)
    else:
        st.html(lines_html(_("Toegeven en ombuigen"), coach.model_line(card)))
        with st.expander(_("Het antwoord van de kaart"), key=f"ww_kaart_{held.attempt}"):
            st.html(lines_html(_("Kort antwoord"), coach.short_answer(card)))


def _next(held: Round) -> None:
    last = held.at + 1 == len(held.questions)
    words = _("Rond af") if last else _("Volgende vraag")
    st.button(words, key=f"ww_verder_{held.attempt}", on_click=held.move_on, type="primary", width="stretch")


def _press(coach: Coach, held: Round) -> None:
    number = len(held.replies)
    follow_up = held.follow_ups[number]
    with st.form(f"ww_doorvraag_{held.attempt}_{number}", border=False):
        st.html(f'<h2 class="ww-tegenstander">“{html(follow_up.text)}”</h2>')
        reply = st.text_area(
            _("Uw weerwoord"), height=100, max_chars=_LONGEST, key=f"ww_weerwoord_{held.attempt}_{number}"
        )
        sent = st.form_submit_button(_("Antwoord"), width="stretch")
    if sent:
        held.replies.append(coach.reply(held.question.card, follow_up, reply))
        st.rerun()


def _end(coach: Coach, held: Round, person: str) -> None:
    if held.grades:
        mean = round(10 * sum(held.grades) / len(held.grades))
        tomorrow = coach.deck.forecast(coach.store.latest(person), 2)[1]
        count = len(held.grades)
        over = ngettext("gemiddeld over {n} vraag", "gemiddeld over {n} vragen", count).format(n=count)
        back = ngettext("{n} vraag komt morgen terug", "{n} vragen komen morgen terug", tomorrow).format(n=tomorrow)
        grade = _("{grade} van 10").format(grade=mean)
        st.html(f'<p class="ww-cijfer"><strong>{html(grade)}</strong><span>{html(over)} · {html(back)}</span></p>')
    else:
        st.html(f'<p class="ww-opmerking">{html(_("Er zijn geen vragen bij deze keuze."))}</p>')
    st.button(_("Nog een ronde"), key="ww_opnieuw", on_click=rehearsal_state.stop, type="primary", width="stretch")
    show_progress(coach, person)
