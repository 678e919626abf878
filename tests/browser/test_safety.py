"""Safety of every page and every response: headers, origins, no request to elsewhere, no text taken for HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from bot.assembly import make_builder
from bot.settings import load_settings
from bot.ui.page_list import LANGUAGE_SCRIPT, PAGES, SCROLL_SCRIPT
from tests.browser.conftest import Running, start, stop
from tests.browser.visit import DESK, Visit, settled
from tests.doubles import BIBLIOGRAPHY, CARD, LEDGER, NOTE, write_mini_corpus

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
HOSTILE = (
    '<img src="https://evil.example/x.png" onerror="document.title=1"><script>document.title=2</script> '
    "![x](https://evil.example/y.png) [klik](javascript:alert(1)) :material/home: www.evil.example"
)


def first_script(address: str) -> str:
    found = re.search(r'src="\.?(/static/[^"]+\.js)"', httpx.get(address, trust_env=False).text)
    assert found
    return found.group(1)


def test_each_response_carries_the_headers(weerwoord: Running) -> None:
    upload = "/_stcore/upload_file/sessie/bestand"
    first, *others = (f"/{entry.path}" for entry in PAGES)
    good = ["/", *others, first_script(weerwoord.address), "/_stcore/health"]
    asked = [
        *(("GET", path, 200) for path in [*good, SCROLL_SCRIPT, LANGUAGE_SCRIPT.format(language="fr")]),
        ("GET", first, 307),  # the first page is at "/"
        *(("GET", path, 302) for path in ("/oauth2callback?code=x&state=y", "/auth/logout")),
        *((method, upload, 403) for method in ("PUT", "DELETE")),
        ("GET", "/media/geen.txt", 404),
        ("GET", "/..%2f..%2fetc/passwd", 400),
        ("POST", "/", 405),
    ]
    for method, path, status in asked:
        reply = httpx.request(method, weerwoord.address + path, trust_env=False)
        assert (path, reply.status_code) == (path, status)
        check_headers(reply)


def check_headers(reply: httpx.Response) -> None:
    policy = reply.headers["content-security-policy"]
    assert "default-src 'self'; script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert reply.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize("path", ["/", "/_stcore/health", SCROLL_SCRIPT])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "evil.example:8501"])
def test_under_another_name_nothing_is_served(weerwoord: Running, path: str, host: str) -> None:
    reply = httpx.get(weerwoord.address + path, headers={"host": host}, trust_env=False)
    assert reply.status_code == 400
    if host != "[":
        check_headers(reply)


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [("", "", 101), ("https://evil.example", "", 403), ("null", "", 403), ("", "evil.example", 403)],
)
def test_only_its_own_page_opens_the_websocket(weerwoord: Running, origin: str, host: str, status: int) -> None:
    headers = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-protocol": "streamlit",
        "origin": origin or weerwoord.address,
        **({"host": host} if host else {}),
    }
    address = f"{weerwoord.address}/_stcore/stream"
    with httpx.stream("GET", address, headers=headers, trust_env=False) as reply:
        assert reply.status_code == status


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Weerwoord over a corpus in which every text that a document can hold tries to break out."""
    folder = tmp_path_factory.mktemp("vijandig")
    corpus = write_mini_corpus(folder / "corpus")
    entries = [{**entry, "title": f"{entry['title']} {HOSTILE}", "publisher": HOSTILE} for entry in BIBLIOGRAPHY]
    entries[0]["URL"] = "javascript:document.title=3"
    (corpus / "bibliography.json").write_text(json.dumps(entries), encoding="utf-8")
    escaped = re.sub(r"([^\w\s])", r"\\\1", HOSTILE)
    note = NOTE.replace("## Kosten", f"## Kosten {escaped}")
    note = note.replace("1,3 miljard euro in 2024", f"1,3 miljard euro in 2024 {escaped}")
    (corpus / "notes" / "nota2024.md").write_text(note, encoding="utf-8")
    question = json.dumps(f"Hoeveel kost de bijenopvang {HOSTILE} in Nederland?")
    card = CARD.replace("Hoeveel kost de bijenopvang in Nederland?", question)
    (corpus / "cards" / "kosten-bijen.md").write_text(card, encoding="utf-8")
    label = '"' + HOSTILE.replace('"', '""') + '"'
    (corpus / "figures.csv").write_text(LEDGER.replace("aantal bijenkasten", label), encoding="utf-8")
    settings = load_settings(data_dir=folder / "data", corpus_dir=corpus)
    make_builder(settings).build(corpus)
    running = start(settings)
    yield running
    stop(running)


def test_text_of_documents_stays_text_on_every_page(hostile: Running, chromium: Browser) -> None:
    visit = Visit(chromium, DESK, "light")
    page = visit.page
    try:
        for entry in PAGES:
            page.goto(f"{hostile.address}/{entry.path}")
            settled(page)
            check_inert(visit)
        page.goto(hostile.address)
        visit.ask("Wat kost de opvang van bijen?")
        expect(page.locator(".ww-bron").first).to_be_visible()
        check_inert(visit)
        assert page.get_by_text("<img src=").count() > 0  # the hostile text was shown, as text
        page.goto(f"{hostile.address}/oefenen")
        page.get_by_role("button", name="Begin met oefenen").click()
        page.get_by_role("textbox", name="Uw antwoord").fill(HOSTILE)
        page.get_by_role("button", name="Kijk mijn antwoord na").click()
        expect(page.get_by_text("kernpunten").first).to_be_visible(timeout=20_000)
        check_inert(visit)
    finally:
        visit.context.close()


def check_inert(visit: Visit) -> None:
    page = visit.page
    assert page.locator("[src*=evil], [href*=evil], a[href^='javascript:' i]").count() == 0
    assert not re.fullmatch(r"\d", page.title())
    assert [u for u in visit.requests if not re.match(r"(https?|ws)://127\.0\.0\.1[:/]|data:|blob:", u)] == []
    assert [text for text in visit.errors if "Content Security Policy" in text or "evil" in text] == []


def test_no_page_asks_anything_of_another_host(weerwoord: Running, chromium: Browser) -> None:
    visit = Visit(chromium, DESK, "dark")
    try:
        for entry in PAGES:
            visit.page.goto(f"{weerwoord.address}/{entry.path}?taal=fr")
            settled(visit.page)
            assert visit.page.locator("html").get_attribute("lang") == "fr"
        check_inert(visit)
    finally:
        visit.context.close()


def test_a_download_carries_the_headers(weerwoord: Running, chromium: Browser, tmp_path: Path) -> None:
    visit = Visit(chromium, DESK, "light")
    replies: list[dict[str, str]] = []
    try:
        visit.page.on("response", lambda r: replies.append(r.all_headers()) if "/media/" in r.url else None)
        visit.page.goto(f"{weerwoord.address}/gegevens")
        settled(visit.page)
        with visit.page.expect_download() as waiting:
            visit.page.get_by_role("button", name="Download alles over mij").click()
        waiting.value.save_as(tmp_path / "alles.json")
        assert json.loads((tmp_path / "alles.json").read_text(encoding="utf-8"))["weerwoord-mijn-gegevens"] == 1
        address = f"{weerwoord.address}/media/{waiting.value.url.rpartition('/media/')[2]}"
        check_headers(httpx.get(address, trust_env=False))
    finally:
        visit.context.close()
