"""The dialog "Exporteer" under an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.domain.answers import Answer
from bot.errors import StorageError
from bot.settings import load_settings
from bot.storage.conversations import ConversationStore, Turn
from bot.ui import desk, export_view
from bot.ui.desk import Desk
from tests.ui.fakes import CARDS, FakeAssistant, answered

APP = Path(desk.__file__).with_name("app.py")


def dialog(conversation: str) -> None:
    from bot.storage.conversations import Turn
    from bot.ui.export_view import show_export
    from tests.ui.fakes import answered

    show_export(Turn("Wat kost opvang?", answered("Wat kost opvang?"), 0.0, "t1"), conversation)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str, str]]:
    """What was exported: number of answers, title, form."""
    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", lambda settings: Desk(Path("v1"), FakeAssistant(), CARDS))
    kept: list[tuple[int, str, str]] = []
    export = export_view.export

    def spy(answers: Sequence[Answer], title: str, form: Any, **rest: Any) -> bytes:
        kept.append((len(answers), title, form))
        return export(answers, title, form, **rest)

    monkeypatch.setattr(export_view, "export", spy)
    return kept


def test_answer_and_whole_conversation_in_a_chosen_form(made: list[tuple[int, str, str]]) -> None:
    store = ConversationStore(load_settings().database)
    name = store.create("Over geld")
    for question in ("Wat kost opvang?", "Wat kost hulp?"):
        store.append(name, question, answered(question))
    test = AppTest.from_function(dialog, kwargs={"conversation": name}, default_timeout=60).run()
    assert not test.exception
    assert test.get("download_button")
    test.selectbox[0].select("ris").run()
    test.radio[0].set_value("all").run()
    assert not test.exception
    assert made == [(1, "Wat kost opvang?", "docx"), (1, "Wat kost opvang?", "ris"), (2, "Over geld", "ris")]


def test_fault_is_a_sentence(made: list[tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **rest: Any) -> bytes:
        raise StorageError("Het document is niet te maken: <b>weg</b>")

    monkeypatch.setattr(export_view, "export", broken)
    test = AppTest.from_function(dialog, kwargs={"conversation": ""}, default_timeout=60).run()
    assert not test.exception
    assert not test.get("download_button")
    assert not test.radio
    assert "&lt;b&gt;weg" in test.get("html")[-1].proto.body


def test_button_stands_beside_copy(made: list[tuple[int, str, str]]) -> None:
    test = AppTest.from_file(str(APP), default_timeout=60).run()
    test = test.chat_input[0].set_value("Wat kost opvang?").run()
    names = [button.label for button in test.button]
    assert names.index("Exporteer") == names.index("Kopieer met bronnen") + 1
    assert made == []
    next(button for button in test.button if button.label == "Exporteer").click().run()
    assert made == [(1, "Wat kost opvang?", "docx")]


def test_words_of_the_visitor_head_the_answer() -> None:
    turn = Turn("Mijn eigen vraag", replace(answered("x"), question="anders"), 0.0)
    assert [answer.question for answer in export_view._answers([turn])] == ["Mijn eigen vraag"]
