"""Pages "Bronnen" and "Cijfers" in a real browser: follow a source, save a chart, add a document and remove it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from playwright.sync_api import Page, expect

from bot.assembly import make_builder, make_store
from bot.settings import Settings
from tests.browser.conftest import Running, start, stop
from tests.browser.visit import DESK, PHONE, Open, Visit

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
_WASPS = "Wespen zijn geen bijen. De gemeente telde in 2023 precies 4.321 wespennesten in de stad."
_SLOW = 240_000


def check(visit: Visit) -> None:
    """Nothing left this computer, nothing of our own was blocked, and the page is not wider than the window."""
    visit.check_quiet()
    width = visit.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")])
def test_charts_are_drawn_and_saved(weerwoord: Running, visitor: Open, size: tuple[int, int], scheme: str) -> None:
    visit = visitor(f"{weerwoord.address}/cijfers", size, scheme)
    page = visit.page
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible(timeout=_SLOW)
    visit.picture(f"cijfers-{size[0]}-{scheme}")
    page.get_by_text("Alle punten met hun bron").first.click()
    expect(page.locator(".ww-lijstje a").first).to_be_visible()
    with page.expect_download(timeout=_SLOW) as saved:
        page.get_by_role("button", name="Grafiek als PNG").first.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    page.get_by_text("Tabel", exact=True).click()
    expect(page.get_by_label("Zoek in de cijfers")).to_be_visible(timeout=_SLOW)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=_SLOW)
    visit.picture(f"cijfers-tabel-{size[0]}-{scheme}")
    check(visit)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_a_source_is_found_and_followed(weerwoord: Running, visitor: Open, size: tuple[int, int], scheme: str) -> None:
    visit = visitor(f"{weerwoord.address}/bronnen", size, scheme)
    page = visit.page
    visit.picture(f"bronnen-{size[0]}-{scheme}")
    search = page.get_by_label("Zoek in de bronnen")
    search.fill("deterring emigration")
    search.press("Enter")
    expect(page.get_by_text("1 bron", exact=True)).to_be_visible(timeout=_SLOW)
    page.get_by_role("button", name="Clemens & Postel (2018)").click()
    expect(page.locator("h1.ww-naam")).to_have_text("Clemens & Postel (2018)", timeout=_SLOW)
    expect(page).to_have_url(re.compile(r"bron=clemens2018deterring"))
    picture = page.get_by_role("img", name=re.compile("Op Clemens & Postel"))
    expect(picture).to_be_visible(timeout=_SLOW)
    visit.picture(f"bron-{size[0]}-{scheme}")
    page.reload()
    expect(page.locator("h1.ww-naam")).to_have_text("Clemens & Postel (2018)", timeout=_SLOW)
    page.get_by_text("De hele lijst").click()
    visit.still()
    page.get_by_role("link", name="11.11.11 (2020)").last.click()
    expect(page.locator("h1.ww-naam")).to_have_text("11.11.11 (2020)", timeout=_SLOW)
    check(visit)


@pytest.fixture
def own(mini_settings: Settings, mini_corpus: Path) -> Iterator[Running]:
    """Weerwoord over the small corpus, where documents of one megabyte may be added."""
    settings = mini_settings.model_copy(update={"max_upload_mb": 1})
    make_builder(settings).build(mini_corpus)
    running = start(settings)
    yield running
    stop(running)


def upload(page: Page, *files: Path) -> None:
    page.get_by_text("Eigen document toevoegen").click()
    page.locator("input[type=file]").set_input_files([str(file) for file in files])


def test_a_document_goes_in_and_out_and_bad_ones_are_told(own: Running, visitor: Open, tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(120, 7, _WASPS)
    good, bad, large = tmp_path / "wespen.pdf", tmp_path / "nota.pdf", tmp_path / "groot.txt"
    good.write_bytes(bytes(pdf.output()))
    bad.write_bytes(b"MZ" + bytes(range(256)) * 9)
    large.write_bytes(b"x" * 1_200_000)

    visit = visitor(f"{own.address}/bronnen")
    page = visit.page
    upload(page, good, bad, large)
    expect(page.locator('[data-testid="stFileChip"][aria-invalid="true"]')).to_contain_text("groot.txt", timeout=_SLOW)
    told = page.get_by_test_id("stFileUploader").evaluate("e => getComputedStyle(e, '::after').content")
    assert "groter dan 1 MB" in told
    visit.picture("bronnen-toevoegen-1280-light")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    link = page.get_by_role("link", name=re.compile("Bekijk wat ervan begrepen is"))
    expect(link).to_be_visible(timeout=_SLOW)
    expect(page.get_by_text("nota.pdf is een Windows-programma")).to_be_visible()
    visit.picture("bronnen-toegevoegd-1280-light")
    link.click()
    expect(page.get_by_role("img", name="Bladzijde 1 van het origineel")).to_be_visible(timeout=_SLOW)
    visit.picture("bron-eigen-1280-light")
    page.get_by_text("Dit document weghalen").click()
    visit.still()
    page.get_by_role("button", name="Weghalen", exact=True).click()
    expect(page.get_by_text("Weggehaald: wespen.pdf")).to_be_visible(timeout=_SLOW)
    assert list(make_store(own.settings).documents.rglob("*")) == []
    check(visit)
