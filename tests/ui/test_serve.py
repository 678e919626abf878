"""Serving: port, hand-over of settings, headers, escaping."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit import config as streamlit_config

from bot.errors import UsageError
from bot.settings import Settings, load_settings
from bot.ui import plain
from bot.ui.access import is_private
from bot.ui.look import streamlit_options
from bot.ui.page_list import PAGES
from bot.ui.serve import as_environment, page_address, serve
from bot.ui.shell import SecurityHeaders, allowed_hosts, content_policy, routes, start_page


def test_taken_port_is_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = load_settings(port=other.getsockname()[1])
        with pytest.raises(UsageError, match="al in gebruik"):
            serve(settings, open_browser=False)


def test_settings_pass_through_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = load_settings(data_dir=tmp_path / "a b", index_dir=tmp_path / "i", port=8600, allow_download=True)
    for name, value in as_environment(given).items():
        monkeypatch.setenv(name, value)
    assert load_settings() == given


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8501"), ("0.0.0.0", "http://127.0.0.1:8501"), ("::1", "http://[::1]:8501")],
)
def test_address_to_type(host: str, address: str) -> None:
    assert page_address(load_settings(host=host)) == address


def test_every_option_is_one_of_streamlit() -> None:
    assert set(streamlit_options(Settings())) <= set(streamlit_config._config_options_template)


def test_start_page_is_dutch_without_inline_script() -> None:
    page = start_page(Path(streamlit.__file__).parent)
    assert '<html lang="nl">' in page
    assert "<title>Weerwoord</title>" in page
    assert "<script>" not in page


def test_policy_names_only_a_plausible_host() -> None:
    assert "connect-src 'self' blob: ws://127.0.0.1:8501 wss://127.0.0.1:8501;" in content_policy("127.0.0.1:8501")
    assert "connect-src 'self' blob:;" in content_policy("x; script-src *")


def test_hosts_are_bound_to_this_computer() -> None:
    assert allowed_hosts("127.0.0.1") == ["127.0.0.1", "localhost", "[::1]"]
    assert allowed_hosts("0.0.0.0") == ["*"]
    assert allowed_hosts("0.0.0.0", "w.example.org")[:2] == ["0.0.0.0", "w.example.org"]


@pytest.mark.parametrize(("secure", "ending"), [(True, "; Secure"), (False, "SameSite=lax")])
def test_cookies_of_a_team_go_over_https_only(secure: bool, ending: str) -> None:
    pages = Starlette(routes=routes(guests=True), middleware=[Middleware(SecurityHeaders, secure=secure)])
    reply = TestClient(pages).get("/?taal=fr")
    assert reply.headers["set-cookie"].endswith(ending)
    assert ("strict-transport-security" in reply.headers) is secure
    assert '<html lang="fr">' in reply.text


def test_a_guest_keeps_the_cookie() -> None:
    visitor = TestClient(Starlette(routes=routes(guests=True)))
    assert "HttpOnly" in visitor.get("/").headers["set-cookie"]
    assert "set-cookie" not in visitor.get("/oefenen").headers
    assert "set-cookie" not in TestClient(Starlette(routes=routes())).get("/").headers


@pytest.mark.parametrize(
    ("host", "private"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("pc.lan", False)]
)
def test_only_loopback_is_private(host: str, private: bool) -> None:
    assert is_private(host) is private


def test_page_files_exist() -> None:
    folder = Path(plain.__file__).parent / "views"
    assert [entry.file for entry in PAGES] == [entry.file for entry in PAGES if (folder / entry.file).is_file()]


def test_label_shows_marks_as_they_are() -> None:
    assert plain.label("*a* [b](c)") == r"\*a\* \[b\]\(c\)"
    assert "https:\\/" not in plain.label("https://x.nl")
    assert "www." not in plain.label("www.x.nl").replace("\\", "")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.nl", "ftp://x.nl", "https:///x", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    assert plain.web_address(url) == ""
