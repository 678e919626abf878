"""Rehearsal progress: durable, append-only, safe for two windows, deletable."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.rehearsal import Attempt, Rating, Schedule
from bot.errors import StorageError
from bot.storage.progress import ProgressStore

AT = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
ATTEMPT = Attempt(
    "n1", "ik", "kaart", "hulp", "Wat doet hulp?", "Wat doet die hulp?", "Veel ✓", 0.5, Rating.HARD, 12.5,
    ("jargon", "lengte"), "abc", AT,
)  # fmt: skip


def plan(state: str | None) -> Schedule:
    return Schedule(f"{state or ''}x", AT + timedelta(days=1))


@pytest.fixture
def store(tmp_path: Path) -> ProgressStore:
    return ProgressStore(tmp_path / "w.db")


def test_a_review_comes_back_as_it_was_given(store: ProgressStore) -> None:
    kept = store.record(ATTEMPT, plan)
    assert store.reviews("ik") == [kept]
    assert store.latest("ik") == {"kaart": kept}
    assert kept.attempt == ATTEMPT
    assert store.people() == ["ik"]


def test_the_same_attempt_twice_is_kept_once(store: ProgressStore) -> None:
    assert store.record(ATTEMPT, plan) == store.record(ATTEMPT, plan)
    assert len(store.reviews("ik")) == 1


def test_each_review_builds_on_the_one_before(store: ProgressStore) -> None:
    for number in range(3):
        store.record(replace(ATTEMPT, id=str(number)), plan)
    assert [r.schedule.state for r in store.reviews("ik")] == ["x", "xx", "xxx"]


def test_two_windows_on_one_deck_both_count(tmp_path: Path) -> None:
    def window(name: str) -> None:
        own = ProgressStore(tmp_path / "w.db")
        for number in range(20):
            own.record(replace(ATTEMPT, id=f"{name}{number}"), plan)

    ProgressStore(tmp_path / "w.db").people()
    threads = [threading.Thread(target=window, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(r.schedule.state) for r in ProgressStore(tmp_path / "w.db").reviews("ik")) == list(range(1, 41))


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of POSIX")
def test_a_process_killed_right_after_feedback_keeps_the_review(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from tests.unit.test_progress import ATTEMPT, plan\n"
        "from bot.storage.progress import ProgressStore\n"
        "from pathlib import Path\n"
        "ProgressStore(Path(sys.argv[1])).record(ATTEMPT, plan)\n"
        "print('feedback', flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "w.db")],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert done.stdout == b"feedback\n"
    assert [r.attempt for r in ProgressStore(tmp_path / "w.db").reviews("ik")] == [ATTEMPT]


def test_a_failing_schedule_keeps_nothing_half(store: ProgressStore) -> None:
    def broken(state: str | None) -> Schedule:
        raise StorageError("stuk")

    with pytest.raises(StorageError, match="stuk"):
        store.record(ATTEMPT, broken)
    assert store.reviews("ik") == []


def test_a_file_of_a_newer_version_is_refused_and_left_alone(store: ProgressStore, tmp_path: Path) -> None:
    store.record(ATTEMPT, plan)
    with closing(sqlite3.connect(tmp_path / "w.db")) as db, db:
        db.execute("update rehearsal_form set version = 99")
    with pytest.raises(StorageError, match="nieuwere versie"):
        store.reviews("ik")
    with pytest.raises(StorageError, match="nieuwere versie"):
        store.record(replace(ATTEMPT, id="n2"), plan)
    with closing(sqlite3.connect(tmp_path / "w.db")) as db, db:
        assert db.execute("select count(*) from reviews").fetchone() == (1,)


def test_everything_of_a_person_is_exported_and_deleted(store: ProgressStore, tmp_path: Path) -> None:
    store.record(ATTEMPT, plan)
    store.record(replace(ATTEMPT, id="n2", person="ander"), plan)
    exported = store.export("ik")
    assert exported["reviews"][0]["answer"] == "Veel ✓"
    assert store.delete("ik") == 1
    assert store.reviews("ik") == []
    assert len(store.reviews("ander")) == 1


def test_ten_thousand_reviews_load(store: ProgressStore, tmp_path: Path) -> None:
    store.record(ATTEMPT, plan)
    with closing(sqlite3.connect(tmp_path / "w.db")) as db, db:
        columns = (
            "person, card, theme, question, asked, answer, grade, rating, seconds, mistakes, figures, at, state, due"
        )
        db.execute(
            f"with recursive n(i) as (select 1 union all select i + 1 from n where i < 9999) "
            f"insert into reviews (attempt, {columns}) select 'm' || i, {columns} from n, reviews"
        )
    assert len(store.lines("ik")) == len(store.reviews("ik")) == 10_000


def test_a_damaged_row_is_told(store: ProgressStore, tmp_path: Path) -> None:
    store.record(ATTEMPT, plan)
    with closing(sqlite3.connect(tmp_path / "w.db")) as db, db:
        db.execute("update reviews set at = 'gisteren'")
    with pytest.raises(StorageError, match="beschadigd"):
        store.reviews("ik")
    with pytest.raises(StorageError, match="beschadigd"):
        store.lines("ik")


def test_what_is_being_written_is_kept_until_it_is_graded(store: ProgressStore) -> None:
    store.keep_draft("an", "a1", "Half", "{}")
    store.keep_draft("bo", "b1", "Ook half", "{}")
    store.keep_draft("an", "a1", "Halver", "{}")
    assert store.draft("an") == ("a1", "Halver", "{}")
    assert store.export("an")["draft"] == "Halver"
    store.delete("an")
    assert store.draft("an") is None
    assert store.draft("bo") is not None
    store.drop_draft("bo")
    assert store.draft("bo") is None
