"""Versioned index folders: the pointer, the lock, damage, and what a dead builder leaves."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.errors import IndexBusy, IndexDamaged, IndexFault, IndexMissing, IndexOutdated, StorageError
from bot.ingest import store as module
from bot.ingest.manifest import LAYOUT, Manifest, file_table
from bot.ingest.store import IndexStore

FORCE = "weerwoord index --force"


def write_version(store: IndexStore, text: str = "inhoud", wanted: str = "a1b2c3d4e5") -> Path:
    """A finished version of one file."""
    folder = store.new_version(wanted)
    (folder / "deel").mkdir()
    (folder / "deel" / "tekst.txt").write_text(text, encoding="utf-8")
    sizes, checksums = file_table(folder)
    store.finish(folder, Manifest(LAYOUT, "hash-1", 4, wanted, "corpus", 1, 0, 1.0, sizes, checksums))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "index")


def test_the_pointer_names_the_last_finished_version(store: IndexStore) -> None:
    first = write_version(store, "een")
    assert store.current() == first
    second = write_version(store, "twee")
    assert store.current() == second
    assert store.check(second, thorough=True).passages == 1
    assert not (store.root / "CURRENT.new").exists()


def test_no_index_says_how_to_make_one(store: IndexStore) -> None:
    with pytest.raises(IndexMissing, match="weerwoord index"):
        store.current()
    assert not store.root.exists()


@pytest.mark.parametrize("layout", [LAYOUT - 1, LAYOUT + 1, "oud", None])
def test_another_layout_is_outdated(store: IndexStore, layout: object) -> None:
    folder = write_version(store)
    raw = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**raw, "layout": layout}))
    with pytest.raises(IndexOutdated, match="weerwoord index"):
        store.check(folder)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", "{}", json.dumps({"layout": LAYOUT}), json.dumps({"layout": LAYOUT, "nieuw": 1}), "null"],
)
def test_a_broken_manifest_is_damage(store: IndexStore, content: str) -> None:
    folder = write_version(store)
    (folder / "manifest.json").write_text(content)
    with pytest.raises(IndexDamaged, match=FORCE):
        store.check(folder)


def test_a_manifest_without_file_table_is_damage(store: IndexStore) -> None:
    folder = write_version(store)
    raw = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**raw, "files": None}))
    with pytest.raises(IndexDamaged, match=FORCE):
        store.check(folder)


def test_a_cut_off_or_absent_file_is_damage(store: IndexStore) -> None:
    folder = write_version(store)
    (folder / "deel" / "tekst.txt").write_text("inh")
    with pytest.raises(IndexDamaged, match=r"deel/tekst\.txt"):
        store.check(folder)
    (folder / "deel" / "tekst.txt").unlink()
    with pytest.raises(IndexDamaged, match=FORCE):
        store.check(folder)


def test_a_changed_file_of_the_same_size_is_seen_by_the_thorough_check(store: IndexStore) -> None:
    folder = write_version(store, "inhoud")
    (folder / "deel" / "tekst.txt").write_text("uhnoid")
    store.check(folder)
    with pytest.raises(IndexDamaged, match="veranderd"):
        store.check(folder, thorough=True)


@pytest.mark.parametrize(
    "name",
    [b"", b"\n", b"weg", b".", b"..", b"../versions", b"v1/../v1", b"..\\v1", b"/tmp", b"C:v1", b"\xff\xfe", b"a\0b"],
)
def test_a_pointer_that_is_no_version_is_damage(store: IndexStore, name: bytes) -> None:
    write_version(store)
    (store.root / "CURRENT").write_bytes(name)
    with pytest.raises(IndexDamaged, match=FORCE):
        store.current()


def test_an_index_root_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("geen map")
    store = IndexStore(tmp_path / "index")
    with pytest.raises(StorageError, match="geen map"):
        store.current()
    with pytest.raises(StorageError), store.writing():
        pytest.fail("the lock was given")


def test_the_version_before_stays_and_older_ones_go(store: IndexStore) -> None:
    folders = [write_version(store, str(number)) for number in range(5)]
    assert store.versions() == folders[-2:]
    assert sorted((store.root / "versions").iterdir()) == folders[-2:]


def test_a_clock_that_goes_back_does_not_change_the_order(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_version(store, "een")
    monkeypatch.setattr(module.time, "time_ns", lambda: 1)
    second = write_version(store, "twee")
    assert store.versions() == [first, second]
    store.sweep()
    assert store.versions() == [first, second]


def test_a_full_disk_costs_only_the_spare(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module.shutil, "copyfile", fail_with(errno.ENOSPC))
        folder = write_version(store)
    assert store.current() == folder
    assert not store.spare(folder).exists()


_HOLDER = """
import sys
from pathlib import Path
from bot.ingest.store import IndexStore
store = IndexStore(Path(sys.argv[1]))
with store.writing():
    folder = store.new_version("half")
    (folder / "chroma").mkdir()
    (folder / "chroma" / "chroma.sqlite3").write_text("half")
    print("holding", flush=True)
    sys.stdin.read()
"""


def holder(root: Path) -> subprocess.Popen[str]:
    """Another process that builds until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    return process


def test_a_second_builder_is_refused_until_the_first_is_done(store: IndexStore) -> None:
    process = holder(store.root)
    with pytest.raises(IndexBusy, match="ander proces"), store.writing():
        pytest.fail("two builders at once")
    process.communicate("")
    with store.writing():
        store.sweep()


def test_a_second_builder_in_another_thread_object_is_refused(store: IndexStore) -> None:
    with store.writing(), pytest.raises(IndexBusy), IndexStore(store.root).writing():
        pytest.fail("two builders at once")


def test_a_killed_builder_leaves_the_old_version_and_its_half_is_swept(store: IndexStore) -> None:
    old = write_version(store)
    process = holder(store.root)
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.communicate()
    assert store.current() == old
    assert store.check(old, thorough=True)
    assert len(list((store.root / "versions").iterdir())) == 2
    with store.writing():
        store.sweep()
    assert list((store.root / "versions").iterdir()) == [old]


def test_what_readers_use_is_never_discarded(store: IndexStore) -> None:
    folder = write_version(store)
    store.discard(folder)
    assert store.current() == folder
    (folder / "manifest.json").unlink()
    store.sweep()
    assert folder.is_dir()


def fail_with(number: int) -> Any:
    """A system call that refuses."""

    def refuse(*args: object, **_: object) -> None:
        raise OSError(number, os.strerror(number), str(args[0]) if args else None)

    return refuse


_STEPS = [(module.os, "replace"), (module.os, "fsync"), (module, "_write_durably"), (Path, "mkdir")]
_REFUSALS = [
    (errno.ENOSPC, "schijf is vol"),
    (errno.EROFS, "schrijfrechten"),
    (errno.EACCES, "schrijfrechten"),
    (errno.EIO, "schijf geeft een fout"),
]


@pytest.mark.parametrize(("number", "words"), _REFUSALS)
@pytest.mark.parametrize(("place", "name"), _STEPS, ids=[name for _, name in _STEPS])
def test_a_refused_write_leaves_the_old_version(
    store: IndexStore, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, number: int, words: str
) -> None:
    old = write_version(store)
    with monkeypatch.context() as patch:
        patch.setattr(place, name, fail_with(number))
        with pytest.raises(StorageError, match=words) as caught:
            write_version(store, "nieuw")
    assert str(store.root) in str(caught.value)
    assert store.current() == old
    assert store.check(old, thorough=True).passages == 1
    store.sweep()
    assert list((store.root / "versions").iterdir()) == [old]
    assert not (store.root / "CURRENT.new").exists()


def test_a_refused_clean_up_does_not_undo_the_switch(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_version(store)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", fail_with(errno.EACCES))
        new = write_version(store, "nieuw")
    assert store.current() == new


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_lock_that_cannot_be_made_is_told(store: IndexStore, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr("bot.ingest.store.FileLock.acquire", fail_with(number))
    with pytest.raises(StorageError), store.writing():
        pytest.fail("the lock was given")


def test_an_unreadable_pointer_is_told(store: IndexStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_version(store)
    monkeypatch.setattr(Path, "read_text", fail_with(errno.EACCES))
    with pytest.raises(StorageError, match="geen toegang"):
        store.current()


def test_every_fault_of_the_store_is_a_dutch_sentence_with_exit_code_three(store: IndexStore) -> None:
    with pytest.raises(IndexFault) as caught:
        store.current()
    assert caught.value.exit_code == 3
    assert str(caught.value).endswith("weerwoord index")
