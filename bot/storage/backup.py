"""A backup in one file: the database, the user's own documents and originals, and the settings without secrets.

    backup.json            form, time, and size and SHA-256 of every other file
    weerwoord.db           a consistent copy, also while the program writes
    documents/…            own documents
    originals/…            the user's copies of cited works
    settings.json          for reading only

The index is not in it: it is made of the corpus and these documents.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from bot.errors import StorageError
from bot.storage.database import storage_error

FORM = 1
BEFORE = "before-restore"
_LIST, _DATABASE, _SETTINGS = "backup.json", "weerwoord.db", "settings.json"
_FOLDERS = ("documents", "originals")
_CHUNK = 1 << 20
_BROKEN = "Deze reservekopie is beschadigd ({what}). Er is niets teruggezet; neem een andere kopie."


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the things of a backup lie.

    Attributes:
        database: need not exist.
        index_root: holds the folders of documents and originals, which need not exist.
    """

    database: Path
    index_root: Path

    def folder(self, name: str) -> Path:
        """Where a folder of the backup lies."""
        return self.index_root / name


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup.

    Attributes:
        made: when it began, with time zone.
    """

    made: datetime
    conversations: int
    documents: int
    size: int


def write_backup(kept: Kept, target: Path, settings: Mapping[str, Any]) -> Contents:
    """Write a backup; the target appears whole or not at all, readable by its owner only.

    The caller holds the write lock of the index, so that no document comes or goes meanwhile.

    Raises:
        StorageError: the target exists, or can't be written, or the database can't be read.
    """
    if target.exists():
        raise StorageError(f"{target} is er al. Kies een andere naam.")
    made = datetime.now(UTC)
    with _told(target), tempfile.TemporaryDirectory(prefix=".weerwoord-", dir=target.parent) as name:
        aside = Path(name)
        copied = aside / _DATABASE
        _copy_database(kept.database, copied)
        files = {_DATABASE: copied, **_documents(kept)}
        text = json.dumps(dict(settings), ensure_ascii=False, indent=1)
        (aside / _SETTINGS).write_text(text, encoding="utf-8")
        files[_SETTINGS] = aside / _SETTINGS
        package = aside / "package.zip"
        _pack(package, files, made)
        package.chmod(0o600)
        size, conversations = package.stat().st_size, _count(copied)
        with package.open("rb") as handle:
            os.fsync(handle.fileno())
        os.replace(package, target)
    return Contents(made, conversations, len(files) - 2, size)


def restore_backup(kept: Kept, source: Path) -> Contents:
    """Put a backup back; what was there moves to ``before-restore`` beside the database and in the index folder.

    Everything is unpacked and checked first. A program that has the database open sees the old or the new content.
    The caller holds the write lock of the index.

    Raises:
        StorageError: it is no backup, or damaged, or can't be written; what was there is as it was.
    """
    home = kept.database.parent
    with _told(home):
        home.mkdir(parents=True, exist_ok=True)
        kept.index_root.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix=".weerwoord-", dir=home) as first,
            tempfile.TemporaryDirectory(prefix=".weerwoord-", dir=kept.index_root) as second,
        ):
            contents = _unpack(source, Path(first), Path(second))
            for before in {home / BEFORE, kept.index_root / BEFORE}:
                shutil.rmtree(before, ignore_errors=True)
                before.mkdir(mode=0o700)
            _copy_database(kept.database, home / BEFORE / _DATABASE)
            with _swapped(kept, Path(second), kept.index_root / BEFORE):
                _copy_database(Path(first) / _DATABASE, kept.database)
    return contents


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise storage_error(folder, error) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise StorageError(f"Schrijven in {folder} lukt niet: {why}. Er is niets veranderd.") from error


def _copy_database(source: Path, target: Path) -> None:
    """Copy with SQLite's own backup, consistent while others read and write; an absent source is an empty one."""
    uri = source.resolve().as_uri() + "?mode=ro" if source.is_file() else ":memory:"
    with closing(sqlite3.connect(uri, uri=True, timeout=5)) as old, closing(sqlite3.connect(target, timeout=5)) as new:
        old.backup(new)


def _count(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        has = connection.execute("select 1 from sqlite_master where name = 'conversations'").fetchone()
        return int(connection.execute("select count(*) from conversations").fetchone()[0]) if has else 0


def _documents(kept: Kept) -> dict[str, Path]:
    """Files of the folders by their name in the backup; links are left out, as the program reads none."""
    found = {}
    for name in _FOLDERS:
        folder = kept.folder(name)
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                found[f"{name}/{path.relative_to(folder).as_posix()}"] = path
    return found


def _pack(package: Path, files: Mapping[str, Path], made: datetime) -> None:
    listed: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files.items():
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                size, digest = _copy(source, target)
            listed[name] = {"size": size, "sha256": digest}
        contents = {"weerwoord-backup": FORM, "made": made.isoformat(), "files": listed}
        archive.writestr(_LIST, json.dumps(contents, ensure_ascii=False, indent=1))


def _copy(source: IO[bytes], target: IO[bytes], limit: int | None = None) -> tuple[int, str]:
    """Copy, and give size and SHA-256; stops beyond the limit."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if limit is not None and size > limit:
            break
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest()


def _unpack(source: Path, home: Path, root: Path) -> Contents:
    """Unpack and check: the database into the first folder, documents into the second."""
    try:
        with zipfile.ZipFile(source) as archive:
            listed = json.loads(archive.read(_LIST))
            if listed["weerwoord-backup"] != FORM:
                raise StorageError(
                    "Deze reservekopie is van een andere versie van Weerwoord. Werk Weerwoord eerst bij."
                )
            if sorted(archive.namelist()) != sorted([_LIST, *listed["files"]]):
                raise StorageError(_BROKEN.format(what="de lijst klopt niet"))
            for name, wanted in listed["files"].items():
                folder = home if name in (_DATABASE, _SETTINGS) else root
                place = _place(folder, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed, place.open("wb") as target:
                    found = _copy(packed, target, limit=int(wanted["size"]))
                if found != (wanted["size"], wanted["sha256"]):
                    raise StorageError(_BROKEN.format(what=PurePosixPath(name).name))
            made = datetime.fromisoformat(listed["made"])
            documents = len(set(listed["files"]) - {_DATABASE, _SETTINGS})
    except FileNotFoundError as error:
        raise StorageError(f"{source} bestaat niet.") from error
    except StorageError:
        raise
    except (EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise StorageError(_BROKEN.format(what=type(error).__name__)) from error
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise StorageError(f"{source} is geen reservekopie van Weerwoord.") from error
    _check_database(home / _DATABASE)
    return Contents(made, _count(home / _DATABASE), documents, source.stat().st_size)


def _place(folder: Path, name: str) -> Path:
    """Where a file of a backup goes; a name that leads elsewhere is refused."""
    parts = PurePosixPath(name).parts
    known = name in (_DATABASE, _SETTINGS) or (len(parts) > 1 and parts[0] in _FOLDERS)
    if not known or ".." in parts or "\\" in name or ":" in parts[0] or "\0" in name:
        raise StorageError(_BROKEN.format(what="een bestand heeft een naam die niet mag"))
    return folder.joinpath(*parts)


def _check_database(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            good = connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    except sqlite3.Error:
        good = False
    if not good:
        raise StorageError(_BROKEN.format(what="de database"))


@contextmanager
def _swapped(kept: Kept, fresh: Path, before: Path) -> Iterator[None]:
    """The folders of a backup in place of those that were there; back again when what follows fails.

    All three lie on one disk, so that each step is one rename.
    """
    done: list[tuple[Path, Path]] = []
    try:
        for name in _FOLDERS:
            old = kept.folder(name)
            for start, end in ((old, before / name), (fresh / name, old)):
                if start.exists():
                    os.replace(start, end)
                    done.append((start, end))
        yield
    except BaseException:
        for start, end in reversed(done):
            os.replace(end, start)
        raise
