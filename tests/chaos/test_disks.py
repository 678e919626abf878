"""Full and read-only disks, a clock that jumps, two builders at once, and readers during switches."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.fsrs_scheduler import FsrsScheduler
from bot.assembly import corpus_folder, make_builder, make_store, open_index
from bot.domain.rehearsal import Rating
from bot.errors import StorageError
from bot.ingest.newest import Newest
from bot.settings import Settings
from bot.storage.conversations import ConversationStore
from bot.storage.progress import ProgressStore
from tests.build_bench import Bench, edit
from tests.chaos.writers import AT, answer_of, attempt_of, prepare

ROOT = Path(__file__).parents[2]
_SAID = {"full": "schijf is vol", "read-only": "rechten"}


def _mount(place: Path) -> bool:
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 megabytes; only root can make one."""
    place = tmp_path / "schijf"
    place.mkdir()
    if not _mount(place):
        pytest.skip("no small disk can be made here; files that can't grow are tried in its place")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def python(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_a_disk_that_refuses_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    prepare(tmp_path / "werk")
    out, err = python("-m", "tests.chaos.disks", str(small_disk), str(tmp_path / "werk")).communicate()
    assert out, err
    for fault, found in json.loads(out).items():
        assert all(_SAID[fault] in sentence for sentence in found["said"].values()), found["said"]
        assert all(found["left"].values()), (fault, found["left"])


_CUT = """
import resource, sys
from pathlib import Path
from bot.errors import StorageError
from tests.build_bench import Bench
bench = Bench(Path(sys.argv[1]), Path(sys.argv[2]))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    bench.build()
except StorageError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="a limit of POSIX")
def test_files_that_cannot_grow_leave_the_index(tmp_path: Path, mini_corpus: Path) -> None:
    bench = Bench(tmp_path / "index", mini_corpus)
    first = bench.build()
    ids = bench.ids()
    edit(mini_corpus / "notes" / "nota2024.md", "op rust", "op stilte")
    out, err = python("-c", _CUT, str(tmp_path / "index"), str(mini_corpus)).communicate()
    assert "schijf" in out.lower(), out + err
    assert bench.store.current() == first.folder
    assert bench.ids() == ids
    bench.build()
    assert bench.ids() != ids


def test_a_clock_that_goes_back_loses_no_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ConversationStore(tmp_path / "w.db")
    names = [store.create("een"), store.create("twee")]
    now = 2e9
    for number, jump in enumerate((0.0, -1e6, -1.9e9, 5e8, -3.0)):
        now += jump
        monkeypatch.setattr(time, "time", lambda now=now: now)
        store.append(names[number % 2], f"Vraag {number}?", answer_of(number))
    loaded = [store.load(name) for name in names]
    asked = [[turn.question for turn in conversation.turns] for conversation in loaded if conversation]
    assert asked == [["Vraag 0?", "Vraag 2?", "Vraag 4?"], ["Vraag 1?", "Vraag 3?"]]
    assert {summary.id for summary in store.list()} == set(names)


def test_a_clock_that_goes_back_keeps_the_rehearsal_schedule(tmp_path: Path) -> None:
    store, scheduler = ProgressStore(tmp_path / "w.db"), FsrsScheduler()
    moments = [AT, AT - timedelta(days=400), AT + timedelta(days=4000), AT - timedelta(seconds=1)]
    for number, moment in enumerate(moments):
        review = store.record(
            attempt_of(7 * number), lambda state, moment=moment: scheduler.review(state, Rating.GOOD, moment)
        )
        assert review.schedule.due > moment
        assert 0.0 <= scheduler.recall(review.schedule.state, AT - timedelta(days=9000)) <= 1.0
    assert len(store.reviews("ik")) == len(moments)


_BUILDS = """
import sys
from pathlib import Path
from bot.errors import IndexBusy
from tests.build_bench import Bench
for _ in range(2):
    try:
        Bench(Path(sys.argv[1]), Path(sys.argv[2])).build(force=True)
        print("built", flush=True)
    except IndexBusy:
        print("busy", flush=True)
"""


def test_two_builders_at_once_leave_one_whole_index(tmp_path: Path, mini_corpus: Path) -> None:
    both = [python("-c", _BUILDS, str(tmp_path / "index"), str(mini_corpus)) for _ in range(2)]
    said = [process.communicate()[0].split() for process in both]
    assert [len(lines) for lines in said] == [2, 2]
    assert sum(lines.count("built") for lines in said) >= 2
    bench = Bench(tmp_path / "index", mini_corpus)
    assert bench.ids()
    assert len(bench.store.versions()) <= 2
    assert bench.store.check(bench.store.current(), thorough=True)


def _dearer(corpus: Path) -> None:
    for path in (p for p in corpus.rglob("*") if p.is_file()):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("1,3 miljard", "1,4 miljard").replace("1300000000", "1400000000"), encoding="utf-8"
        )


def test_twenty_readers_during_switches_each_answer_from_one_version(mini_settings: Settings) -> None:
    make_builder(mini_settings).build(corpus_folder(mini_settings))
    _dearer(corpus_folder(mini_settings))
    make_builder(mini_settings).build(corpus_folder(mini_settings))
    store = make_store(mini_settings)
    versions = store.versions()
    newest = Newest(store, lambda: open_index(mini_settings), lambda index: index.folder)
    found: list[set[str]] = []
    stop = threading.Event()
    faults: list[BaseException] = []

    def read() -> None:
        try:
            while not stop.is_set():
                answer = newest.get().assistant.ask("Hoeveel kost de opvang van bijen?")
                said = " ".join([*(s.text for s in answer.sentences), *(s.quote for s in answer.sources)])
                found.append({figure for figure in ("1,3 miljard", "1,4 miljard") if figure in said})
                stop.wait(0.01)
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    for number in range(4):
        time.sleep(0.4)
        store.switch(versions[number % 2])
    time.sleep(0.3)
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert all(len(figures) == 1 for figures in found)
    assert {"1,3 miljard", "1,4 miljard"} <= set().union(*found)


def test_a_cut_off_database_is_told_and_set_aside_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    store = ConversationStore(path)
    store.append(store.create("een"), "Vraag 1?", answer_of(1))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StorageError, match="andere naam"):
        store.create("twee")
