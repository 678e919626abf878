"""What keeps a failing or costly model from being asked again and again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import ServiceError

_AFTER = 3
_OPEN_S = 60.0


class Circuit:
    """Stays open for a while after repeated failure, so that nobody waits for a dead server.

    Args:
        after: failures in a row that open it.
        seconds: how long it stays open; then one request may try.
        clock: seconds that only go forward.
    """

    def __init__(
        self, after: int = _AFTER, seconds: float = _OPEN_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._after, self._seconds, self._clock = after, seconds, clock
        self._failures = 0
        self._opened = 0.0
        self._lock = threading.Lock()

    def check(self) -> None:
        """Pass, or refuse at once.

        Raises:
            ServiceError: the circuit is open.
        """
        with self._lock:
            if self._failures < self._after:
                return
            if self._clock() - self._opened >= self._seconds:
                self._opened = self._clock()  # this one may try; the others wait for its outcome
                return
        raise ServiceError("Het taalmodel faalde een paar keer achter elkaar en krijgt even rust.")

    def failed(self) -> None:
        """Count a failure."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._after:
                self._opened = self._clock()

    def succeeded(self) -> None:
        """Forget earlier failures."""
        with self._lock:
            self._failures = 0


class DailyTokens:
    """Counts tokens a day in a small file that processes share.

    Args:
        most: tokens a day, 0 for no limit.
        today: the current day.
    """

    def __init__(self, path: Path, most: int, today: Callable[[], date] = date.today) -> None:
        self._path, self._most, self._today = path, most, today
        self._lock = FileLock(path.with_suffix(".lock"), timeout=2)

    def check(self) -> None:
        """Pass while there is some left.

        Raises:
            ServiceError: the day's tokens are used.
        """
        if self._most and self.used() >= self._most:
            raise ServiceError("De daglimiet voor het taalmodel is bereikt (instelling 'daily_tokens').")

    def used(self) -> int:
        """Tokens used today."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            return int(kept["tokens"]) if kept["day"] == self._today().isoformat() else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def add(self, tokens: int) -> None:
        """Count tokens; a folder that can't be written does not stop an answer."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock:
                kept = {"day": self._today().isoformat(), "tokens": self.used() + tokens}
                self._path.write_text(json.dumps(kept), encoding="utf-8")
        except (OSError, Timeout):
            return
