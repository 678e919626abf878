"""How far a run is, in a file that another process reads; one run at a time holds its lock."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from bot.errors import StorageError, WeerwoordError
from bot.ingest.write_faults import write_error

_EVERY_S = 0.2


class RunState:
    """The state file of the run that is going on, or of the last one.

    Args:
        path: JSON with "pid", "phase", "done", "total", "run" (a finished run's name) and "fault".
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = path.with_suffix(".lock")
        self._last = 0.0

    @contextmanager
    def held(self) -> Iterator[RunState]:
        """For the process that runs; a failure is told in the file.

        Raises:
            StorageError: another run is going on, or the file can't be written.
        """
        lock = FileLock(self._lock, timeout=0)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise StorageError("Er loopt al een run. Wacht tot die klaar is, of stop hem.") from error
        except OSError as error:
            raise write_error(self._path, error) from error
        try:
            self._write(phase="", done=0, total=0)
            yield self
        except WeerwoordError as error:
            self._write(fault=str(error))
            raise
        finally:
            lock.release()

    def tell(self, phase: str, done: int, total: int) -> None:
        """Note how far the run is, some times a second."""
        now = time.monotonic()
        if now - self._last >= _EVERY_S or done == total:
            self._last = now
            self._write(phase=phase, done=done, total=total)

    def finish(self, run: str) -> None:
        """Note the name of the finished run."""
        self._write(run=run)

    def running(self) -> bool:
        """True while a process holds the lock."""
        if not self._lock.exists():
            return False
        lock = FileLock(self._lock, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False

    def read(self) -> Mapping[str, Any]:
        """What the file says, nothing when there is none."""
        with suppress(OSError, ValueError):
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return found if isinstance(found, dict) else {}
        return {}

    def clear(self) -> None:
        """Forget the last run."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _write(self, **values: Any) -> None:
        aside = self._path.with_suffix(".new")
        with suppress(OSError):  # a full disk is told by the run itself
            aside.write_text(json.dumps({"pid": os.getpid(), **values}, ensure_ascii=False), encoding="utf-8")
            os.replace(aside, self._path)
