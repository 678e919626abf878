"""What a visitor does with an answer, in a real browser: copy, link, change, filter, and reload in mid-answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from bot.settings import Settings
from tests.browser.conftest import Running, start, stop
from tests.browser.visit import PHONE, QUESTION, Visit, settled
from tests.generative.test_chain import first_sentences
from tests.model_server import Reply, Request, answer, model_server

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
WIDTH = "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tools_of_an_answer_on_a_phone(weerwoord: Running, chromium: Browser, scheme: str) -> None:
    visit = Visit(chromium, PHONE, scheme)
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.page
    try:
        page.goto(f"{weerwoord.address}/?soort=nota")
        expect(page.get_by_role("button", name="Nota’s ✕")).to_be_visible()
        visit.ask(QUESTION)
        expect(page.locator(".ww-bron").first).to_be_visible()
        expect(page.get_by_text("Alleen gezocht in: Nota’s.")).to_be_visible()

        page.get_by_role("radio", name="60 seconden").click()
        expect(page.get_by_text(re.compile("Mijn bron(nen)? "))).to_be_visible()
        page.get_by_role("button", name="Kopieer met bronnen").click()
        visit.still()
        page.locator(".ww-kopieer").click()
        expect(page.locator(".ww-kopieer")).to_have_text("Gekopieerd")
        assert "Bronnen:" in page.evaluate("navigator.clipboard.readText()")
        visit.picture(f"vragen-390-{scheme}-kopie")
        page.keyboard.press("Escape")

        page.get_by_role("button", name="Link").click()
        link = page.locator(".ww-kopietekst").inner_text()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Wijzig de vraag").click()
        visit.still()
        page.get_by_label("Uw vraag", exact=True).fill("Wat is de migratiebult?")
        page.get_by_role("button", name="Stel opnieuw").click()
        expect(page.locator(".ww-vraag").first).to_have_text("Wat is de migratiebult?")
        expect(page.locator(".ww-vraag")).to_have_count(1)
        expect(page.locator(".ww-oud")).to_have_count(0)  # leaving before the new answer is there keeps the old one
        settled(page)
        assert page.evaluate(WIDTH) <= PHONE[0]
        expect(page.get_by_placeholder("Typ uw vraag")).to_be_in_viewport()

        page.goto(link)
        expect(page.locator(".ww-vraag")).to_have_text("Wat is de migratiebult?")
        visit.check_quiet()
    finally:
        visit.context.close()


def test_reload_in_mid_answer_loses_nothing(
    real_settings: Settings, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    pause = 0.3

    def written(request: Request) -> Reply:
        return Reply(answer(*first_sentences(request)), piece=8, pause=pause)

    monkeypatch.setenv("OPENAI_API_KEY", "sk-geheim-1234567890")
    with model_server(written) as server:
        running = start(real_settings.model_copy(update={"model": "openai:proef", "model_base_url": server.url}))
        visit = Visit(chromium, PHONE, "light")
        page = visit.page
        try:
            page.goto(running.address)
            visit.ask(QUESTION)
            expect(page.locator(".ww-ongecontroleerd")).to_be_visible(timeout=30_000)
            visit.picture("vragen-390-light-schrijvend")
            page.reload()
            expect(page.get_by_text("Deze vraag kreeg nog geen antwoord.")).to_be_visible(timeout=20_000)
            expect(page.locator(".ww-vraag")).to_have_text(QUESTION)
            visit.picture("vragen-390-light-herladen")
            pause = 0.0
            page.get_by_role("button", name="Vraag opnieuw").click()
            expect(page.locator(".ww-bronnen")).to_be_visible(timeout=60_000)
            expect(page.locator(".ww-vraag")).to_have_count(1)
            visit.check_quiet()
        finally:
            visit.context.close()
            stop(running)
