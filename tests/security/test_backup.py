"""A backup is whole, also of a running program; putting it back is all or nothing."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.backup import age_of_backup, backup, restore, shown_settings
from bot.errors import StorageError
from bot.settings import Settings, load_settings
from bot.storage import backup as backups
from bot.storage.backup import BEFORE
from bot.storage.conversations import ConversationStore
from tests.ui.fakes import answered


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = load_settings(data_dir=tmp_path / "home", api_tokens=("a" * 64,), model_base_url="http://jan:geheim@x.nl/v1")
    (made.index_root / "documents" / "map").mkdir(parents=True)
    (made.index_root / "documents" / "map" / "één.txt").write_text("Eigen tekst.", encoding="utf-8")
    (made.index_root / "originals").mkdir()
    (made.index_root / "originals" / "nota.pdf").write_bytes(b"%PDF")
    return made


def ask(settings: Settings, question: str) -> None:
    store = ConversationStore(settings.database)
    store.append(store.create(question), question, answered(question))


def questions(settings: Settings) -> set[str]:
    store = ConversationStore(settings.database)
    kept = [store.load(one.id) for one in store.list(10_000)]
    return {turn.question for one in kept if one for turn in one.turns}


def documents(settings: Settings) -> dict[str, bytes]:
    root = settings.index_root
    places = [p for name in ("documents", "originals") for p in (root / name).rglob("*") if p.is_file()]
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in places}


def test_what_is_put_back_is_what_was_kept(settings: Settings, tmp_path: Path) -> None:
    ask(settings, "Vraag één?")
    before = documents(settings)
    assert age_of_backup(settings)[0] == "nog geen"
    backup(settings, tmp_path / "kopie.zip", as_json=False)
    assert age_of_backup(settings) == (f"vandaag: {tmp_path / 'kopie.zip'}", "")
    ask(settings, "Vraag twee?")
    shutil.rmtree(settings.index_root / "documents")
    (settings.index_root / "originals" / "later.pdf").write_bytes(b"%PDF-2")
    restore(settings, tmp_path / "kopie.zip", as_json=False)
    assert questions(settings) == {"Vraag één?"}
    assert documents(settings) == before
    assert (settings.index_root / BEFORE / "originals" / "later.pdf").is_file()
    assert questions(load_settings(data_dir=settings.data_dir / BEFORE)) == {"Vraag één?", "Vraag twee?"}


def test_it_can_be_put_back_on_another_computer(settings: Settings, tmp_path: Path) -> None:
    ask(settings, "Mee naar elders?")
    backup(settings, tmp_path / "kopie.zip", as_json=True)
    fresh = load_settings(data_dir=tmp_path / "elders" / "diep", index_dir=tmp_path / "schijf2")
    restore(fresh, tmp_path / "kopie.zip", as_json=True)
    assert (questions(fresh), documents(fresh)) == ({"Mee naar elders?"}, documents(settings))


def test_a_backup_holds_no_secret_and_is_its_owners_only(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "kopie.zip", as_json=False)
    with zipfile.ZipFile(tmp_path / "kopie.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"geheim" not in everything
    assert b"a" * 64 not in everything
    assert shown_settings(settings)["model_base_url"] == "http://x.nl/v1"
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "kopie.zip").stat().st_mode) == 0o600


def test_a_backup_of_a_program_that_writes_is_consistent(settings: Settings, tmp_path: Path) -> None:
    stop, asked = threading.Event(), []

    def write() -> None:
        while not stop.is_set():
            ask(settings, f"Vraag {len(asked)}?")
            asked.append(f"Vraag {len(asked)}?")

    writer = threading.Thread(target=write)
    writer.start()
    while len(asked) < 3:
        stop.wait(0.01)
    known = set(asked)
    backup(settings, tmp_path / "kopie.zip", as_json=False)
    stop.set()
    writer.join()
    fresh = load_settings(data_dir=tmp_path / "elders")
    restore(fresh, tmp_path / "kopie.zip", as_json=False)
    assert known <= questions(fresh) <= {f"Vraag {n}?" for n in range(len(asked) + 1)}


def repacked(source: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(source, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def listed(files: dict[str, bytes], name: str, content: bytes) -> None:
    """Put a file in, with a right entry in the list."""
    contents = json.loads(files["backup.json"])
    digest = backups.hashlib.sha256(content).hexdigest()
    contents["files"][name] = {"size": len(content), "sha256": digest}
    files["backup.json"], files[name] = json.dumps(contents).encode(), content


def left(folder: Path) -> list[str]:
    """Every file and folder but those that SQLite makes and removes beside its own."""
    return sorted(str(p) for p in folder.rglob("*") if not p.name.endswith(("-wal", "-shm")))


DAMAGE: dict[str, Callable[[dict[str, bytes]], object]] = {
    "another letter": lambda f: f.update({"documents/map/één.txt": b"Eigen tekst?"}),
    "longer than listed": lambda f: f.update({"documents/map/één.txt": b"x" * 100_000}),
    "a file is gone": lambda f: f.pop("originals/nota.pdf"),
    "a file too many": lambda f: f.update({"documents/extra.txt": b"x"}),
    "no list": lambda f: f.pop("backup.json"),
    "another form": lambda f: f.update({"backup.json": b'{"weerwoord-backup": 99}'}),
    "up and away": lambda f: listed(f, "documents/../../../../weg.txt", b"x"),
    "from the root": lambda f: listed(f, "/etc/weg.txt", b"x"),
    "into the index": lambda f: listed(f, "versions/x/manifest.json", b"x"),
    "the database is text": lambda f: listed(f, "weerwoord.db", b"geen database" * 100),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_or_hostile_backup_changes_nothing(settings: Settings, tmp_path: Path, damage: str) -> None:
    ask(settings, "Blijft dit?")
    backup(settings, tmp_path / "kopie.zip", as_json=False)
    repacked(tmp_path / "kopie.zip", DAMAGE[damage])
    before = documents(settings)
    names = left(tmp_path)
    with pytest.raises(StorageError, match=r"beschadigd|geen reservekopie|andere versie"):
        restore(settings, tmp_path / "kopie.zip", as_json=False)
    assert (questions(settings), documents(settings)) == ({"Blijft dit?"}, before)
    assert left(tmp_path) == names
    assert not Path("/etc/weg.txt").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half", b"geen zip"])
def test_no_backup_is_told(settings: Settings, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(StorageError, match="geen reservekopie"):
        restore(settings, tmp_path / "x.zip", as_json=False)
    with pytest.raises(StorageError, match="bestaat niet"):
        restore(settings, tmp_path / "weg.zip", as_json=False)


def test_a_cut_off_backup_is_told(settings: Settings, tmp_path: Path) -> None:
    backup(settings, tmp_path / "kopie.zip", as_json=False)
    whole = (tmp_path / "kopie.zip").read_bytes()
    for size in range(1, len(whole), max(1, len(whole) // 12)):
        (tmp_path / "kort.zip").write_bytes(whole[:size])
        with pytest.raises(StorageError):
            restore(settings, tmp_path / "kort.zip", as_json=False)
    assert documents(settings)


def test_a_fault_at_the_last_step_puts_the_folders_back(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(settings, "Eerst?")
    backup(settings, tmp_path / "kopie.zip", as_json=False)
    (settings.index_root / "documents" / "nieuw.txt").write_text("later", encoding="utf-8")
    shutil.rmtree(settings.index_root / "originals")
    before, copy = documents(settings), backups._copy_database

    def full(source: Path, target: Path) -> None:
        if target == settings.database:
            raise OSError(28, "No space left on device")
        copy(source, target)

    monkeypatch.setattr(backups, "_copy_database", full)
    with pytest.raises(StorageError, match="Er is niets veranderd"):
        restore(settings, tmp_path / "kopie.zip", as_json=False)
    assert (questions(settings), documents(settings)) == ({"Eerst?"}, before)


def test_an_existing_file_is_not_overwritten(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "kopie.zip").write_text("iets anders")
    with pytest.raises(StorageError, match="is er al"):
        backup(settings, tmp_path / "kopie.zip", as_json=False)
    with pytest.raises(StorageError, match="lukt niet"):
        backup(settings, tmp_path / "geen" / "map.zip", as_json=False)
    assert (tmp_path / "kopie.zip").read_text() == "iets anders"
