"""What a running program has open of the index, moved over to a new version between questions."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from bot.errors import WeerwoordError
from bot.ingest.store import IndexStore

T = TypeVar("T")
_TURN_S = 0.0005


class Newest(Generic[T]):
    """Opens each new version in a thread of its own, so that a switch keeps no question waiting.

    Until the new version is open, questions are answered from the one before, which the store keeps. When the new one
    can't be opened, or the pointer is lost, the one that is open stays.

    Args:
        store: says which version is current.
        open_version: opens the current version.
        folder_of: the version folder of what was opened.
        warm: makes a new version ready for quick answers before it is given out; not done for the first.
    """

    def __init__(
        self,
        store: IndexStore,
        open_version: Callable[[], T],
        folder_of: Callable[[T], Path],
        warm: Callable[[T], object] = lambda _: None,
    ) -> None:
        self._store, self._open, self._folder_of, self._warm = store, open_version, folder_of, warm
        self._lock = threading.Lock()
        self._held: T | None = None
        self._opening: threading.Thread | None = None
        self._failed: Path | None = None

    def get(self) -> T:
        """What is open of the newest version that could be opened.

        Raises:
            WeerwoordError: nothing is open yet, and nothing can be opened.
        """
        with self._lock:
            if self._held is None:
                self._held = self._open()
            held = self._held
            self._move_over(held)
        return held

    def _move_over(self, held: T) -> None:
        """Begin to open a newer version, once."""
        try:
            current = self._store.current()
        except WeerwoordError:
            return
        busy = self._opening is not None and self._opening.is_alive()
        if busy or current in (self._folder_of(held), self._failed):
            return
        self._opening = threading.Thread(target=self._open_next, args=(current,), name="index-openen", daemon=True)
        self._opening.start()

    def _open_next(self, wanted: Path) -> None:
        try:
            with _short_turns():
                opened = self._open()
                self._warm(opened)
        except WeerwoordError:
            self._failed = wanted
        else:
            self._held = opened


@contextmanager
def _short_turns() -> Iterator[None]:
    """Let threads change places ten times as often as Python's own 5 ms.

    A question gives up the interpreter dozens of times, at each look into SQLite, Chroma and numpy, and would wait a
    whole turn of the thread that opens the index each time.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
