"""``weerwoord backup`` and ``weerwoord restore``."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bot.assembly import make_store
from bot.errors import IndexBusy
from bot.settings import Settings
from bot.storage.backup import BEFORE, Contents, Kept, restore_backup, write_backup

_LAST = "last-backup.json"
_SECRET = frozenset({"api_tokens"})
_WAIT_S, _STEP_S = 60.0, 0.5
OLD_DAYS = 30


def backup(settings: Settings, target: Path, *, as_json: bool) -> None:
    """Write a backup and remember when, for ``weerwoord doctor``."""
    with _still(settings):
        contents = write_backup(_kept(settings), target, shown_settings(settings))
    note = {"made": contents.made.isoformat(), "file": str(target.resolve())}
    with suppress(OSError):
        (settings.data_dir / _LAST).write_text(json.dumps(note), encoding="utf-8")
    _tell(contents, f"Reservekopie bewaard: {target} ({contents.size / 1e6:.1f} MB).", as_json=as_json)


def restore(settings: Settings, source: Path, *, as_json: bool) -> None:
    """Put a backup back and say what to do next."""
    with _still(settings):
        contents = restore_backup(_kept(settings), source)
    made = contents.made.astimezone()
    _tell(
        contents,
        f"De reservekopie van {made:%d-%m-%Y} om {made:%H:%M} is teruggezet.\n"
        f"Wat er stond, ligt in {settings.data_dir / BEFORE} en {settings.index_root / BEFORE}.\n"
        "Maak nu de index van de teruggezette documenten: weerwoord index",
        as_json=as_json,
    )


def age_of_backup(settings: Settings) -> tuple[str, str]:
    """How old the last backup is, and advice: "" when all is well."""
    advice = "Maak er een met: weerwoord backup BESTAND.zip"
    try:
        note = json.loads((settings.data_dir / _LAST).read_text(encoding="utf-8"))
        days = (datetime.now(UTC) - datetime.fromisoformat(note["made"])).days
        place = str(note["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return "nog geen", advice if settings.database.is_file() else ""
    when = "vandaag" if days < 1 else "gisteren" if days == 1 else f"{days} dagen oud"
    return f"{when}: {place}", advice if days > OLD_DAYS else ""


def shown_settings(settings: Settings) -> dict[str, Any]:
    """The settings without secrets: no keys, and no password in an address."""
    values = settings.model_dump(mode="json", exclude=set(_SECRET))
    return {name: _without_password(value) if isinstance(value, str) else value for name, value in values.items()}


def _without_password(text: str) -> str:
    if "://" not in text:
        return text
    parts = urlsplit(text)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _kept(settings: Settings) -> Kept:
    return Kept(settings.database, settings.index_root)


@contextmanager
def _still(settings: Settings) -> Iterator[None]:
    """Hold the write lock of the index; a build that is under way is waited for."""
    store, until = make_store(settings), time.monotonic() + _WAIT_S
    while True:
        lock = store.writing()
        try:
            lock.__enter__()
            break
        except IndexBusy:
            if time.monotonic() > until:
                raise
            time.sleep(_STEP_S)
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _tell(contents: Contents, sentence: str, *, as_json: bool) -> None:
    values = {
        "made": contents.made.isoformat(timespec="seconds"),
        "conversations": contents.conversations,
        "documents": contents.documents,
        "bytes": contents.size,
    }
    if as_json:
        print(json.dumps(values))
    else:
        print(f"{sentence}\nGesprekken: {contents.conversations}, documenten: {contents.documents}.")
