"""The page while a language model writes: grey text first, then checked sentences."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from bot.settings import Settings
from tests.browser.conftest import start, stop
from tests.browser.visit import DESK, Visit
from tests.generative.test_chain import QUESTION, first_sentences
from tests.model_server import Reply, Request, answer, model_server

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def slowly(request: Request) -> Reply:
    return Reply(answer(*first_sentences(request)), piece=8, pause=0.03)


def test_text_appears_as_it_is_written_and_settles(
    real_settings: Settings, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-geheim-1234567890")
    with model_server(slowly) as server:
        chosen = {"model": "openai:proef", "model_base_url": server.url}
        running = start(real_settings.model_copy(update=chosen))
        visit = Visit(chromium, DESK, "light")
        try:
            visit.page.goto(running.address)
            visit.ask(QUESTION)
            pending = visit.page.locator(".ww-ongecontroleerd")
            expect(pending).to_be_visible(timeout=30_000)
            assert not any(c.isdigit() for c in pending.inner_text())
            expect(visit.page.locator(".ww-noot").first).to_be_visible(timeout=30_000)
            visit.picture("vragen-1280-light-schrijvend")
            expect(visit.page.locator(".ww-bronnen")).to_be_visible(timeout=60_000)
            expect(pending).to_have_count(0)
            visit.picture("vragen-1280-light-geschreven")
            visit.check_quiet()
        finally:
            visit.context.close()
            stop(running)
