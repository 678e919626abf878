"""Who is at the page and what this person may do; what is refused at start."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.errors import SettingsError, UsageError
from bot.settings import Settings, load_settings
from bot.ui import access, serve
from bot.ui.access import LOCAL, NOBODY, current_person, is_open, person_of, roles_of
from bot.ui.login import read_login
from tests.ui.fakes import CARDS, FakeAssistant

APP = Path(access.__file__).with_name("app.py")
NOW = 1_800_000_000.0
CLAIMS: dict[str, Any] = {
    "is_logged_in": True, "iss": "https://idp.example", "sub": "u-1", "iat": NOW - 60, "name": "An",
    "email": "An@Example.org", "email_verified": True,
}  # fmt: skip
LOGIN = {
    "redirect_uri": "https://weerwoord.example.org/oauth2callback",
    "cookie_secret": "k" * 32,
    "client_id": "weerwoord",
    "client_secret": "heel-geheim",
    "server_metadata_url": "https://idp.example/.well-known/openid-configuration",
}


def team(**changes: Any) -> Settings:
    return load_settings(**{"login_file": Path("login.toml"), "host": "0.0.0.0", **changes})


def login_file(folder: Path, **changes: str) -> Path:
    path = folder / "login.toml"
    lines = "".join(f'{key} = "{value}"\n' for key, value in {**LOGIN, **changes}.items() if value)
    path.write_text(f"[auth]\n{lines}", encoding="utf-8")
    return path


def test_a_computer_of_ones_own_may_do_everything() -> None:
    person = current_person()
    assert person.id == LOCAL
    assert all(person.may(role) for role in ("reader", "editor", "evaluator"))


def test_the_name_is_stable_and_of_issuer_and_subject() -> None:
    one = person_of(CLAIMS, team(), NOW)
    assert one.id == person_of({**CLAIMS, "name": "Anna", "email": "x@y.nl"}, team(), NOW + 60).id
    others = [{"sub": "u-2"}, {"iss": "https://ander.example"}, {"iss": "https://idp.exampleu", "sub": "-1"}]
    assert len({one.id, *(person_of({**CLAIMS, **other}, team(), NOW).id for other in others)}) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"is_logged_in": False},
        {"is_logged_in": "ja"},
        {"iss": None},
        {"sub": ""},
        {"iat": NOW - 13 * 3600},
        {"iat": "x"},
    ],
)
def test_without_a_fresh_login_nobody_is_there(change: dict[str, Any]) -> None:
    person = person_of({**CLAIMS, **change}, team(), NOW)
    assert person.id == NOBODY
    assert not person.roles


@pytest.mark.parametrize(
    ("given", "change", "roles"),
    [
        ({}, {}, {"reader"}),
        ({"editor": ("an@example.org",)}, {}, {"reader", "editor"}),
        ({"evaluator": ("@example.org",), "editor": ("bo@example.org",)}, {}, {"reader", "evaluator"}),
        ({"editor": ("@ample.org", "example.org")}, {}, {"reader"}),
        ({"editor": ("an@example.org",)}, {"email_verified": False}, {"reader"}),
        ({"editor": ("an@example.org",)}, {"email_verified": None}, {"reader"}),
        ({"editor": ("de-code",)}, {"email_verified": None}, {"reader", "editor"}),
        ({"reader": ("bo@example.org",)}, {}, set()),
        ({"reader": ("bo@example.org",), "editor": ("an@example.org",)}, {}, {"reader", "editor"}),
    ],
)
def test_roles_come_from_the_settings(given: Any, change: dict[str, Any], roles: set[str]) -> None:
    assert roles_of({**CLAIMS, **change}, "de-code", given) == roles


def test_roles_reach_the_page_script(monkeypatch: pytest.MonkeyPatch) -> None:
    given = team(roles={"editor": ("an@example.org",)}, login_file=Path("/tmp/login.toml"))
    for name, value in serve.as_environment(given).items():
        monkeypatch.setenv(name, value)
    assert load_settings() == given


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"client_id": ""}, "client_id"),
        ({"cookie_secret": "kort"}, "cookie_secret"),
        ({"redirect_uri": "https://x.nl/terug"}, "redirect_uri"),
        ({"redirect_uri": "http://x.nl/oauth2callback"}, "https"),
        ({"server_metadata_url": "http://idp.example/x"}, "https"),
    ],
)
def test_a_login_file_with_a_fault_is_refused_without_its_secrets(
    tmp_path: Path, change: dict[str, str], word: str
) -> None:
    with pytest.raises(SettingsError, match=word) as refused:
        read_login(login_file(tmp_path, **change))
    assert "heel-geheim" not in str(refused.value)
    assert "kkkk" not in str(refused.value)


@pytest.mark.parametrize("text", ["[auth", "x = 1", '[auth]\nclient_secret = "heel-geheim', "\ufeff\x00"])
def test_a_login_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "login.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"login\.toml") as refused:
        read_login(path)
    assert "heel-geheim" not in str(refused.value)
    with pytest.raises(SettingsError, match="niet te lezen"):
        read_login(tmp_path / "weg.toml")


def test_a_good_login_file_is_read(tmp_path: Path) -> None:
    assert read_login(login_file(tmp_path)) == LOGIN


def test_an_open_server_is_refused_unless_meant(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    class Stop(Exception):
        pass

    def stop(*_: Any, **__: Any) -> None:
        raise Stop

    monkeypatch.setattr(serve, "_make_app", stop)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    with pytest.raises(UsageError, match="login_file"):
        serve.serve(load_settings(host="0.0.0.0", port=8649), open_browser=False)
    with pytest.raises(Stop):
        serve.serve(load_settings(host="0.0.0.0", port=8649, allow_open=True), open_browser=False)
    assert "LET OP" in capsys.readouterr().out


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    from bot.ui import desk
    from bot.ui.desk import Desk

    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", lambda settings: Desk(Path("v1"), FakeAssistant(), CARDS))
    return AppTest.from_file(str(APP), default_timeout=30)


def shown(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def test_nobody_sees_only_the_way_in(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEERWOORD_LOGIN_FILE", str(login_file(tmp_path)))
    monkeypatch.setattr(access, "_claims", dict)
    test = app.run()
    assert [b.label for b in test.button] == ["Inloggen"]
    assert not test.chat_input


def test_a_reader_is_kept_from_the_evaluation(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEERWOORD_LOGIN_FILE", str(login_file(tmp_path)))
    monkeypatch.setattr(access, "_claims", lambda: {**CLAIMS, "iat": time.time()})
    test = app.run()
    assert "Ingelogd als An" in shown(test)
    test = test.switch_page("views/evaluatie.py").run()
    assert "rol ‘evaluator’" in shown(test)


def test_someone_off_the_list_reads_nothing(app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEERWOORD_LOGIN_FILE", str(login_file(tmp_path)))
    monkeypatch.setenv("WEERWOORD_ROLES", '{"reader": ["bo@example.org"]}')
    monkeypatch.setattr(access, "_claims", lambda: {**CLAIMS, "iat": time.time()})
    test = app.run()
    assert "niet op de lijst van lezers" in shown(test)
    assert [b.label for b in test.button] == ["Uitloggen"]


def test_an_open_server_warns_and_keeps_guests_apart(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEERWOORD_HOST", "0.0.0.0")
    monkeypatch.setenv("WEERWOORD_ALLOW_OPEN", "true")
    assert is_open(load_settings())
    assert "zonder in te loggen" in shown(app.run())
    names = set()
    for _ in range(2):
        test = AppTest.from_function(_guest_page).run()
        names.add(test.text[0].value)
        assert test.text[1].value == "['reader']"
        assert test.run().text[0].value in names
    assert len(names) == 2
    assert LOCAL not in names


def _guest_page() -> None:
    import streamlit as st

    from bot.ui.access import current_person

    st.text(current_person().id)
    st.text(str(sorted(current_person().roles)))


def test_require_ends_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEERWOORD_HOST", "0.0.0.0")
    test = AppTest.from_function(_editor_page).run()
    assert not test.text
    assert "editor" in shown(test)
    monkeypatch.setenv("WEERWOORD_HOST", "127.0.0.1")
    assert AppTest.from_function(_editor_page).run().text[0].value == "open"


def _editor_page() -> None:
    import streamlit as st

    from bot.ui.access import require

    require("editor")
    st.text("open")
