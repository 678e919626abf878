"""What a visitor uploads: a safe name, and a place aside until the index takes it in."""

from __future__ import annotations

import re
import shutil
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.errors import DocumentError
from bot.ingest.write_faults import write_error
from bot.ui.language import _

FOLDER = "uploads"
_LONGEST_STEM = 100
_MOST_BYTES = 200
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)
_NO_NAME = "document"


class Upload(Protocol):
    """A file as the browser sent it."""

    @property
    def name(self) -> str:
        """Its name on the visitor's computer."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def getbuffer(self) -> memoryview:
        """The content."""
        ...


@dataclass(frozen=True, slots=True)
class Staged:
    """Files aside.

    Attributes:
        folder: holds nothing else; remove it when the files are taken in or refused.
        renamed: (name as sent, name as kept), where they differ.
    """

    folder: Path
    paths: tuple[Path, ...]
    renamed: tuple[tuple[str, str], ...] = ()


def safe_name(name: str) -> str:
    """A name that is one file in one folder on every system: no path, no marks, not too long."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()).replace("\\", "/")
    text = _FORBIDDEN.sub("", text.rsplit("/", 1)[-1]).strip(". ")
    stem, dot, suffix = text.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = text, ""
    stem = stem.strip(". ")[:_LONGEST_STEM]
    while len(stem.encode()) > _MOST_BYTES:
        stem = stem[:-1]
    stem = stem.strip(". ") or _NO_NAME
    stem = f"_{stem}" if _RESERVED.fullmatch(stem) else stem
    return f"{stem}.{suffix.lower()}" if suffix else stem


def stage(files: Sequence[Upload], data_dir: Path, most_mb: int) -> Staged:
    """Put uploads aside.

    Args:
        most_mb: largest file in megabytes.

    Raises:
        DocumentError: one is too large, or two have one name.
        StorageError: no rights or no space; nothing is left.
    """
    names = [safe_name(file.name) for file in files]
    for file, name in zip(files, names, strict=True):
        if file.size > most_mb * 1024 * 1024:
            text = _("{name} is te groot (meer dan {most} MB); splits of verklein het document.")
            raise DocumentError(text.format(name=name, most=most_mb))
        if sum(other.casefold() == name.casefold() for other in names) > 1:
            raise DocumentError(_("Twee bestanden heten {name}; hernoem er een.").format(name=name))
    folder = data_dir / FOLDER / uuid.uuid4().hex
    try:
        folder.mkdir(parents=True)
        for file, name in zip(files, names, strict=True):
            (folder / name).write_bytes(file.getbuffer())
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise write_error(data_dir, error) from error
    renamed = tuple((file.name, name) for file, name in zip(files, names, strict=True) if file.name != name)
    return Staged(folder, tuple(folder / name for name in names), renamed)


def discard(folder: Path) -> None:
    """Remove what was put aside."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(data_dir: Path) -> None:
    """Remove what a program that was killed left aside; call it while nothing is being taken in."""
    shutil.rmtree(data_dir / FOLDER, ignore_errors=True)
