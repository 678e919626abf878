"""A person at the page: a browser window with the log of everything that it asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import REPOSITORY

QUESTION = "Zorgt ontwikkelingssamenwerking voor meer migratie?"
ARTIFACTS = REPOSITORY / "artifacts"
PHONE, DESK = (390, 844), (1280, 800)
_STILL = """() => new Promise(done => {
  let last = "", same = 0;
  const look = () => {
    const main = document.querySelector('[data-testid="stMain"]');
    const moving = document.getAnimations().filter(a => a.playState === "running").length;
    const now = [main?.scrollTop, main?.scrollHeight, moving].join();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same >= 15) done(); else requestAnimationFrame(look);
  };
  look();
})"""


class Visit:
    """One window of a person of their own."""

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
        """Type a question and send it."""
        box = self.page.get_by_placeholder("Typ uw vraag")
        box.fill(question)
        box.press("Enter")
        expect(self.page.locator(".ww-vraag").last).to_have_text(question)

    def still(self) -> None:
        """Wait until nothing moves any more: no scrolling, no growing, the same animations for fifteen frames.

        A button inside what is just unfolding moves away between the press and the release of a fast click.
        """
        self.page.evaluate(_STILL)

    def picture(self, name: str) -> None:
        """Keep what the window shows."""
        ARTIFACTS.mkdir(exist_ok=True)
        self.still()
        self.page.screenshot(path=ARTIFACTS / f"{name}.png", animations="disabled")

    def check_quiet(self) -> None:
        """No request left this computer, and the policy blocked nothing of our own."""
        assert self.requests
        away = [u for u in self.requests if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", u)]
        assert away == []
        assert self.errors == []


Open = Callable[..., Visit]
"""Opens the window of one more person: ``open_(address, size=DESK, scheme="light")``."""


def settled(page: Page) -> None:
    """Wait until the page is drawn."""
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=30_000)
    expect(page.locator("h1").first).to_be_visible()
