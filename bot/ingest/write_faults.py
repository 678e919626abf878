"""Errors of the disk, as a sentence that says what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from bot.errors import StorageError

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_REASONS = {
    errno.ENOENT: "bestaat niet",
    errno.EISDIR: "is een map",
    errno.ENOTDIR: "is geen map",
    errno.EEXIST: "is er al",
    errno.EACCES: "geen toegang",
    errno.EPERM: "geen toegang",
    errno.EROFS: "alleen-lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EIO: "de schijf geeft een fout",
    errno.EMFILE: "te veel open bestanden",
    errno.ENAMETOOLONG: "de naam is te lang",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Dutch."""
    number = error.errno
    return _REASONS.get(number, errno.errorcode.get(number, "onbekende fout")) if number else "onbekende fout"


def write_error(folder: Path, error: OSError) -> StorageError:
    """An OS error while writing."""
    if error.errno in _FULL:
        return StorageError(f"De schijf is vol; maak ruimte vrij voor {folder}. De oude index is niet veranderd.")
    if error.errno in _FORBIDDEN:
        message = f"Geen schrijfrechten in {folder}. Kies een andere map met --index of vraag schrijfrechten."
        return StorageError(message)
    return StorageError(f"Schrijven in {folder} lukt niet: {reason(error)}. De oude index is niet veranderd.")
