"""Pictures of the pages: ``python -m tests.browser.pictures``.

Without more it makes those of the README in ``docs/img``. ``--all FOLDER`` makes every page at two widths, light and
dark, to look at. ``--home`` names a data folder with an index and, for the page "Evaluatie", a run; a new one is made
without.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from bot.assembly import corpus_folder, make_builder
from bot.settings import load_settings
from bot.ui.page_list import PAGES
from tests.browser.conftest import FLAGS, REPOSITORY, start, stop
from tests.browser.visit import DESK, PHONE, QUESTION, Visit, settled

_README = REPOSITORY / "docs" / "img"
_COLOURS = 128
_REFUSED = "Welk weer wordt het morgen in Utrecht?"
_DRAFT = "In 2024 ging 1,3 miljard euro van de hulp naar asielopvang. Dat geven wij dus niet uit in arme landen."


def ask(visit: Visit, question: str = QUESTION) -> None:
    """An answer on the page, or a refusal."""
    visit.ask(question)
    expect(visit.page.locator(".ww-bron, .ww-weigering").first).to_be_visible()
    settled(visit.page)


def rehearse(visit: Visit) -> None:
    """An answer of one's own, looked over."""
    page = visit.page
    page.get_by_role("combobox", name=re.compile("Thema")).first.click()
    visit.still()
    page.get_by_role("option", name="Asielkosten").click()
    settled(page)
    page.get_by_role("button", name="Begin met oefenen").click()
    page.get_by_role("textbox", name="Uw antwoord").fill(_DRAFT)
    page.get_by_role("textbox", name="Uw antwoord").press("Tab")
    settled(page)
    page.get_by_role("button", name="Kijk mijn antwoord na").click()
    expect(page.get_by_text("kernpunten").first).to_be_visible()
    settled(page)


def wait_for_chart(visit: Visit) -> None:
    """The first chart is drawn."""
    expect(visit.page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()


def one_source(visit: Visit) -> None:
    """A report that much rests on."""
    visit.page.goto(f"{visit.page.url.split('?')[0]}?bron=clemens2018deterring")
    settled(visit.page)


def first_verdict(visit: Visit) -> None:
    """The first question of the evaluation, opened."""
    visit.page.locator("[class*=st-key-ww_toetsvraag_] summary").first.click()
    settled(visit.page)


def table(visit: Visit) -> None:
    """The ledger as a table."""
    visit.page.get_by_text("Tabel", exact=True).click()
    expect(visit.page.get_by_test_id("stDataFrame")).to_be_visible()
    settled(visit.page)


def nothing(visit: Visit) -> None:
    """The page as it opens."""


Step = Callable[[Visit], None]
_STEPS: dict[str, tuple[tuple[str, Step], ...]] = {
    "vragen": (("leeg", nothing), ("antwoord", ask), ("weigering", lambda visit: ask(visit, _REFUSED))),
    "oefenen": (("begin", nothing), ("oordeel", rehearse)),
    "bronnen": (("lijst", nothing), ("bron", one_source)),
    "cijfers": (("grafieken", wait_for_chart), ("tabel", table)),
    "evaluatie": (("vragen", nothing), ("vraag", first_verdict)),
    "gegevens": (("", nothing),),
}
_FOR_README: tuple[tuple[str, str, tuple[int, int], Step], ...] = (
    ("vragen", "vragen", DESK, ask),
    ("vragen-telefoon", "vragen", PHONE, ask),
    ("oefenen", "oefenen", DESK, rehearse),
    ("bronnen", "bronnen", DESK, one_source),
    ("cijfers", "cijfers", DESK, wait_for_chart),
    ("evaluatie", "evaluatie", DESK, first_verdict),
)


def take(visit: Visit, target: Path) -> None:
    """A small picture: few colours are enough for a page."""
    page = visit.page
    page.evaluate("document.activeElement?.blur()")
    page.mouse.move(0, 0)
    visit.still()
    page.screenshot(path=target, animations="disabled")
    with Image.open(target) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def for_readme(browser: Browser, address: str, folder: Path, wanted: str) -> None:
    """The pictures that the README shows."""
    for name, path, size, step in _FOR_README:
        if wanted and name not in wanted.split(","):
            continue
        visit = Visit(browser, size, "light")
        visit.page.goto(f"{address}/{path}")
        settled(visit.page)
        step(visit)
        take(visit, folder / f"{name}.png")
        visit.context.close()


def every_page(browser: Browser, address: str, folder: Path, wanted: str) -> None:
    """Each page and what comes of it, at two widths, light and dark."""
    for size in (DESK, PHONE):
        for scheme in ("light", "dark"):
            for entry in PAGES:
                if wanted and entry.path not in wanted.split(","):
                    continue
                visit = Visit(browser, size, scheme)
                visit.page.goto(f"{address}/{entry.path}")
                settled(visit.page)
                for name, step in _STEPS[entry.path]:
                    step(visit)
                    take(visit, folder / f"{entry.path}-{name}-{size[0]}-{scheme}.png")
                visit.context.close()


def main() -> None:
    """Serve, look, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", type=Path, default=None, metavar="FOLDER")
    parser.add_argument("--pages", default="", help="only these, with commas between")
    parser.add_argument("--home", type=Path, default=None)
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as fresh, sync_playwright() as playwright:
        settings = load_settings(data_dir=wish.home or Path(fresh))
        make_builder(settings).build(corpus_folder(settings))
        running = start(settings)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        expect.set_options(timeout=60_000)
        try:
            folder = wish.all or _README
            folder.mkdir(parents=True, exist_ok=True)
            if wish.all:
                every_page(browser, running.address, folder, wish.pages)
            else:
                for_readme(browser, running.address, folder, wish.pages)
        finally:
            browser.close()
            stop(running)


if __name__ == "__main__":
    main()
