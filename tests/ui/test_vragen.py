"""Page "Vragen" with a fake assistant: ask, refuse, reload, buttons, hostile text, failures."""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.answering.forms import Form
from bot.domain.answers import Answer, AnswerSentence, AnswerWarning, SourceNote, WarningKind
from bot.domain.filters import SourceFilter, SourceKind
from bot.domain.sources import ChainStatus, Source
from bot.errors import IndexMissing, QuestionError, StorageError, WeerwoordError
from bot.ingest.store import IndexStore
from bot.settings import Settings, load_settings
from bot.storage import database
from bot.storage.conversations import ConversationStore
from bot.storage.feedback import FeedbackStore
from bot.ui import desk
from bot.ui.answer_view import answer_html
from bot.ui.desk import Desk
from bot.ui.pasted import plain_words
from bot.ui.source_filter import Choices
from tests.ui.fakes import CARDS, FakeAssistant, answered, refused

APP = Path(desk.__file__).with_name("app.py")
HOSTILE = (
    '<img src="https://evil.example/x.png" onerror="alert(1)"> ![x](https://evil.example/y.png) '
    "[klik](javascript:alert(1)) www.evil.example"
)
HOSTILE_URL = "javascript:alert(document.domain)"
SOURCES = (
    Source("partos2024", "Vragen", "Partos", 2024, is_note=True),
    Source("elf2020", "Nota", "11.11.11", 2020, is_note=True),
    Source("wb2023", "Geld", "World Bank", 2023),
)


@pytest.fixture
def assistant(monkeypatch: pytest.MonkeyPatch) -> FakeAssistant:
    fake = FakeAssistant()
    st.cache_resource.clear()
    opened = Desk(Path("v1"), fake, CARDS, choices=Choices(SOURCES, ("NL", "BE", "world")))
    monkeypatch.setattr(desk, "open_desk", lambda settings: opened)
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


def address(test: AppTest) -> str:
    """The id of the conversation in the address."""
    return one(test, "gesprek")


def one(test: AppTest, name: str) -> str:
    """The one value of a name in the address."""
    kept = test.query_params[name]
    return kept if isinstance(kept, str) else kept[0]


def copies(test: AppTest) -> list[str]:
    """The texts that can be copied."""
    return [
        unescape(text) for text in re.findall(r'<pre class="ww-kopietekst"[^>]*>(.*?)</pre>', shown(test), re.DOTALL)
    ]


def test_empty_page_offers_the_partos_questions_first(assistant: FakeAssistant) -> None:
    test = page()
    first = ["Wat doet hulp?", "Is *alles* :smile: waar?"]
    assert labels(test) == [*first, "Nieuw gesprek"]
    test.session_state["ww_onderwerpen"] = True
    assert labels(test.run()) == [*first, "Wat kost klimaat?", "Nieuw gesprek"]


def labels(test: AppTest) -> list[str]:
    """The words on all buttons."""
    return [b.label.replace("\\", "").replace("\u2060", "") for b in test.button]


def test_answer_shows_sentences_badges_footnotes_and_source_card(assistant: FakeAssistant) -> None:
    html = shown(ask(page(), "Wat kost opvang?"))

    assert '">Wat kost opvang?</h2>' in html
    assert 'Opvang kostte 10 euro in <span class="ww-bijeen">2024.<sup>' in html
    assert "stand: 2024" in html
    assert ">standpunt van Partos<" in html
    assert 'popovertarget="v0-bron-1" aria-label="Bron 1: Partos (2024), p. 2">1</button>' in html
    assert 'id="v0-bron-1"' in html
    assert "Samenvatting in onze woorden" in html
    assert "alleen in de nota gevonden" in html
    assert '<a href="https://www.partos.nl/" target="_blank" rel="noopener noreferrer">' in html
    assert "<strong>Verouderd</strong> Er is een nieuwer <" in html


def test_copy_has_footnotes(assistant: FakeAssistant) -> None:
    test = ask(page(), "Wat kost opvang?")
    text, markdown = copies(button(test, "Kopieer met bronnen"))
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
    assert '<p lang="nl" class="ww-weigering">Dat staat niet in mijn bronnen.</p>' in html
    assert "Deze vragen kan ik wel beantwoorden" in html
    assert "Uw vraag is in het Engels gesteld" in html
    assert not any(b.label == "Kopieer met bronnen" for b in test.button)
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
    assert set(re.findall(r'<a href="([^"]*)"', html)) == {"/bronnen?bron=x"}
    for text in [b.label for b in test.button]:
        assert "![" not in text
        assert "](" not in text
        assert "https://" not in text
    assert not test.markdown
    test = button(test, "Kopieer met bronnen")
    text, markdown = copies(test)
    assert "<img" in text  # as text: escaped by ``shown`` below
    assert "![x]" not in markdown
    assert "<img" not in shown(test)


@pytest.mark.parametrize("error", [QuestionError("De vraag is leeg."), WeerwoordError("Het model antwoordt niet.")])
def test_expected_error_is_one_sentence(assistant: FakeAssistant, error: WeerwoordError) -> None:
    def fail(question: str) -> Answer:
        raise error

    assistant.reply = fail
    test = ask(page(), "Wat kost opvang?")
    assert f'<p class="ww-melding" role="alert">{error}</p>' in shown(test)
    if isinstance(error, QuestionError):
        assert "gesprek" not in test.query_params
        assert test.chat_input[0].value == "Wat kost opvang?"
    else:
        assert "gesprek" in test.query_params
        assert "Wat kost opvang?" in shown(test)


def test_unexpected_error_is_one_sentence_and_the_question_waits(
    assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> Answer:
        raise RuntimeError(question)

    assistant.reply = fail
    test = ask(page(), "Wat kost opvang?")
    assert not test.exception
    assert "Er ging iets mis op deze pagina" in shown(test)
    assert [record.getMessage() for record in caplog.records if record.name == "weerwoord"] == ["page failed"]
    assert "Wat kost opvang" not in caplog.text
    assistant.reply = answered
    test = button(test.run(), "Vraag opnieuw")
    assert "Opvang kostte 10 euro" in shown(test)


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
    kept = address(ask(page(), "Wat kost opvang?"))
    monkeypatch.setenv("WEERWOORD_HOST", "0.0.0.0")
    assert not any(b.label.startswith("Wat kost opvang") for b in page().button)
    assert "Dit gesprek is er niet meer" in shown(page(gesprek=kept))


def test_a_question_waits_through_a_failure_and_is_asked_again(assistant: FakeAssistant) -> None:
    def fail(question: str) -> Answer:
        raise WeerwoordError("Het model antwoordt niet.")

    assistant.reply = fail
    kept = address(ask(page(), "Wat kost opvang?"))
    assistant.reply = answered

    again = page(gesprek=kept)
    assert "Deze vraag kreeg nog geen antwoord" in shown(again)
    again = button(again, "Vraag opnieuw")

    assert "Opvang kostte 10 euro" in shown(again)
    assert "nog geen antwoord" not in shown(again)
    assert [c.waiting for c in ConversationStore(load_settings().database).list()] == [""]


def test_a_question_is_kept_before_it_is_answered(assistant: FakeAssistant) -> None:
    waiting: list[str] = []

    def look(question: str) -> Answer:
        waiting.extend(c.waiting for c in ConversationStore(load_settings().database).list())
        return answered(question)

    assistant.reply = look
    ask(ask(page(), "Wat kost opvang?"), "En in België?")
    assert waiting == ["Wat kost opvang?", "En in België?"]


def test_a_waiting_question_can_be_dropped(assistant: FakeAssistant) -> None:
    name = ConversationStore(load_settings().database).create("Wat kost opvang?", waiting="Wat kost opvang?")
    test = button(page(gesprek=name), "Laat maar")
    assert "ww-inleiding" in shown(test)
    assert ConversationStore(load_settings().database).list() == ()
    assert assistant.asked == []


def test_another_window_answered_meanwhile(assistant: FakeAssistant) -> None:
    store = ConversationStore(load_settings().database)
    name = store.create("Wat kost opvang?", waiting="Wat kost opvang?")
    test = page(gesprek=name)
    store.append(name, "Wat kost opvang?", answered("Wat kost opvang?"))
    html = shown(button(test, "Vraag opnieuw"))
    assert "Opvang kostte 10 euro" in html
    assert "nog geen antwoord" not in html
    assert assistant.asked == []


def test_a_changed_question_takes_the_place_of_the_old_one(assistant: FakeAssistant) -> None:
    test = ask(ask(page(), "Wat kost opvang?"), "Wat kost hulp nu?")
    test = button(test, "Kopieer, wijzig of deel")
    test = next(b for b in test.button if b.label == "Wijzig de vraag").click().run()
    assert test.text_area[0].value == "Wat kost opvang?"
    test.text_area[0].set_value("Wat kost opvang per jaar?")
    test = button(test, "Stel opnieuw").run()

    html = shown(test)
    assert "Wat kost opvang?<" not in html
    assert html.index("Wat kost opvang per jaar?") < html.index("Wat kost hulp nu?")
    assert assistant.asked[-1] == ("Wat kost opvang per jaar?", "")
    kept = ConversationStore(load_settings().database).load(address(test))
    assert kept is not None
    assert [turn.question for turn in kept.turns] == ["Wat kost opvang per jaar?", "Wat kost hulp nu?"]


def test_the_old_answer_stays_when_the_new_one_fails(assistant: FakeAssistant) -> None:
    def fail(question: str) -> Answer:
        raise WeerwoordError("Het model antwoordt niet.")

    test = button(ask(page(), "Wat kost opvang?"), "Wijzig de vraag")
    test.text_area[0].set_value("Wat kost opvang per jaar?")
    assistant.reply = fail
    html = shown(button(test, "Stel opnieuw").run())
    assert "Opvang kostte 10 euro" in html
    assert "Het model antwoordt niet." in html
    assert html.index("Wat kost opvang?") < html.index("Wat kost opvang per jaar?")


def test_link_opens_the_answer(assistant: FakeAssistant) -> None:
    test = button(ask(ask(page(), "Wat kost opvang?"), "En in België?"), "Link")
    (link,) = copies(test)
    name, turn = link.split("gesprek=")[1].split("&antwoord=")
    html = shown(page(gesprek=name, antwoord=turn))
    assert f'id="antwoord-{turn}">En in België?</h2>' in html


def test_a_new_question_lets_go_of_the_link(assistant: FakeAssistant) -> None:
    kept = address(ask(page(), "Wat kost opvang?"))
    assert "antwoord" not in ask(page(gesprek=kept, antwoord="x"), "En in België?").query_params


@pytest.mark.parametrize(
    ("form", "present", "absent"),
    [
        ("60s", "Mijn bron is Partos uit 2024.", "ww-noot"),
        ("punten", "<li><span>Opvang kostte 10 euro in", "stand: 2024"),
        ("mail", "<p>Beste …,</p>", "stand: 2024"),
    ],
)
def test_forms(assistant: FakeAssistant, form: str, present: str, absent: str) -> None:
    test = ask(page(), "Wat kost opvang?")
    test.button_group[0].set_value(Form(form)).run()
    html = shown(test)
    body = html[html.index("</h2>", html.index("ww-vraag")) : html.index("ww-bronnen")]
    assert present in body
    assert absent not in body
    assert "Partos (2024), p. 2" in html


def test_filter_is_in_the_address_and_reaches_the_search(assistant: FakeAssistant) -> None:
    test = page(soort="nota", land="NL", van="2023", organisatie="Bestaat niet")
    assert [b.label.replace("\\", "") for b in test.button if "✕" in b.label] == [
        "Nederland ✕",
        "vanaf 2023 ✕",
        "Nota’s ✕",
    ]
    test = ask(test, "Wat kost opvang?")
    assert assistant.narrowed == [SourceFilter((), ("NL",), 2023, None, (SourceKind.NOTE,))]
    assert "Alleen gezocht in: Nederland; vanaf 2023; Nota’s." in shown(test)

    test = button(test, "Nederland ✕")
    assert "land" not in test.query_params
    test = button(test, "Filter wissen")
    assert not any("✕" in b.label for b in test.button)
    ask(test, "En nu?")
    assert assistant.narrowed[-1] is None


def test_filter_is_chosen_in_the_popover(assistant: FakeAssistant) -> None:
    test = page()
    assert "3 van 3 bronnen doen mee." in shown(test)
    test.multiselect[0].set_value(["Partos"]).run()
    test.selectbox(key="ww_filter_van").set_value(2024).run()
    test.selectbox(key="ww_filter_tot").set_value(2023).run()
    html = shown(test)
    assert [one(test, name) for name in ("organisatie", "van", "tot")] == ["Partos", "2023", "2024"]
    assert "1 van 3 bron doet mee." in html


def test_refusal_under_a_filter_offers_to_ask_without(assistant: FakeAssistant) -> None:
    assistant.reply = refused
    test = button(ask(page(soort="rapport"), "Wie wint?"), "Vraag zonder filter")
    assert [bool(f) for f in assistant.narrowed] == [True, False]
    assert "soort" not in test.query_params
    assert shown(test).count("Wie wint?") == 1


def test_thumbs_and_a_remark_are_kept(assistant: FakeAssistant) -> None:
    test = ask(ask(page(), "Wat kost opvang?"), "En in België?")
    test.feedback[0].set_value(0).run()
    (kept,) = FeedbackStore(load_settings().database).list()
    assert (kept.verdict, kept.question, kept.context) == ("down", "En in België?", "Wat kost opvang?")

    test = button(test, "Opmerking")
    test.text_area[0].set_value("Verkeerd jaar")
    button(test, "Verstuur")
    assert [(k.verdict, k.remark) for k in FeedbackStore(load_settings().database).list()] == [
        ("down", "Verkeerd jaar")
    ]


def test_conversations_are_searched(assistant: FakeAssistant) -> None:
    test = page()
    for question in ("Wat kost opvang?", "Wat doet klimaat?", "Wie betaalt hulp?"):
        test = ask(button(test, "Nieuw gesprek"), question)
    test.text_input(key="ww_zoek").set_value("klimaat").run()
    found = [b.label.replace("\\", "") for b in test.button if (b.key or "").startswith("ww_open_")]
    assert found == ["Wat doet klimaat?"]
    test.text_input(key="ww_zoek").set_value("olifant").run()
    assert "Geen gesprek met deze woorden." in shown(test)


def test_too_long_a_question_goes_back_into_the_box(assistant: FakeAssistant) -> None:
    long = "Wat kost opvang? " * 200
    test = ask(page(), long)
    assert "hooguit 2000 is mogelijk" in shown(test)
    assert test.chat_input[0].value == long
    assert assistant.asked == []
    assert "gesprek" not in test.query_params


def test_pasted_html_and_pictures_lose_their_make_up(assistant: FakeAssistant) -> None:
    picture = "data:image/png;base64," + "A" * 5000
    test = ask(page(), f'<p style="x">Wat kost <b>opvang</b> &amp; hulp?</p><img src="{picture}"> ![]({picture})')
    assert assistant.asked == [("Wat kost opvang & hulp?", "")]
    assert "Opmaak en plaatjes zijn uit uw vraag gehaald" in shown(test)


@pytest.mark.parametrize("text", ["Is 3 < 5 en 7 > 2?", "Wat is [dit](daar)?", "a\nb  c"])
def test_words_without_make_up_stay_as_they_are(text: str) -> None:
    assert plain_words(text) == text


def test_full_disk_keeps_the_answer_on_the_page(assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: ConversationStore, *_: object) -> None:
        raise StorageError("De schijf is vol; maak ruimte vrij.")

    test = page()
    for change in ("create", "append", "wait"):
        monkeypatch.setattr(ConversationStore, change, full)
    html = shown(ask(test, "Wat kost opvang?"))
    assert "Opvang kostte 10 euro" in html
    assert "Dit antwoord is niet bewaard. De schijf is vol" in html
    monkeypatch.undo()


def test_badges_say_what_a_reader_must_know() -> None:
    def note(n: int, status: ChainStatus, passage: str) -> SourceNote:
        return SourceNote(n, "x", "Rekenkamer", "T", 2020, "", "", "Zin.", status, passage_id=passage)

    answer = Answer(
        "", "Wat kost het?", "nl", "extractive", False, None,
        (
            AnswerSentence("Dat kost 10 euro.", (1,), "fact", 2020),
            AnswerSentence("Nederland betaalt 5 euro.", (2,), "fact", 2021),
            AnswerSentence("Mijn stuk zegt dit.", (3,), "fact"),
        ),
        (
            note(1, ChainStatus.SUPERSEDED, "a"),
            note(2, ChainStatus.CONTRADICTED, "a"),
            note(3, ChainStatus.OWN_DOCUMENT, "b"),
        ),
    )  # fmt: skip
    html = answer_html(answer, "v0", countries={"a": ("NL",), "b": ("BE", "EU")})
    assert html.count('<span class="ww-merk">Nederland</span>') == 1
    assert '<span class="ww-merk ww-achterhaald">achterhaald</span>' in html
    assert '<span class="ww-merk ww-tegengesproken">tegengesproken</span>' in html
    assert '<span class="ww-merk ww-eigen-document">eigen document</span>' in html
    assert "Gaat over: België, Europese Unie." in html


def test_rebuilt_index_is_opened_again(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[FakeAssistant] = []

    def open_next(settings: Settings) -> Desk:
        opened.append(FakeAssistant())
        return Desk(Path(f"v{len(opened)}"), opened[-1], CARDS)

    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", open_next)
    monkeypatch.setattr(IndexStore, "current", lambda self: Path("v1"))
    test = page()
    ask(test, "een")
    assert len(opened) == 1
    monkeypatch.setattr(IndexStore, "current", lambda self: Path("v2"))
    test.run()
    for thread in [t for t in threading.enumerate() if t.name == "index-openen"]:
        thread.join()
    ask(test, "twee")
    assert [len(a.asked) for a in opened] == [1, 1]


def test_who_asks_very_fast_waits_and_keeps_the_words(
    assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEERWOORD_QUESTIONS_PER_MINUTE", "2")
    own = page()
    for question in ("een", "twee", "drie"):
        ask(own, question)
    assert len(assistant.asked) == 3, "on a computer of one's own there is no limit"
    assistant.asked.clear()
    monkeypatch.setenv("WEERWOORD_HOST", "0.0.0.0")
    monkeypatch.setenv("WEERWOORD_ALLOW_OPEN", "true")
    test = page()
    for question in ("een", "twee", "drie"):
        ask(test, question)
    assert [asked for asked, *_ in assistant.asked] == ["een", "twee"]
    assert "seconden kan de volgende" in shown(test)
    assert test.chat_input[0].value == "drie"


def test_the_latest_conversations_are_listed_and_older_ones_are_searched(assistant: FakeAssistant) -> None:
    store = ConversationStore(load_settings().database)
    for number in ("oudste", *range(13)):
        store.append(store.create(f"Gesprek {number}"), "Wat kost opvang?", answered("Wat kost opvang?"))
    test = page()
    listed = [label for label in labels(test) if label.startswith("Gesprek")]
    assert len(listed) == 12
    assert "Gesprek oudste" not in listed
    assert "Oudere gesprekken vindt u met het zoekvak." in shown(test)
    test.text_input(key="ww_zoek").set_value("oudste").run()
    assert [label for label in labels(test) if label.startswith("Gesprek")] == ["Gesprek oudste"]
