"""Back to the index version before, which is always kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from bot.errors import IndexFault, IndexMissing
from bot.ingest.manifest import Manifest
from bot.ingest.store import IndexStore
from bot.ingest.write_faults import write_error

_MARK = "ROLLED_BACK"
_NONE = "Er is geen vorige versie van de index bewaard. Bouw de index met: weerwoord index"


def roll_back(store: IndexStore) -> Manifest:
    """Point readers to the newest whole version before the one in use.

    Returns:
        The manifest of the version that is in use now.

    Raises:
        IndexMissing: there is no version before.
        IndexDamaged: the version before is damaged; the one in use stays.
        IndexBusy: another process is building.
        StorageError: no rights or no space.
    """
    with store.writing():
        in_use = ""
        with suppress(IndexFault):
            in_use = store.current().name
        before = [folder for folder in store.versions() if not in_use or folder.name < in_use]
        if not before:
            raise IndexMissing(_NONE)
        manifest = store.check(before[-1], thorough=True)
        try:
            store.switch(before[-1])
            (store.root / _MARK).write_text(before[-1].name, encoding="utf-8")
        except OSError as error:
            raise write_error(store.root, error) from error
        return manifest


def is_rolled_back(store: IndexStore) -> bool:
    """Whether the version in use is one that somebody went back to; any later build ends that."""
    try:
        return _marked(store.root) == store.current().name and bool(store.check(store.current()))
    except IndexFault:
        return False


def _marked(root: Path) -> str:
    try:
        return (root / _MARK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
