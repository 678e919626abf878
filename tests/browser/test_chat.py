"""The real page in a real browser: ask, open a source, reload; nothing leaves this computer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from bot.domain.answers import Answer, AnswerSentence, SourceNote
from bot.domain.sources import ChainStatus
from bot.storage.conversations import ConversationStore
from tests.browser.conftest import REPOSITORY, Running, start, stop

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
QUESTION = "Zorgt ontwikkelingssamenwerking voor meer migratie?"
ARTIFACTS = REPOSITORY / "artifacts"
PHONE, DESK = (390, 844), (1280, 800)
HOSTILE = (
    '<img src="https://evil.example/x.png" onerror="document.title=1"> '
    "![x](https://evil.example/y.png) www.evil.example"
)


class Visit:
    """One page with the log of everything that it requested."""

    def __init__(self, browser: Browser, size: tuple[int, int], scheme: str) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=size == PHONE,
            locale="nl-NL",
            device_scale_factor=1,
        )
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda web_socket: self.requests.append(web_socket.url))
        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)

    def ask(self, question: str) -> None:
        box = self.page.get_by_placeholder("Typ uw vraag")
        box.fill(question)
        box.press("Enter")
        expect(self.page.locator(".ww-vraag").last).to_have_text(question)

    def picture(self, name: str) -> None:
        ARTIFACTS.mkdir(exist_ok=True)
        self.page.wait_for_timeout(700)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")

    def check_quiet(self) -> None:
        """No request left this computer, and the policy blocked nothing of our own."""
        assert self.requests
        away = [u for u in self.requests if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", u)]
        assert away == []
        assert self.errors == []


@pytest.fixture
def visits(chromium: Browser) -> Iterator[list[Visit]]:
    opened: list[Visit] = []
    yield opened
    for visit in opened:
        visit.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_ask_open_a_source_and_reload(
    weerwoord: Running, chromium: Browser, visits: list[Visit], size: tuple[int, int], scheme: str
) -> None:
    visit = Visit(chromium, size, scheme)
    visits.append(visit)
    page, name = visit.page, f"vragen-{size[0]}-{scheme}"
    page.goto(weerwoord.address)
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


def test_question_is_at_the_top_after_a_second_one(weerwoord: Running, chromium: Browser, visits: list[Visit]) -> None:
    visit = Visit(chromium, PHONE, "light")
    visits.append(visit)
    visit.page.goto(weerwoord.address)
    visit.ask(QUESTION)
    expect(visit.page.locator(".ww-bron").first).to_be_visible()
    visit.ask("Hoeveel mensen zijn wereldwijd op de vlucht?")
    expect(visit.page.locator(".ww-bronnen")).to_have_count(2)
    newest = visit.page.locator(".ww-vraag").last
    expect(newest).to_be_in_viewport(ratio=1)
    visit.page.wait_for_timeout(1500)
    assert 0 <= newest.evaluate("e => e.getBoundingClientRect().top") < 300


def test_footnote_opens_with_the_keyboard(weerwoord: Running, chromium: Browser, visits: list[Visit]) -> None:
    visit = Visit(chromium, DESK, "light")
    visits.append(visit)
    visit.page.goto(weerwoord.address)
    visit.ask(QUESTION)
    visit.page.locator(".ww-noot").first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".ww-kaart:popover-open")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator(".ww-kaart:popover-open")).to_have_count(0)
    assert visit.page.evaluate("document.activeElement.className") == "ww-noot"


def test_hostile_text_loads_and_runs_nothing(weerwoord: Running, chromium: Browser, visits: list[Visit]) -> None:
    store = ConversationStore(weerwoord.settings.database)
    name = store.create(HOSTILE)
    note = SourceNote(1, "x", HOSTILE, HOSTILE, 2024, HOSTILE, "javascript:alert(1)", HOSTILE, ChainStatus.OWN_DOCUMENT)
    sentence = AnswerSentence(HOSTILE, (1,), "fact")
    store.append(name, HOSTILE, Answer("", HOSTILE, "nl", "x", False, None, (sentence,), (note,), related=(HOSTILE,)))
    visit = Visit(chromium, DESK, "light")
    visits.append(visit)
    visit.page.goto(f"{weerwoord.address}/?gesprek={name}")
    expect(visit.page.locator(".ww-tekst")).to_contain_text("<img src=")
    visit.page.get_by_text("Kopieer met bronnen").click()
    visit.page.wait_for_timeout(500)

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


def test_ctrl_c_ends_cleanly(weerwoord: Running, tmp_path: Path) -> None:
    running = start(weerwoord.settings.model_copy(update={"data_dir": tmp_path}))
    said = stop(running)
    assert running.process.returncode == 0
    assert f"Weerwoord staat klaar op {running.address}" in said
    assert "Traceback" not in said
