"""Versioned index folders: built aside, checked, switched by one rename.

    ROOT/CURRENT            name of the version that readers use
    ROOT/versions/NAME/     manifest.json and the files of one version, never written after the switch
    ROOT/spare/NAME/        a second copy of the newest version's own files, to mend damage from; Chroma is made again
    ROOT/documents/         the user's own documents
    ROOT/originals/         the user's copies of cited works, KEY.pdf and so on
    ROOT/write.lock         held by the one process that builds

A builder that dies leaves a folder without manifest, which no reader sees and the next builder removes.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import (
    MEND_INDEX,
    IndexBusy,
    IndexDamaged,
    IndexFault,
    IndexMissing,
    IndexOutdated,
    StorageError,
)
from bot.ingest.manifest import LAYOUT, Manifest, has_checksum, has_size, is_chroma
from bot.ingest.write_faults import reason, write_error

_CURRENT, _VERSIONS, _MANIFEST, _LOCK = "CURRENT", "versions", "manifest.json", "write.lock"
_SPARE = "spare"
_MOST_DIGITS = 25
_KEEP = 2
_TRIES, _PAUSE = 20, 0.05


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
            raise IndexDamaged(f"De index verwijst naar een map die er niet is. {MEND_INDEX}")
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
            raise IndexDamaged(f"De index heeft geen geldig manifest. {MEND_INDEX}") from error
        if layout != LAYOUT:
            raise IndexOutdated("De index is van een andere versie van Weerwoord. Bouw opnieuw met: weerwoord index")
        try:
            manifest = Manifest(**raw)
        except TypeError as error:
            raise IndexDamaged(f"Het manifest van de index is stuk. {MEND_INDEX}") from error
        if not isinstance(manifest.files, dict) or not isinstance(manifest.checksums, dict):
            raise IndexDamaged(f"Het manifest van de index is stuk. {MEND_INDEX}")
        return manifest

    def check(self, folder: Path, *, thorough: bool = False) -> Manifest:
        """Compare a version with its manifest: file sizes; when thorough also checksums and the files of Chroma.

        Without Chroma readers can go on with the kept vectors, so its damage counts only here when thorough.

        Raises:
            IndexDamaged: a file is absent, cut off or changed.
        """
        manifest = self.manifest(folder)
        for name, size in manifest.files.items():
            if (thorough or not is_chroma(name)) and not has_size(folder / name, size):
                raise IndexDamaged(f"Indexbestand '{name}' is beschadigd. {MEND_INDEX}")
        if thorough:
            for name, checksum in manifest.checksums.items():
                if not has_checksum(folder / name, checksum):
                    raise IndexDamaged(f"Indexbestand '{name}' is veranderd. {MEND_INDEX}")
        return manifest

    def spare(self, folder: Path) -> Path:
        """Where the second copy of a version lies; only the newest version has one."""
        return self.root / _SPARE / folder.name

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
        """An empty folder to build in; its name sorts last, also when the clock went back."""
        try:
            folder = self.root / _VERSIONS / f"v{self._next_number():019d}-{corpus_hash[:8]}"
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
            self._copy(folder, manifest)
            self.switch(folder)
        except OSError as error:
            raise write_error(self.root, error) from error
        self._remove_old(folder)

    def _copy(self, folder: Path, manifest: Manifest) -> None:
        """Keep a second copy; an index without one works as well, so a refused write is no fault."""
        spare = self.spare(folder)
        try:
            for name in (_MANIFEST, *manifest.checksums):
                (spare / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / name, spare / name)
        except OSError:
            shutil.rmtree(spare, ignore_errors=True)

    def _next_number(self) -> int:
        used: list[int] = []
        with suppress(OSError):
            used += [_number(path.name) + 1 for path in (self.root / _VERSIONS).iterdir()]
        return max([time.time_ns(), *used])

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
        shutil.rmtree(self.spare(folder), ignore_errors=True)

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
        with suppress(OSError):
            for path in (self.root / _SPARE).iterdir():
                if path.name != current.name:
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


def _number(name: str) -> int:
    """The number in a version's name, 0 for another name."""
    digits = name.removeprefix("v").partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else 0


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
