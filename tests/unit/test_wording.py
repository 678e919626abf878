"""How a question is put, against how the known and the outside ones are put."""

from __future__ import annotations

import pytest

from bot.retrieval.wording import wording_line, wording_side

KNOWN = ["Hoeveel hulp geeft Nederland?", "Remt hulp migratie?", "Wat kost de opvang?", "Waarom daalt de hulp?"]
OUTSIDE = ["Hoe lang duurt een asielprocedure?", "Welke partij wil minder migratie?", "Wie betaalt de taalles?"]
LINE = wording_line(KNOWN, OUTSIDE)


def test_questions_lie_on_the_side_that_they_come_from() -> None:
    assert all(wording_side(LINE, question) < 0 for question in KNOWN)
    assert all(wording_side(LINE, question) > 0 for question in OUTSIDE)


@pytest.mark.parametrize("question", ["Hoe lang duurt een beroep?", "Welke partij wil meer hulp?"])
def test_small_words_in_a_row_tell_more_than_the_subject(question: str) -> None:
    assert wording_side(LINE, question) > 0


@pytest.mark.parametrize(
    ("one", "other"), [("REMT hulp... migratie", "remt hulp migratie"), ("Coördineert", "coordineert")]
)
def test_capitals_accents_and_marks_do_not_count(one: str, other: str) -> None:
    assert wording_side(LINE, one) == wording_side(LINE, other)


@pytest.mark.parametrize("text", ["", "?!", "помощь"])
def test_a_text_without_latin_words_lies_on_no_side(text: str) -> None:
    assert wording_side(LINE, text) == 0.0


def test_without_one_of_the_kinds_there_is_no_line() -> None:
    assert not wording_line(KNOWN, []).any()
    assert not wording_line([], OUTSIDE).any()


def test_both_kinds_count_as_much_however_many_there_are() -> None:
    many = wording_line(KNOWN * 20, OUTSIDE)
    assert all(wording_side(many, question) > 0 for question in OUTSIDE)
    assert all(wording_side(many, question) < 0 for question in KNOWN)


def test_the_same_questions_give_the_same_line() -> None:
    assert (wording_line(KNOWN, OUTSIDE) == LINE).all()
