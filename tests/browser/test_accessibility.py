"""Every page for people who see badly or use no mouse: axe over all of them, and a question asked by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.ui.page_list import PAGES
from tests.browser.conftest import Running
from tests.browser.visit import DESK, PHONE, QUESTION, Open, settled

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
_GRAVE = ("serious", "critical")
_ALSO = ("landmark-unique",)
"""Rules that count although axe calls them moderate: who hears a page finds the way by its landmarks."""
_OTHER_QUESTION = "Wat is de Turkijedeal?"
_MOST_TABS = 60
_VISIBLE = """() => {
  const seen = e => {
    const s = getComputedStyle(e);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow.includes('inset')
  };
  let e = document.activeElement;
  for (let up = 0; e && up < 5; up++, e = e.parentElement) if (e.matches(':focus-within') && seen(e)) return true;
  return false;
}"""


def findings(page: Page, where: str) -> list[str]:
    """What axe calls serious or critical, a line each."""
    found: dict[str, Any] = Axe().run(page).response
    assert len(found["passes"]) > 20, "axe looked at too little"
    return [
        f"{where}: {rule['id']} ({rule['impact']}): {node['target']} {node['html'][:120]}"
        for rule in found["violations"]
        if rule["impact"] in _GRAVE or rule["id"] in _ALSO
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_axe_finds_nothing_serious(weerwoord: Running, visitor: Open, size: tuple[int, int], scheme: str) -> None:
    page = visitor(weerwoord.address, size, scheme).page
    lines = findings(page, PAGES[0].path)
    for entry in PAGES[1:]:
        page.goto(f"{weerwoord.address}/{entry.path}")
        settled(page)
        lines += findings(page, entry.path)
    if size == PHONE:
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(page.get_by_role("link", name="Oefenen")).to_be_visible()
        lines += findings(page, "menu")
    assert lines == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_use(weerwoord: Running, visitor: Open, scheme: str) -> None:
    visit = visitor(weerwoord.address, scheme=scheme)
    page = visit.page
    for count, question in enumerate((QUESTION, _OTHER_QUESTION), 1):
        visit.ask(question)
        expect(page.locator(".ww-bronnen")).to_have_count(count)
    settled(page)
    page.get_by_role("button", name="Kopieer, wijzig of deel").click()  # of the first answer
    expect(page.get_by_role("button", name="Kopieer met bronnen")).to_have_count(2)
    lines = findings(page, "two answers")
    page.get_by_role("button", name="Kopieer met bronnen").first.click()
    expect(page.locator(".ww-kopieer").first).to_be_visible()
    lines += findings(page, "text to copy")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.get_by_text("bronnen doen mee")).to_be_visible()
    lines += findings(page, "filter")
    page.keyboard.press("Escape")
    page.locator(".ww-noot").first.click()
    expect(page.locator(".ww-kaart:popover-open")).to_be_visible()
    lines += findings(page, "source card")
    page.goto(f"{weerwoord.address}/bronnen?bron=partos2024")
    settled(page)
    lines += findings(page, "a source")
    page.goto(f"{weerwoord.address}/oefenen")
    page.get_by_role("button", name="Begin met oefenen").click()
    page.get_by_role("textbox", name="Uw antwoord").fill("Hulp kostte 5 miljard euro.")
    settled(page)
    lines += findings(page, "rehearsal question")
    page.get_by_role("button", name="Kijk mijn antwoord na").click()
    expect(page.get_by_text("kernpunten")).to_be_visible(timeout=20_000)
    settled(page)
    lines += findings(page, "rehearsal feedback")
    assert lines == []


def test_ask_and_open_a_source_with_the_keyboard_alone(weerwoord: Running, visitor: Open) -> None:
    page = visitor(weerwoord.address).page
    unseen: list[str] = []
    reach(page, "textarea", unseen)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".ww-bron").first).to_be_visible()
    settled(page)
    reach(page, ".ww-noot", unseen, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".ww-kaart:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".ww-kaart:popover-open")).to_have_count(0)
    reach(page, "a[href$='/oefenen']", unseen, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Oefenen")).to_be_visible()
    assert unseen == []


def test_focus_is_seen_all_the_way(weerwoord: Running, visitor: Open) -> None:
    page = visitor(weerwoord.address, scheme="dark").page
    unseen: list[str] = []
    for entry in PAGES[1:]:
        page.goto(f"{weerwoord.address}/{entry.path}")
        settled(page)
        walk(page, unseen)
    assert unseen == []


def reach(page: Page, selector: str, unseen: list[str], key: str = "Tab") -> None:
    """Press a key until the focus is there; notes each stop whose focus can't be seen."""
    for _ in range(_MOST_TABS):
        page.keyboard.press(key)
        note(page, unseen)
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached in {_MOST_TABS} presses")


def walk(page: Page, unseen: list[str]) -> None:
    """Once around the page."""
    for step in range(_MOST_TABS):
        page.keyboard.press("Tab")
        note(page, unseen)
        if step and page.evaluate("document.activeElement === document.body"):
            return


def note(page: Page, unseen: list[str]) -> None:
    page.wait_for_timeout(60)  # a transition of the outline
    if page.evaluate("document.activeElement === document.body"):
        return
    if not page.evaluate(_VISIBLE):
        unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))
