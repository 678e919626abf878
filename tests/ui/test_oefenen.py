"""Page "Oefenen" with a real coach over the small corpus: choose, answer, hear, follow-ups, delete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.assembly import make_builder, open_index
from bot.domain.answers import Answer, AnswerSentence, SourceNote
from bot.domain.cards import Card
from bot.domain.sources import ChainStatus
from bot.errors import IndexMissing, QuestionError, StorageError, WeerwoordError
from bot.rehearsal.coach import Coach
from bot.settings import Settings
from bot.storage.progress import ProgressStore
from bot.ui import desk, rehearsal_desk
from bot.ui.access import LOCAL

APP = Path(desk.__file__).with_name("app.py")
GOOD = "De opvang van bijen kostte Nederland in 2024 1,3 miljard euro, zegt De Club."


@pytest.fixture
def coach(monkeypatch: pytest.MonkeyPatch, mini_settings: Settings, mini_corpus: Path) -> Coach:
    make_builder(mini_settings).build(mini_corpus)
    st.cache_resource.clear()
    monkeypatch.setattr(desk, "read_settings", lambda: mini_settings)
    return rehearsal_desk.coach_desk(open_index(mini_settings)).coach


def page() -> AppTest:
    test = AppTest.from_file(str(APP), default_timeout=30).run()
    return test.switch_page("views/oefenen.py").run()


def shown(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def press(test: AppTest, text: str) -> AppTest:
    return next(b for b in test.button if b.label == text).click().run()


def answered(test: AppTest, text: str) -> AppTest:
    test.text_area[0].set_value(text)
    return press(test, "Kijk mijn antwoord na")


def test_a_round_from_question_to_summary(coach: Coach) -> None:
    test = press(page(), "Begin met oefenen")
    assert "Vraag 1 van 1" in shown(test)
    test = answered(test, GOOD)
    assert "1 van 1 kernpunten" in shown(test)
    assert "De Club (2024), p. 1" in shown(test)
    assert len(coach.store.reviews(LOCAL)) == 1
    while any(b.label == "Antwoord" for b in test.button):
        test.text_area[0].set_value("De Club vindt dat bijen recht hebben op rust.")
        test = press(test, "Antwoord")
    assert "Toegeven en ombuigen" in shown(test)
    test = press(test, "Rond af")
    assert "gemiddeld over 1 vraag" in shown(test)


def test_a_wrong_figure_is_named_with_the_words_and_the_source(coach: Coach) -> None:
    test = answered(press(page(), "Begin met oefenen"), "De opvang van bijen kostte Nederland in 2024 5 miljard euro.")
    html = shown(test)
    assert "Cijfer klopt niet" in html
    assert "U zei: <q>De opvang van bijen kostte Nederland in 2024 5 miljard euro.</q>" in html


def test_an_answer_aloud_is_ticked_off(coach: Coach) -> None:
    test = press(press(page(), "Begin met oefenen"), "Start de tijd (60 seconden)")
    assert 'role="timer"' in shown(test)
    test = press(test, "Ik antwoordde hardop")
    test.checkbox[0].check()
    test = press(test, "Bewaar")
    assert "1 van 1 kernpunten" in shown(test)
    assert coach.store.reviews(LOCAL)[0].attempt.grade > 0.5


def test_hostile_text_stays_text(coach: Coach) -> None:
    test = answered(press(page(), "Begin met oefenen"), "<img src=x onerror=alert(1)> bijen kosten 9 miljard euro.")
    assert "<img" not in shown(test)
    assert "&lt;img" in shown(test)


def test_no_feedback_without_a_kept_review(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StorageError("De schijf is vol.")

    test = press(page(), "Begin met oefenen")
    monkeypatch.setattr(ProgressStore, "record", full)
    html = shown(answered(test, GOOD))
    assert "De schijf is vol." in html
    assert "van 10" not in html


def test_progress_is_deleted_after_a_yes(coach: Coach) -> None:
    test = answered(press(page(), "Begin met oefenen"), GOOD)
    test = press(press(test, "Rond af"), "Nog een ronde")
    assert "1 antwoord bewaard" in shown(test)
    wipe = next(b for b in test.button if b.label == "Verwijder mijn voortgang")
    assert wipe.disabled
    next(c for c in test.checkbox if c.key == "ww_wis_zeker").check().run()
    test = press(test, "Verwijder mijn voortgang")
    assert "Uw voortgang is verwijderd (1 antwoord)." in shown(test)
    assert coach.store.reviews(LOCAL) == []


def test_files_to_take_along(coach: Coach) -> None:
    test = page()
    test.multiselect(key="ww_meeneemkaarten").set_value(["kosten-bijen"]).run()
    test = press(test, "Maak de bestanden")
    labels = [d.proto.label for d in test.get("download_button")]
    assert "Spiekbriefje om te printen" in labels
    assert "Kaarten voor Anki" in labels


def test_a_newer_set_is_refused(coach: Coach) -> None:
    test = page()
    raw = json.dumps({"weerwoord-set": 99, "cards": ["kosten-bijen"]}).encode()
    test.get("file_uploader")[0].set_value(("set.json", raw, "application/json")).run()
    assert "nieuwere versie" in shown(test)


def test_a_missing_index_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(settings: Settings) -> None:
        raise IndexMissing("Er is nog geen index. Maak hem met: weerwoord index")

    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", missing)
    assert "Er is nog geen index." in shown(page())


def test_an_answer_under_way_survives_a_reload_and_goes_when_it_is_graded(coach: Coach) -> None:
    test = press(page(), "Begin met oefenen")
    test.text_area[0].set_value("De opvang van bijen kostte").run()
    again = page()
    assert "Vraag 1 van 1" in shown(again)
    assert again.text_area[0].value == "De opvang van bijen kostte"
    answered(again, GOOD)
    assert coach.store.draft(LOCAL) is None
    assert len(coach.store.reviews(LOCAL)) == 1
    assert any(b.label == "Begin met oefenen" for b in page().button)


def test_stopping_forgets_the_answer_under_way(coach: Coach) -> None:
    test = press(page(), "Begin met oefenen")
    test.text_area[0].set_value("Half").run()
    press(test, "Stop met oefenen")
    assert coach.store.draft(LOCAL) is None


def test_a_draft_of_a_card_that_is_gone_does_not_stand_in_the_way(coach: Coach) -> None:
    kept = '{"questions": [["weg", "Vraag?", "", "nieuw"]], "at": 0}'
    coach.store.keep_draft(LOCAL, "a1", "Half", kept)
    assert any(b.label == "Begin met oefenen" for b in page().button)


def test_both_pages_share_one_opened_index(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    page()
    opened = desk.shared_desk().index
    assert opened is not None
    assert rehearsal_desk.shared_coach().coach.catalog is opened.catalog


class Improving:
    """Stands in for a model: gives what it was made with."""

    def __init__(self, answer: Answer | WeerwoordError) -> None:
        self.answer, self.asked = answer, ""

    def improve(self, question: str, own: str, card: Card | None = None, form: str = "spoken") -> Answer:
        self.asked = own
        if isinstance(self.answer, WeerwoordError):
            raise self.answer
        return self.answer


def improved(coach: Coach, monkeypatch: pytest.MonkeyPatch, answer: Answer | WeerwoordError) -> tuple[Improving, str]:
    fake = Improving(answer)
    shared = rehearsal_desk.CoachDesk(Path("x"), coach, fake)
    monkeypatch.setattr(rehearsal_desk, "shared_coach", lambda: shared)
    test = answered(press(page(), "Begin met oefenen"), GOOD)
    return fake, shown(press(test, "Maak mijn antwoord beter"))


def test_a_better_version_is_shown_with_its_sources(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = AnswerSentence("Bijen <b>kosten</b> 1,3 miljard euro (2024).", (1,), "fact", 2024)
    note = SourceNote(1, "club", "De Club", "Bijen", 2024, "p. 1", "", "Zin.", ChainStatus.CONFIRMED)
    answer = Answer("", "vraag", "nl", "test", False, None, (sentence,), (note,))
    fake, html = improved(coach, monkeypatch, answer)
    assert fake.asked == GOOD
    assert "Zo kan het beter" in html
    assert "Bijen &lt;b&gt;kosten" in html
    assert "De Club" in html


@pytest.mark.parametrize(
    "given",
    [
        Answer("", "vraag", "nl", "test", True, None, notice="Het model gaf op."),
        QuestionError("Het model gaf op."),
    ],
)
def test_why_there_is_no_better_version_is_told(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, given: Answer | WeerwoordError
) -> None:
    assert "Het model gaf op." in improved(coach, monkeypatch, given)[1]
    assert len(coach.store.reviews(LOCAL)) == 1


def test_after_a_refusal_a_better_version_can_be_asked_again(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Answer("", "vraag", "nl", "test", True, None, notice="Het model gaf op.")
    fake, _ = improved(coach, monkeypatch, refused)
    test = answered(press(page(), "Begin met oefenen"), GOOD)
    press(test, "Maak mijn antwoord beter")
    sentence = AnswerSentence("Bijen kosten 1,3 miljard euro (2024).", (1,), "fact", 2024)
    note = SourceNote(1, "club", "De Club", "Bijen", 2024, "p. 1", "", "Zin.", ChainStatus.CONFIRMED)
    fake.answer = Answer("", "vraag", "nl", "test", False, None, (sentence,), (note,))
    assert "Zo kan het beter" in shown(press(test, "Maak mijn antwoord beter"))
    assert all(b.label != "Maak mijn antwoord beter" for b in test.button)


def test_without_a_model_no_better_version_is_offered(coach: Coach) -> None:
    test = answered(press(page(), "Begin met oefenen"), GOOD)
    assert all(b.label != "Maak mijn antwoord beter" for b in test.button)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:9/v1"])
def test_a_recorder_is_there_only_with_a_speech_model(
    coach: Coach, monkeypatch: pytest.MonkeyPatch, mini_settings: Settings, address: str
) -> None:
    spoken = mini_settings.model_copy(update={"speech_base_url": address})
    monkeypatch.setattr(desk, "read_settings", lambda: spoken)
    test = press(page(), "Begin met oefenen")
    assert len(test.get("audio_input")) == (1 if address else 0)


def test_from_aloud_back_to_typing_keeps_what_was_typed(coach: Coach) -> None:
    test = press(page(), "Begin met oefenen")
    test.text_area[0].set_value(GOOD).run()
    test = press(test, "Ik antwoordde hardop")
    assert not test.text_area
    assert test.checkbox
    test = press(test, "Toch liever typen")
    assert test.text_area[0].value == GOOD
    test = press(test, "Kijk mijn antwoord na")
    assert "1 van 1 kernpunten" in shown(test)


def test_stopping_while_answering_aloud(coach: Coach) -> None:
    test = press(press(page(), "Begin met oefenen"), "Ik antwoordde hardop")
    test = press(test, "Stop met oefenen")
    assert any(button.label == "Begin met oefenen" for button in test.button)
    assert coach.store.reviews(LOCAL) == []


def test_an_opened_set_tells_what_it_is(coach: Coach) -> None:
    test = page()
    raw = json.dumps(
        {
            "weerwoord-set": 1,
            "title": "Vrijdag",
            "setting": "talkshow",
            "opponent": "vijandig",
            "cards": ["kosten-bijen"],
        }
    ).encode()
    test.get("file_uploader")[0].set_value(("set.json", raw, "application/json")).run()
    assert "Vrijdag: Talkshow, Vijandig." in shown(test)


def test_made_files_belong_to_the_chosen_cards(coach: Coach) -> None:
    test = page()
    test.multiselect(key="ww_meeneemkaarten").set_value(["kosten-bijen"]).run()
    test = press(test, "Maak de bestanden")
    assert "Klaar, met 1 kaart." in shown(test)
