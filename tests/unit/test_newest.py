"""A running program moves over to a new index version between questions."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.errors import IndexDamaged, IndexMissing
from bot.ingest.newest import Newest
from bot.ingest.store import IndexStore
from tests.unit.test_store import write_version


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "index")


def _wait() -> int:
    """Wait until versions that are being opened are open; how many."""
    threads = [t for t in threading.enumerate() if t.name == "index-openen"]
    for thread in threads:
        thread.join()
    return len(threads)


def test_a_new_version_is_opened_once_and_given_when_it_is_open(store: IndexStore) -> None:
    opened: list[Path] = []
    gate = threading.Event()
    gate.set()

    def open_version() -> Path:
        gate.wait(10)
        opened.append(store.current())
        return opened[-1]

    newest = Newest(store, open_version, lambda folder: folder)
    first = write_version(store, "een")
    assert newest.get() == first
    gate.clear()
    second = write_version(store, "twee")
    assert [newest.get(), newest.get()] == [first, first]
    gate.set()
    assert _wait() == 1
    assert newest.get() == second
    assert opened == [first, second]


def test_without_index_the_fault_is_told_and_later_calls_try_again(store: IndexStore) -> None:
    newest = Newest(store, store.current, lambda folder: folder)
    with pytest.raises(IndexMissing):
        newest.get()
    folder = write_version(store)
    assert newest.get() == folder


def test_a_lost_pointer_or_a_bad_version_leaves_what_is_open(store: IndexStore) -> None:
    first = write_version(store)
    bad: list[Path] = []

    def open_version() -> Path:
        if store.current() in bad:
            raise IndexDamaged("stuk")
        return store.current()

    newest = Newest(store, open_version, lambda folder: folder)
    assert newest.get() == first
    (store.root / "CURRENT").write_text("weg")
    assert newest.get() == first
    bad.append(write_version(store, "stuk"))
    assert [newest.get(), newest.get()] == [first, first]
    _wait()
    third = write_version(store, "heel")
    newest.get()
    _wait()
    assert newest.get() == third
