"""The real page in a real browser: ask, open a source, reload; nothing leaves this computer."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from bot.domain.answers import Answer, AnswerSentence, SourceNote
from bot.domain.sources import ChainStatus
from bot.storage.conversations import ConversationStore
from tests.browser.conftest import Running, start, stop
from tests.browser.visit import DESK, PHONE, QUESTION, Open

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
HOSTILE = (
    '<img src="https://evil.example/x.png" onerror="document.title=1"> '
    "![x](https://evil.example/y.png) www.evil.example"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_ask_open_a_source_and_reload(weerwoord: Running, visitor: Open, size: tuple[int, int], scheme: str) -> None:
    visit = visitor(weerwoord.address, size, scheme)
    page, name = visit.page, f"vragen-{size[0]}-{scheme}"
    expect(page.get_by_text("Begin bijvoorbeeld met")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "nl"
    visit.picture(f"{name}-leeg")

    visit.ask(QUESTION)
    expect(page.locator(".ww-bron").first).to_be_visible()
    visit.picture(f"{name}-antwoord")

    page.locator(".ww-noot").first.click()
    card = page.locator(".ww-kaart:popover-open")
    expect(card).to_be_visible()
    expect(card).to_contain_text(re.compile(r"\(20\d\d\), (p\. \d+|samenvatting)"))
    expect(card).to_contain_text(re.compile("Samenvatting in onze woorden|Letterlijk"))
    visit.picture(f"{name}-bron")
    card.get_by_role("button", name="Sluiten").click()
    expect(page.locator(".ww-kaart:popover-open")).to_have_count(0)

    assert "gesprek=" in page.url
    page.reload()
    expect(page.locator(".ww-vraag")).to_have_text(QUESTION)
    expect(page.locator(".ww-bron").first).to_be_visible()
    wide = page.evaluate(
        "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    assert wide <= size[0]
    visit.check_quiet()


def test_question_is_at_the_top_after_a_second_one(weerwoord: Running, visitor: Open) -> None:
    visit = visitor(weerwoord.address, PHONE)
    visit.ask(QUESTION)
    expect(visit.page.locator(".ww-bron").first).to_be_visible()
    visit.ask("Hoeveel mensen zijn wereldwijd op de vlucht?")
    expect(visit.page.locator(".ww-bronnen")).to_have_count(2)
    newest = visit.page.locator(".ww-vraag").last
    expect(newest).to_be_in_viewport(ratio=1)
    visit.still()
    assert 0 <= newest.evaluate("e => e.getBoundingClientRect().top") < 300


def test_footnote_opens_with_the_keyboard(weerwoord: Running, visitor: Open) -> None:
    visit = visitor(weerwoord.address)
    visit.ask(QUESTION)
    visit.page.locator(".ww-noot").first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".ww-kaart:popover-open")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".ww-kaart:popover-open")).to_have_count(0)
    assert visit.page.evaluate("document.activeElement.className") == "ww-noot"


def test_hostile_text_loads_and_runs_nothing(weerwoord: Running, visitor: Open) -> None:
    store = ConversationStore(weerwoord.settings.database)
    name = store.create(HOSTILE)
    note = SourceNote(1, "x", HOSTILE, HOSTILE, 2024, HOSTILE, "javascript:alert(1)", HOSTILE, ChainStatus.OWN_DOCUMENT)
    sentence = AnswerSentence(HOSTILE, (1,), "fact")
    store.append(name, HOSTILE, Answer("", HOSTILE, "nl", "x", False, None, (sentence,), (note,), related=(HOSTILE,)))
    visit = visitor(f"{weerwoord.address}/?gesprek={name}")
    expect(visit.page.locator(".ww-tekst")).to_contain_text("<img src=")
    visit.page.get_by_text("Kopieer met bronnen").click()
    expect(visit.page.locator(".ww-kopietekst").first).to_be_visible()
    visit.still()

    assert visit.page.locator("a[href*='evil']").count() == 0
    assert visit.page.locator("img").count() == 0
    assert visit.page.title() == "Weerwoord"
    store.delete(name)
    visit.check_quiet()


def test_policy_and_other_headers(weerwoord: Running) -> None:
    for path in ("/", "/vragen", "/_stcore/health"):
        headers = httpx.get(weerwoord.address + path, trust_env=False).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'; script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_first_page_is_found_under_its_own_name(weerwoord: Running) -> None:
    reply = httpx.get(f"{weerwoord.address}/vragen?taal=fr", trust_env=False, follow_redirects=True)
    assert (reply.status_code, str(reply.url)) == (200, f"{weerwoord.address}/?taal=fr")


def test_ctrl_c_ends_cleanly(weerwoord: Running, tmp_path: Path) -> None:
    running = start(weerwoord.settings.model_copy(update={"data_dir": tmp_path}))
    said = stop(running)
    assert running.process.returncode == 0
    assert f"Weerwoord staat klaar op {running.address}" in said
    assert "Traceback" not in said
