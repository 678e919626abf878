"""Versioned index folders: built aside, checked, switched by one rename.

    ROOT/CURRENT            name of the version that readers use
    ROOT/versions/NAME/     manifest.json and the files of one version, never written after the switch
    ROOT/documents/         the user's own documents
    ROOT/originals/         the user's copies of cited works, KEY.pdf and so on
    ROOT/write.lock         held by the one process that builds

A builder that dies leaves a folder without manifest, which no reader sees and the next builder removes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import IndexBusy, IndexDamaged, IndexFault, IndexMissing, IndexOutdated, StorageError
from bot.ingest.write_faults import reason, write_error

LAYOUT = 3
_CURRENT, _VERSIONS, _MANIFEST, _LOCK = "CURRENT", "versions", "manifest.json", "write.lock"
_KEEP = 2
_TRIES, _PAUSE = 20, 0.05
_REBUILD = "Bouw opnieuw met: weerwoord index --force"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version was made from.

    Attributes:
        files: size in bytes of each file by its path in the version folder.
        checksums: SHA-256 of the small files, to tell damage at start-up.
    """

    layout: int
    embedder: str
    dimension: int
    corpus_hash: str
    corpus_dir: str
    passages: int
    questions: int
    created: float
    files: Mapping[str, int]
    checksums: Mapping[str, str]


class IndexStore:
    """The versions under one root folder.

    Args:
        root: the index folder; made when the first version is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def documents(self) -> Path:
        """Folder of the user's own documents."""
        return self.root / "documents"

    @property
    def originals(self) -> Path:
        """Folder of the user's copies of cited works."""
        return self.root / "originals"

    def current(self) -> Path:
        """The version folder that readers use.

        Raises:
            IndexMissing: no index was built yet.
            IndexDamaged: the pointer names a folder that is gone, or no folder.
        """
        try:
            name = (self.root / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise IndexMissing("Er is nog geen index. Maak hem met: weerwoord index") from error
        except OSError as error:
            raise StorageError(f"De index in {self.root} is niet te lezen: {reason(error)}.") from error
        except UnicodeDecodeError:
            name = ""
        folder = self.root / _VERSIONS / name
        if not _is_version_name(name) or not folder.is_dir():
            raise IndexDamaged(f"De index verwijst naar een map die er niet is. {_REBUILD}")
        return folder

    def manifest(self, folder: Path) -> Manifest:
        """The manifest of a version.

        Raises:
            IndexDamaged: it is absent or no manifest.
            IndexOutdated: it has another layout.
        """
        try:
            raw = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            layout = raw["layout"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(f"De index heeft geen geldig manifest. {_REBUILD}") from error
        if layout != LAYOUT:
            raise IndexOutdated("De index is van een andere versie van Weerwoord. Bouw opnieuw met: weerwoord index")
        try:
            manifest = Manifest(**raw)
        except TypeError as error:
            raise IndexDamaged(f"Het manifest van de index is stuk. {_REBUILD}") from error
        if not isinstance(manifest.files, dict) or not isinstance(manifest.checksums, dict):
            raise IndexDamaged(f"Het manifest van de index is stuk. {_REBUILD}")
        return manifest

    def check(self, folder: Path, *, thorough: bool = False) -> Manifest:
        """Compare a version with its manifest: file sizes, and checksums when thorough.

        Raises:
            IndexDamaged: a file is absent, cut off or changed.
        """
        manifest = self.manifest(folder)
        for name, size in manifest.files.items():
            path = folder / name
            if not path.is_file() or path.stat().st_size != size:
                raise IndexDamaged(f"Indexbestand '{name}' is beschadigd. {_REBUILD}")
        if thorough:
            for name, checksum in manifest.checksums.items():
                if _checksum(folder / name) != checksum:
                    raise IndexDamaged(f"Indexbestand '{name}' is veranderd. {_REBUILD}")
        return manifest

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock; a dead process does not hold it.

        Raises:
            IndexBusy: another process is building.
            StorageError: the folder can't be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.root / _LOCK, timeout=0)
            lock.acquire()
        except Timeout as error:
            raise IndexBusy("Een ander proces bouwt nu de index. Wacht tot het klaar is en probeer opnieuw.") from error
        except OSError as error:
            raise write_error(self.root, error) from error
        try:
            yield
        finally:
            lock.release()

    def new_version(self, corpus_hash: str) -> Path:
        """An empty folder to build in."""
        folder = self.root / _VERSIONS / f"v{time.time_ns()}-{corpus_hash[:8]}"
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise write_error(self.root, error) from error
        return folder

    def finish(self, folder: Path, manifest: Manifest) -> None:
        """Write the manifest, point readers to the new version, remove old ones.

        Raises:
            StorageError: no rights or no space; readers still use the version before.
        """
        try:
            text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
            _write_durably(folder / _MANIFEST, text)
            self.switch(folder)
        except OSError as error:
            raise write_error(self.root, error) from error
        self._remove_old(folder)

    def switch(self, folder: Path) -> None:
        """Point readers to a version by one atomic rename."""
        aside = self.root / f"{_CURRENT}.new"
        _write_durably(aside, folder.name + "\n")
        _replace(aside, self.root / _CURRENT)

    def discard(self, folder: Path) -> None:
        """Remove a version that was not finished; the one that readers use stays."""
        with suppress(IndexFault, StorageError):
            if self.current() == folder:
                return
        shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what a killed builder left; call it with the write lock held."""
        newest = ""
        with suppress(IndexFault, StorageError):
            newest = self.current().name
        with suppress(OSError):
            (self.root / f"{_CURRENT}.new").unlink(missing_ok=True)
            for path in (self.root / _VERSIONS).iterdir():
                if not (path / _MANIFEST).is_file() or (newest and path.name > newest):
                    self.discard(path)

    def versions(self) -> list[Path]:
        """Finished versions, oldest first."""
        folder = self.root / _VERSIONS
        if not folder.is_dir():
            return []
        return sorted(p for p in folder.iterdir() if (p / _MANIFEST).is_file())

    def _remove_old(self, current: Path) -> None:
        with suppress(OSError):
            finished = [p for p in self.versions() if p != current]
            keep = {current, *finished[-(_KEEP - 1) :]}
            for path in (self.root / _VERSIONS).iterdir():
                if path not in keep:
                    shutil.rmtree(path, ignore_errors=True)


def _is_version_name(name: str) -> bool:
    return bool(name.strip(". ")) and not any(mark in name for mark in "/\\:\0")


def _replace(source: Path, target: Path) -> None:
    """``os.replace``; on Windows it is refused for the moment in which a reader has the target open."""
    tries = _TRIES if os.name == "nt" else 1
    for left in reversed(range(tries)):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(_PAUSE)


def file_table(folder: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Sizes of all files of a version, and checksums of its small ones."""
    sizes: dict[str, int] = {}
    checksums: dict[str, str] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.startswith("chroma/"):
            continue  # SQLite there may checkpoint on open; Chroma's own check and the count cover it
        sizes[name] = path.stat().st_size
        checksums[name] = _checksum(path)
    return sizes, checksums


def _checksum(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
