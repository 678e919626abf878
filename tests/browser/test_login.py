"""Logging in with a real browser at a provider of our own: in, roles, out; forged and expired tokens stay out."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, expect

from bot.settings import Settings
from bot.storage.conversations import ConversationStore
from tests.browser.conftest import Running, start, stop
from tests.oidc_provider import CLIENT, SECRET, Provider, oidc_provider

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
PERSON = {"sub": "u-1", "name": "An <b>Claes</b>", "email": "An@Example.org", "email_verified": True}
COOKIE_SECRET = "koekjesgeheim-0123456789-0123456789"
LOGIN = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with oidc_provider(PERSON) as running:
        yield running


@pytest.fixture(scope="module")
def team(real_settings: Settings, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Weerwoord for a team in which An may test, but not manage documents."""
    folder = tmp_path_factory.mktemp("team")
    file = folder / "login.toml"
    file.write_text(
        LOGIN.format(cookie_secret=COOKIE_SECRET, client=CLIENT, secret=SECRET, provider=provider.address),
        encoding="utf-8",
    )
    roles = {"evaluator": ("an@example.org",), "editor": ("an@example.com",)}
    changes = {"data_dir": folder, "index_dir": real_settings.index_root, "login_file": file, "roles": roles}
    running = start(real_settings.model_copy(update=changes))
    yield running
    said = stop(running)
    for word in (COOKIE_SECRET, SECRET):
        assert word not in said


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def log_in(page: Page, team: Running, path: str = "/") -> None:
    page.goto(team.address + path)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("link", name="Ga door").click()


def test_in_ask_and_out(team: Running, provider: Provider, page: Page) -> None:
    page.goto(f"{team.address}/oefenen")
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible(timeout=20_000)
    expect(page.get_by_placeholder("Typ uw vraag")).to_have_count(0)
    expect(page.get_by_role("link", name="Oefenen")).to_have_count(0)

    log_in(page, team)
    expect(page.get_by_text("Ingelogd als An <b>Claes</b>")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="Evaluatie")).to_be_visible()
    box = page.get_by_placeholder("Typ uw vraag")
    box.fill("Wat is ODA?")
    box.press("Enter")
    expect(page.locator(".ww-bron").first).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Mijn gegevens").click()
    expect(page.get_by_text("1 gesprek,")).to_be_visible()
    assert ConversationStore(team.settings.database).list() == ()  # nothing under the name of a computer without login

    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible(timeout=20_000)
    assert "/logout" in provider.seen
    page.reload()
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("fault", ["forged", "expired", "other audience", "other nonce"])
def test_a_token_that_is_not_right_lets_nobody_in(team: Running, provider: Provider, page: Page, fault: str) -> None:
    if fault == "forged":
        provider.key = RSAKey.generate_key(2048, {"kid": "sleutel-1"}, private=True)
    elif fault == "expired":
        provider.changes = {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 3600}
    else:
        provider.changes = {"aud": "ander"} if fault == "other audience" else {"nonce": "ander"}
    provider.seen.clear()
    try:
        log_in(page, team)
        page.wait_for_url(f"{team.address}/")
        expect(page.get_by_role("button", name="Inloggen")).to_be_visible(timeout=20_000)
        assert "/token" in provider.seen
        assert [c for c in page.context.cookies() if c["name"] == "_streamlit_user"] == []
    finally:
        provider.key, provider.changes = None, {}


def test_a_login_that_is_too_old_asks_again(team: Running, provider: Provider, page: Page) -> None:
    provider.changes = {"iat": int(time.time()) - 13 * 3600}
    try:
        log_in(page, team)
        page.wait_for_url(f"{team.address}/")
        expect(page.get_by_role("button", name="Inloggen")).to_be_visible(timeout=20_000)
    finally:
        provider.changes = {}


def test_a_cookie_made_by_hand_lets_nobody_in(team: Running, page: Page) -> None:
    page.context.add_cookies([{"name": "_streamlit_user", "value": '{"is_logged_in":true}', "url": team.address}])
    page.goto(team.address)
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible(timeout=20_000)


def test_another_person_sees_nothing_of_the_first(team: Running, provider: Provider, page: Page) -> None:
    provider.changes = {"sub": "u-2", "name": "Bo", "email_verified": False}
    try:
        log_in(page, team, "/gegevens")
        expect(page.get_by_text("Ingelogd als Bo")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("link", name="Evaluatie")).to_have_count(0)
        page.goto(f"{team.address}/gegevens")
        expect(page.get_by_text("0 gesprekken,")).to_be_visible(timeout=20_000)
        page.goto(f"{team.address}/evaluatie")
        expect(page.get_by_role("alert")).to_contain_text("evaluator", timeout=20_000)
    finally:
        provider.changes = {}
