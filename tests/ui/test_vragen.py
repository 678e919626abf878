"""Page "Vragen" with a fake assistant: ask, refuse, reload, buttons, hostile text, failures."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.domain.answers import Answer, AnswerWarning, SourceNote, WarningKind
from bot.domain.sources import ChainStatus
from bot.errors import IndexMissing, QuestionError, WeerwoordError
from bot.settings import Settings, load_settings
from bot.storage import database
from bot.ui import desk
from bot.ui.desk import Desk
from tests.ui.fakes import CARDS, FakeAssistant, answered, refused

APP = Path(desk.__file__).with_name("app.py")
HOSTILE = (
    '<img src="https://evil.example/x.png" onerror="alert(1)"> ![x](https://evil.example/y.png) '
    "[klik](javascript:alert(1)) www.evil.example"
)
HOSTILE_URL = "javascript:alert(document.domain)"


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant()
    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", lambda settings: Desk(Path("v1"), fake, CARDS))
    return fake


def page(**address: str) -> AppTest:
    test = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def ask(test: AppTest, question: str) -> AppTest:
    return test.chat_input[0].set_value(question).run()


def shown(test: AppTest) -> str:
    """All HTML of the page."""
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def button(test: AppTest, text: str) -> AppTest:
    """The page after a press on the button with these words."""
    return next(b for b in test.button if b.label.replace("\\", "") == text).click().run()


def test_empty_page_offers_the_partos_questions_first(assistant: FakeAssistant) -> None:
    labels = [b.label.replace("\\", "").replace("\u2060", "") for b in page().button]
    assert labels == ["Wat doet hulp?", "Is *alles* :smile: waar?", "Wat kost klimaat?", "Nieuw gesprek"]


def test_answer_shows_sentences_badges_footnotes_and_source_card(assistant: FakeAssistant) -> None:
    html = shown(ask(page(), "Wat kost opvang?"))

    assert '<h2 class="ww-vraag" tabindex="-1">Wat kost opvang?</h2>' in html
    assert 'Opvang kostte 10 euro in <span class="ww-bijeen">2024.<sup>' in html
    assert "stand: 2024" in html
    assert ">standpunt<" in html
    assert 'popovertarget="v0-bron-1" aria-label="Bron 1: Partos (2024), p. 2">1</button>' in html
    assert 'id="v0-bron-1"' in html
    assert "Samenvatting in onze woorden" in html
    assert "alleen in de nota gevonden" in html
    assert '<a href="https://www.partos.nl/" target="_blank" rel="noopener noreferrer">' in html
    assert "<strong>Let op</strong> Er is een nieuwer <" in html


def test_copy_has_footnotes(assistant: FakeAssistant) -> None:
    test = ask(page(), "Wat kost opvang?")
    markdown, text = (code.value for code in test.code)
    assert "Opvang kostte 10 euro in 2024.[^1]" in markdown
    assert (
        "[^1]: Partos (2024), p. 2. *Vragen en antwoorden*. <https://www.partos.nl/> (alleen in de nota gevonden)."
        in markdown
    )
    assert "[1] Partos (2024), p. 2. Vragen en antwoorden. https://www.partos.nl/ (alleen in de nota gevonden)." in text


def test_example_button_asks(assistant: FakeAssistant) -> None:
    test = button(page(), "Wat doet hulp?")
    assert assistant.asked == [("Wat doet hulp?", "")]
    assert 'class="ww-inleiding"' not in shown(test)


def test_related_question_passes_the_question_before(assistant: FakeAssistant) -> None:
    button(ask(page(), "Wat kost opvang?"), "Wat kost hulp?")
    assert assistant.asked == [("Wat kost opvang?", ""), ("Wat kost hulp?", "Wat kost opvang?")]


def test_refusal_is_calm_and_offers_questions(assistant: FakeAssistant) -> None:
    assistant.reply = refused
    test = ask(page(), "Who wins?")
    html = shown(test)
    assert '<p class="ww-weigering">Dat staat niet in mijn bronnen.</p>' in html
    assert "Deze vragen kan ik wel beantwoorden" in html
    assert "Uw vraag is in het Engels gesteld" in html
    assert not test.code
    assert any(b.label.replace("\\", "") == "Wat kost hulp?" for b in test.button)


def test_reload_keeps_the_conversation(assistant: FakeAssistant) -> None:
    first = ask(ask(page(), "Wat kost opvang?"), "En in België?")
    kept = first.query_params["gesprek"]

    again = page(gesprek=kept if isinstance(kept, str) else kept[0])

    html = shown(again)
    assert html.index("Wat kost opvang?") < html.index("En in België?")
    assert len(assistant.asked) == 2
    assert "niet meer" not in html


def test_unknown_address_begins_anew(assistant: FakeAssistant) -> None:
    test = page(gesprek="bestaat-niet")
    assert "Dit gesprek is er niet meer" in shown(test)
    assert "gesprek" not in test.query_params


def test_new_conversation_and_back_again(assistant: FakeAssistant) -> None:
    test = button(ask(page(), "Wat kost opvang?"), "Nieuw gesprek")
    assert "ww-inleiding" in shown(test)
    assert "Wat kost opvang?" in shown(button(test, "Wat kost opvang?"))


def test_removal_asks_first(assistant: FakeAssistant) -> None:
    test = button(ask(page(), "Wat kost opvang?"), "Verwijder dit gesprek")
    assert any(b.label == "Nee, bewaar het" for b in test.button)
    test = button(test, "Ja, verwijder")
    assert "ww-inleiding" in shown(test)
    assert not any(b.label.startswith("Wat kost opvang") for b in test.button)


def test_hostile_text_is_inert(assistant: FakeAssistant) -> None:
    note = SourceNote(
        1, "x", HOSTILE, HOSTILE, None, HOSTILE, HOSTILE_URL, HOSTILE, ChainStatus.OWN_DOCUMENT, quote_is_literal=True
    )
    assistant.reply = lambda q: answered(
        q, HOSTILE, sources=(note,), warnings=(AnswerWarning(WarningKind.CONFLICT, HOSTILE, (1,)),), related=(HOSTILE,)
    )
    test = ask(page(), HOSTILE)
    html = shown(test)
    assert "<img" not in html
    assert "&lt;img" in html
    assert "javascript:alert(document" not in html
    assert "<a " not in html
    for text in [b.label for b in test.button]:
        assert "![" not in text
        assert "](" not in text
        assert "https://" not in text
    assert "![x]" not in test.code[0].value
    assert "<img" not in test.code[0].value.replace("\\<img", "")
    assert not test.markdown


@pytest.mark.parametrize("error", [QuestionError("De vraag is leeg."), WeerwoordError("Het model antwoordt niet.")])
def test_expected_error_is_one_sentence(assistant: FakeAssistant, error: WeerwoordError) -> None:
    def fail(question: str) -> Answer:
        raise error

    assistant.reply = fail
    test = ask(page(), "?")
    assert f'<p class="ww-melding" role="alert">{error}</p>' in shown(test)
    assert "gesprek" not in test.query_params


def test_index_fault_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(settings: Settings) -> Desk:
        raise IndexMissing("Er is nog geen index. Maak hem met: weerwoord index")

    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", missing)
    assert "Er is nog geen index. Maak hem met: weerwoord index" in shown(page())


def test_locked_database_still_shows_the_answer(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAIT_MS", 50)
    test = ask(page(), "Wat kost opvang?")
    with closing(sqlite3.connect(load_settings().database, isolation_level=None)) as other:
        other.execute("begin exclusive")
        html = shown(ask(test, "En in België?"))
    assert html.count("Opvang kostte 10 euro") == 2
    assert "Dit antwoord is niet bewaard. De gesprekken zijn nu in gebruik" in html


def test_others_see_no_list_of_conversations(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(page(), "Wat kost opvang?")
    monkeypatch.setenv("WEERWOORD_HOST", "0.0.0.0")
    assert not any(b.label.startswith("Wat kost opvang") for b in page().button)


def test_rebuilt_index_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[FakeAssistant] = []

    def open_next(settings: Settings) -> Desk:
        opened.append(FakeAssistant())
        return Desk(Path(f"v{len(opened)}"), opened[-1], CARDS)

    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", open_next)
    monkeypatch.setattr(desk.IndexStore, "current", lambda self: Path("v1"))
    test = page()
    ask(test, "een")
    assert len(opened) == 1
    monkeypatch.setattr(desk.IndexStore, "current", lambda self: Path("v2"))
    ask(test, "twee")
    assert [len(a.asked) for a in opened] == [1, 1]
