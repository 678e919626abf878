"""What a visitor's round of practice remembers between redraws."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field

import streamlit as st

from bot.domain.answers import Answer
from bot.errors import WeerwoordError
from bot.rehearsal.coach import Coach
from bot.rehearsal.drafts import read_round, write_round
from bot.rehearsal.follow_ups import FollowUp
from bot.rehearsal.results import Feedback
from bot.rehearsal.session import Choice, Question

_ROUND = "ww_ronde"
_NOTICE = "ww_oefenmelding"


@dataclass
class Round:
    """A round under way.

    Attributes:
        attempt: name of the answer to come, so that a double click keeps one review.
        started: moment of the timer's start on a clock that only runs forward, 0 without.
        aloud: True once the person says that the answer was spoken.
        replies: for each follow-up answered, whether it was good; None when skipped.
        grades: of the questions answered.
        answer: what was graded last, or what was typed before answering aloud.
        better: a suggested better version of it.
    """

    choice: Choice
    questions: tuple[Question, ...]
    at: int = 0
    attempt: str = field(default_factory=lambda: secrets.token_hex(8))
    started: float = 0.0
    aloud: bool = False
    feedback: Feedback | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    replies: list[bool | None] = field(default_factory=list)
    grades: list[float] = field(default_factory=list)
    answer: str = ""
    better: Answer | None = None

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return self.questions[self.at]

    @property
    def ended(self) -> bool:
        """True after the last question."""
        return self.at >= len(self.questions)

    def move_on(self) -> None:
        """To the next question."""
        self.at += 1
        self.attempt = secrets.token_hex(8)
        self.started, self.aloud, self.feedback = 0.0, False, None
        self.follow_ups, self.replies = (), []
        self.answer, self.better = "", None


def current() -> Round | None:
    """The round under way, None without."""
    held = st.session_state.get(_ROUND)
    return held if isinstance(held, Round) else None


def resume(coach: Coach, person: str) -> Round | None:
    """The round in which an answer was being written before a reload, with that answer in its field; None without."""
    kept = coach.store.draft(person)
    if kept is None:
        return None
    attempt, answer, text = kept
    read = read_round(text, coach.catalog.cards)
    if read is None:
        return None
    choice, questions, at, grades = read
    held = Round(choice, questions, at, attempt, grades=grades)
    st.session_state[answer_key(held)] = answer
    begin(held)
    return held


def answer_key(held: Round) -> str:
    """Name of the field in which the answer is written."""
    return f"ww_antwoord_{held.attempt}"


def speak(held: Round, typed: str) -> None:
    """From typing to answering aloud; what was typed is kept for the way back."""
    held.aloud, held.started, held.answer = True, 0.0, typed


def write_instead(held: Round) -> None:
    """From answering aloud back to typing, with what was typed before in its field."""
    held.aloud = False
    st.session_state[answer_key(held)] = held.answer


def keep_draft(coach: Coach, person: str) -> None:
    """Keep what stands in the answer's field; when that fails it stays on the page, and grading tells why."""
    held = current()
    if held is None or held.ended:
        return
    text = str(st.session_state.get(answer_key(held), ""))
    with suppress(WeerwoordError):
        if text.strip():
            kept = write_round(held.choice, held.questions, held.at, held.grades)
            coach.store.keep_draft(person, held.attempt, text, kept)
        else:
            coach.store.drop_draft(person)


def leave(coach: Coach, person: str) -> None:
    """Stop, and forget the answer that was begun."""
    with suppress(WeerwoordError):
        coach.store.drop_draft(person)
    stop()


def begin(held: Round) -> None:
    """Start a round."""
    st.session_state[_ROUND] = held


def stop() -> None:
    """Leave the round; what was answered is kept."""
    st.session_state.pop(_ROUND, None)


def notify(text: str) -> None:
    """Show a sentence on the next run."""
    st.session_state[_NOTICE] = text


def notice() -> str:
    """The sentence to show, once; "" without."""
    return str(st.session_state.pop(_NOTICE, ""))
