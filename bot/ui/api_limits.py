"""Who may use the API, how often, and how much at once."""

from __future__ import annotations

import asyncio
import contextvars
import hashlib
import hmac
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_MOST_CALLERS = 10_000
_MINUTE_S = 60.0


def token_name(authorization: str, hashes: Sequence[str]) -> str:
    """Which of the settings' tokens a request carries, as its hash; "" for none of them.

    Args:
        authorization: the header, "Bearer …".
        hashes: SHA-256 of each token, as hexadecimal digits.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return ""
    found = hashlib.sha256(token.strip().encode("utf-8", "surrogateescape")).hexdigest()
    matches = [known for known in hashes if hmac.compare_digest(known, found)]
    return matches[0] if matches else ""


class RateLimit:
    """So many requests a minute for each caller, in a burst or spread.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._most, self._clock = per_minute / _MINUTE_S, float(per_minute), clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, caller: str) -> float:
        """Take one request; 0 when it may go on, else the seconds until the next one may."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(caller, (self._most, now))
            left = min(self._most, left + (now - then) * self._rate)
            allowed = left >= 1
            self._left[caller] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST_CALLERS:
                self._left.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self._rate


class Busy(Exception):
    """Too many requests wait already."""


class Workers:
    """Some threads of their own, and a bounded row before them, so that programs never keep the pages waiting."""

    def __init__(self, threads: int = 2, waiting: int = 20) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="weerwoord-api")
        self._places = threading.BoundedSemaphore(threads + waiting)

    async def run(self, call: Callable[[], T]) -> T:
        """The call's own result or exception.

        Raises:
            Busy: the row is full.
        """
        if not self._places.acquire(blocking=False):
            raise Busy
        future = self._pool.submit(contextvars.copy_context().run, call)
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)
