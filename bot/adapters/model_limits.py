"""What keeps a failing or costly model from being asked again and again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

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

    @property
    def is_open(self) -> bool:
        """True while requests are refused."""
        with self._lock:
            return self._failures >= self._after and self._clock() - self._opened < self._seconds

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


class Used(NamedTuple):
    """What was used, of one call or of a day.

    Attributes:
        sent, written: tokens.
        cost: money, in the currency of the prices.
    """

    sent: int = 0
    written: int = 0
    cost: float = 0.0

    @property
    def tokens(self) -> int:
        """Both together."""
        return self.sent + self.written


class Bounds(NamedTuple):
    """What may be used a day, 0 for no limit, and what a million tokens cost.

    Attributes:
        price_in, price_out: for a million tokens sent and written; whoever sets a limit on cost gives them.
    """

    tokens: int = 0
    cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0

    def price(self, sent: int, written: int) -> float:
        """What a call costs."""
        return (sent * self.price_in + written * self.price_out) / 1_000_000


class DailyUse:
    """Counts tokens and money a day in a small file that processes share and that outlives them.

    Args:
        today: the current day.
    """

    def __init__(self, path: Path, bounds: Bounds, today: Callable[[], date] = date.today) -> None:
        self._path, self._bounds, self._today = path, bounds, today
        self._lock = FileLock(path.with_suffix(".lock"), timeout=2)

    def check(self) -> None:
        """Pass while there is some left.

        Raises:
            ServiceError: the day's tokens or money are used.
        """
        used = self.used()
        if self._bounds.tokens and used.tokens >= self._bounds.tokens:
            raise ServiceError("De daglimiet voor het taalmodel is bereikt (instelling 'daily_tokens').")
        if self._bounds.cost and used.cost >= self._bounds.cost:
            raise ServiceError("De daglimiet voor de kosten van het taalmodel is bereikt (instelling 'daily_cost').")

    def used(self) -> Used:
        """What was used today."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if kept["day"] != self._today().isoformat():
                return Used()
            return Used(int(kept["sent"]), int(kept["written"]), float(kept["cost"]))
        except (OSError, ValueError, KeyError, TypeError):
            return Used()

    def add(self, sent: int, written: int) -> None:
        """Count tokens at today's price; a folder that can't be written does not stop an answer."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock:
                used = self.used()
                cost = round(used.cost + self._bounds.price(sent, written), 9)
                kept = {"sent": used.sent + sent, "written": used.written + written, "cost": cost}
                text = json.dumps({"day": self._today().isoformat(), **kept})
                fresh = self._path.with_suffix(".new")
                fresh.write_text(text, encoding="utf-8")
                fresh.replace(self._path)  # never a half file, whatever happens
        except (OSError, Timeout):
            return
