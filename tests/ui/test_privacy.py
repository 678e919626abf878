"""Page "Mijn gegevens" and what stands behind it: kept, taken along, forgotten, expired; each person for themselves."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bot.domain.rehearsal import Schedule
from bot.errors import StorageError
from bot.settings import Settings, load_settings
from bot.storage.conversations import ConversationStore
from bot.storage.feedback import FeedbackStore
from bot.storage.personal import Counts, PersonalData, expire
from bot.storage.progress import ProgressStore
from bot.ui import desk, serve
from bot.ui.desk import Desk
from tests.ui.fakes import CARDS, FakeAssistant, answered
from tests.unit.test_progress import ATTEMPT

APP = Path(desk.__file__).with_name("app.py")
MARK = "onthoudmijditwoord"


def schedule(state: str | None) -> Schedule:
    return Schedule("x", datetime.now(UTC))


def leave_traces(database: Path, person: str, *, days_ago: float = 0.0) -> None:
    """One conversation, one verdict and one review of a person."""
    store = ConversationStore(database, person)
    name = store.create(f"{MARK} {person}")
    turn = store.append(name, f"{MARK} {person}?", answered("vraag"))
    FeedbackStore(database, person).add(f"{MARK}?", "", answered("vraag"), "down", MARK, turn=turn.id)
    then = datetime.now(UTC) - timedelta(days=days_ago)
    ProgressStore(database).record(
        replace(ATTEMPT, id=f"{person}{days_ago}", person=person, answer=MARK, at=then), schedule
    )
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("update conversations set changed = ? where id = ?", (then.timestamp(), name))
        db.execute("update feedback set created = ? where turn = ?", (then.timestamp(), turn.id))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "weerwoord.db"


def test_everything_of_one_person_and_of_no_other(database: Path) -> None:
    leave_traces(database, "an")
    leave_traces(database, "bo")
    data = PersonalData(database, "an")
    assert data.counts() == (1, 1, 1)
    kept = json.loads(data.archive())
    assert kept["person"] == "an"
    assert kept["conversations"][0]["title"] == f"{MARK} an"
    assert kept["verdicts"][0]["remark"] == MARK
    assert kept["progress"]["reviews"][0]["answer"] == MARK
    assert "bo" not in data.archive().decode()


def test_what_is_forgotten_is_gone_from_the_file(database: Path) -> None:
    leave_traces(database, "an")
    leave_traces(database, "bo")
    assert PersonalData(database, "an").forget() == Counts(1, 1, 1)
    assert PersonalData(database, "an").counts() == Counts(0, 0, 0)
    assert PersonalData(database, "bo").forget() == Counts(1, 1, 1)
    left = b"".join(path.read_bytes() for path in database.parent.glob("weerwoord.db*"))
    assert MARK.encode() not in left


def test_only_what_is_older_expires(database: Path) -> None:
    leave_traces(database, "an", days_ago=31)
    leave_traces(database, "bo", days_ago=29)
    assert expire(database, 0) == 0
    assert expire(database, 30) == 3
    assert PersonalData(database, "an").counts() == Counts(0, 0, 0)
    assert PersonalData(database, "bo").counts() == Counts(1, 1, 1)


def test_nothing_expires_where_nothing_is_kept(database: Path) -> None:
    assert expire(database, 30) == 0
    assert not database.exists()


def test_start_up_applies_the_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load_settings(data_dir=tmp_path, keep_days=30)
    leave_traces(settings.database, "an", days_ago=31)
    serve._forget_what_is_old(settings)
    assert "Ouder dan 30 dagen en dus verwijderd: 3." in capsys.readouterr().out
    settings.database.write_bytes(b"geen database, maar wel een bestand van enige lengte")
    serve._forget_what_is_old(settings)
    assert "nog niet opgeruimd" in capsys.readouterr().out


def test_progress_of_the_page_of_before_is_the_local_persons(database: Path) -> None:
    store = ProgressStore(database)
    store.record(replace(ATTEMPT, person="ik"), schedule)
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("update rehearsal_form set version = 1")
    assert len(store.reviews("")) == 1
    store.record(replace(ATTEMPT, id="n9", person="ik"), schedule)
    assert len(store.reviews("ik")) == 1


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    st.cache_resource.clear()
    monkeypatch.setattr(desk, "open_desk", lambda settings: Desk(Path("v1"), FakeAssistant(), CARDS))
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(tmp_path / "thuis"))
    return load_settings()


def page() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=30).run().switch_page("views/gegevens.py").run()


def shown(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(element.proto.body for element in test.get("html"))


def test_page_tells_what_where_how_long_and_what_leaves(settings: Settings) -> None:
    leave_traces(settings.database, "")
    html = shown(page())
    assert "1 gesprek, met uw vragen" in html
    assert "1 oordeel over" in html
    assert "1 geoefend antwoord" in html
    assert str(settings.database) in html
    assert "tot u het verwijdert" in html
    assert "Niets. Weerwoord zoekt en antwoordt zelf" in html


def test_page_names_the_model_server_and_the_days(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEERWOORD_KEEP_DAYS", "90")
    monkeypatch.setenv("WEERWOORD_MODEL", "openai:proef")
    monkeypatch.setenv("WEERWOORD_MODEL_BASE_URL", "https://model.example.org/v1?sleutel=geheim")
    html = shown(page())
    assert "90 dagen" in html
    assert "openai:proef op model.example.org" in html
    assert "geheim" not in html


def test_deletion_asks_first_and_then_is_whole(settings: Settings) -> None:
    leave_traces(settings.database, "")
    test = page()
    wipe = next(b for b in test.button if b.key == "ww_wis_alles")
    assert wipe.disabled
    test.checkbox[0].check().run()
    test = next(b for b in test.button if b.key == "ww_wis_alles").click().run()
    html = shown(test)
    assert "Verwijderd: 1 gesprek, 1 oordeel en 1 geoefend antwoord." in html
    assert "0 gesprekken" in html
    assert not test.checkbox[0].value


def test_a_failed_deletion_says_so_and_loses_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_traces(settings.database, "")

    def full(self: PersonalData) -> Counts:
        raise StorageError("De schijf is vol.")

    monkeypatch.setattr(PersonalData, "forget", full)
    test = page()
    test.checkbox[0].check().run()
    html = shown(next(b for b in test.button if b.key == "ww_wis_alles").click().run())
    assert "Er is niets verwijderd. De schijf is vol." in html
    assert "1 gesprek," in html


def test_a_damaged_database_is_told(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True)
    settings.database.write_bytes(b"geen database, maar wel een bestand van enige lengte")
    assert "is geen database" in shown(page())
