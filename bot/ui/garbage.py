"""Garbage collection on a server that keeps much open.

Streamlit ends each drawing of a page with a full collection, which walks through everything that Python keeps: a
quarter of a second with an open index, during which nobody else is served. What stays for good is therefore frozen,
that is, taken out of what a collection looks at. An index version that nobody uses any more goes nevertheless: nothing
in it refers to itself in a circle, so the last reader who leaves it frees it (``tests/integration/test_let_go.py``).
And with many visitors one collection serves them all: at most one in some seconds. Python's own collections go on.
"""

from __future__ import annotations

import gc
import threading
import time

_EVERY_S = 10.0


def keep_for_good() -> None:
    """What is there now stays; a collection no longer looks at it."""
    gc.collect()
    gc.freeze()


def collect_rarely(every_s: float = _EVERY_S) -> None:
    """Let the end of a drawing collect at most once in so many seconds."""
    from streamlit.runtime.scriptrunner import script_runner

    script_runner.gc = _Rarely(every_s)  # type: ignore[assignment, attr-defined]


class _Rarely:
    """The part of ``gc`` that Streamlit uses after a drawing."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._next = 0.0
        self._lock = threading.Lock()

    def collect(self, generation: int = 2) -> int:
        """Collect, unless it was done a moment ago; the number of objects found."""
        with self._lock:
            now = time.monotonic()
            if now < self._next:
                return 0
            self._next = now + self._every_s
        return gc.collect(generation)
