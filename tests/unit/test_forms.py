"""Forms of an answer: what is said, what is left, and that every sentence keeps its source."""

from __future__ import annotations

import pytest

from bot.answering.forms import SPOKEN_WORDS, Form, as_text, dated, formed
from bot.domain.answers import Answer, AnswerSentence, AnswerWarning, SourceNote, WarningKind
from bot.domain.sources import ChainStatus


def note(n: int, author: str, year: int | None = 2020) -> SourceNote:
    return SourceNote(n, f"k{n}", author, f"Titel {n}", year, "p. 1", "https://x.nl/", "Zin.", ChainStatus.CONFIRMED)


def answer(*sentences: AnswerSentence, notes: tuple[SourceNote, ...]) -> Answer:
    warning = AnswerWarning(WarningKind.STALE, "Let op: er is een nieuwer cijfer.", (1,))
    return Answer("", "Vraag?", "nl", "extractive", False, None, sentences, notes, (warning,))


THREE = (note(1, "Clemens & Postel", 2018), note(2, "Dao e.a."), note(3, "Myria", None))
FOUR = answer(
    AnswerSentence("Het eerste feit.", (1,), "fact"),
    AnswerSentence("Dat hangt ervan af.", (1, 2), "fact"),
    AnswerSentence("Hulp kostte 5 euro.", (2,), "fact", 2019),
    AnswerSentence("Myria vindt dat goed.", (3,), "position"),
    notes=THREE,
)


@pytest.mark.parametrize("form", list(Form))
def test_every_sentence_is_the_answers_own_and_cites_what_is_listed(form: Form) -> None:
    shaped = formed(FOUR, form)
    own = {dated(s, pattern).text for s in FOUR.sentences for pattern in (" (stand {})", ", stand {}")}
    listed = {note.n for note in shaped.sources}
    assert shaped.sentences
    for sentence in shaped.sentences:
        assert sentence.text in own
        assert set(sentence.cites) <= listed
    for source in shaped.sources:
        assert source.label in as_text(FOUR, form)


def test_spoken_names_its_sources_in_words_and_has_no_marks() -> None:
    text = as_text(FOUR, Form.SPOKEN)
    spoken = text.partition("Bronnen:")[0]
    assert "[" not in text
    assert "Hulp kostte 5 euro, stand 2019." in spoken
    assert "Mijn bronnen zijn Clemens en Postel uit 2018, Dao en anderen uit 2020 en Myria." in spoken


def test_spoken_stops_at_a_whole_sentence_within_a_minute() -> None:
    long = answer(*(AnswerSentence(" ".join(["woord"] * 30) + ".", (1,), "fact") for _ in range(9)), notes=(THREE[0],))
    shaped = formed(long, Form.SPOKEN)
    assert len(shaped.sentences) == 4
    assert shaped.words <= SPOKEN_WORDS
    assert 40 <= shaped.seconds <= 65


def test_many_sources_are_counted_not_all_named() -> None:
    notes = tuple(note(n, f"Bron{n}") for n in range(1, 6))
    every = answer(AnswerSentence("Zin.", (1, 2, 3, 4, 5), "fact"), notes=notes)
    assert formed(every, Form.SPOKEN).closing.endswith("Bron3 uit 2020 en nog 2 bronnen.")


def test_points_are_three_that_stand_alone() -> None:
    assert [s.text for s in formed(FOUR, Form.POINTS).sentences] == [
        "Het eerste feit.",
        "Hulp kostte 5 euro (stand 2019).",
        "Myria vindt dat goed.",
    ]


def test_mail_has_salutation_warning_and_list() -> None:
    text = as_text(FOUR, Form.MAIL)
    assert text.startswith("Beste …,\n\nHet eerste feit.[1] ")
    assert "Let op: er is een nieuwer cijfer.[1]" in text
    assert "[2] Dao e.a. (2020), p. 1. Titel 2. https://x.nl/" in text
    assert text.endswith("Met vriendelijke groet,\n")


@pytest.mark.parametrize("form", list(Form))
def test_a_refusal_stays_a_refusal(form: Form) -> None:
    refusal = Answer("", "Vraag?", "nl", "extractive", True, "Dat staat niet in mijn bronnen.")
    assert as_text(refusal, form) == "Dat staat niet in mijn bronnen.\n"
