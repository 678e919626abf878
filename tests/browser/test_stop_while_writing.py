"""Weerwoord is stopped while a language model is silent in mid-answer: the process ends and the question is kept."""

from __future__ import annotations

import json
import signal

import pytest
from playwright.sync_api import expect

from bot.assembly import corpus_folder, make_builder
from bot.settings import Settings
from bot.storage.conversations import ConversationStore
from tests.browser.conftest import start
from tests.browser.visit import Open
from tests.model_server import Reply, answer, model_server

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
QUESTION = "Hoeveel kost de bijenopvang in Nederland?"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_process_ends_and_the_question_is_kept(
    how: signal.Signals, mini_settings: Settings, visitor: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "geen-echte-sleutel")
    make_builder(mini_settings).build(corpus_folder(mini_settings))
    good = answer({"text": "De opvang van bijen kostte Nederland 1,3 miljard euro in 2024.", "cites": [1]})
    with model_server(lambda request: Reply(good, stall_after=7)) as server:
        changes = {"model": "openai:proef", "model_base_url": server.url, "model_timeout_s": 300.0}
        running = start(mini_settings.model_copy(update=changes))
        try:
            visit = visitor(running.address)
            visit.ask(QUESTION)
            expect(visit.page.locator(".ww-ongecontroleerd")).to_be_visible()
            running.process.send_signal(how)
            said = running.process.communicate(timeout=20)[0]
        finally:
            running.process.kill()
    assert "Traceback" not in said
    kept = json.dumps(ConversationStore(mini_settings.database).export(), default=str)
    assert QUESTION in kept
