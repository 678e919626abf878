"""What a version was made from, and what its files should be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

LAYOUT = 5
CHROMA = "chroma"
"""Folder of the vector store in a version."""
_SQLITE = ".sqlite3"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version was made from.

    Attributes:
        embedder: names of all that the vectors depend on.
        dimension: of a passage's vector.
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


def is_chroma(name: str) -> bool:
    """Whether a file of a version, by its path, belongs to Chroma."""
    return name.startswith(f"{CHROMA}/")


def has_size(path: Path, size: int) -> bool:
    """Whether a file has its size; SQLite may write to its own file on opening, and never makes it smaller."""
    if not path.is_file():
        return False
    found = path.stat().st_size
    return found >= size if path.suffix == _SQLITE else found == size


def file_table(folder: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Sizes of all files of a version, and checksums of those that no one writes."""
    sizes: dict[str, int] = {}
    checksums: dict[str, str] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.name.endswith(("-wal", "-shm")):
            continue
        sizes[name] = path.stat().st_size
        if not is_chroma(name):
            checksums[name] = _checksum(path)
    return sizes, checksums


def _checksum(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def has_checksum(path: Path, checksum: str) -> bool:
    """Whether a file is there, can be read and holds what it should."""
    try:
        return _checksum(path) == checksum
    except OSError:
        return False
