"""A run in a process of its own, so that visitors of the page do not wait for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.errors import StorageError
from bot.ingest.write_faults import write_error
from bot.settings import Settings
from bot.ui.evaluation_port import Progress
from eval.run_state import RunState

_NICE = 10
_STARTED: dict[Path, subprocess.Popen[bytes]] = {}
"""By state file: the process that this server started last, watched until it holds the lock."""


class ChildRun:
    """The run that was started from the page; a server that starts again finds it back.

    ::

        DATA/eval/page-run.json   how far it is
        DATA/eval/page-run.log    what it printed
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file = settings.data_dir / "eval" / "page-run.json"
        self._state = RunState(self._file)

    def start(self, split: str, tag: str = "", name: str = "", *, resume: bool = False) -> None:
        """Start ``weerwoord eval run``.

        Raises:
            StorageError: a run is going on, or the folder can't be written.
        """
        if self.progress().running:
            raise StorageError("Er loopt al een run. Wacht tot die klaar is, of stop hem.")
        command = [
            sys.executable,
            "-m",
            "bot.cli",
            "eval",
            "run",
            "--state",
            str(self._file.resolve()),
            "--split",
            split,
        ]
        command += ["--tag", tag] if tag else []
        command += ["--id", name] if name else []
        command += ["--resume"] if resume else []
        command += ["--jobs", str(max(1, (os.cpu_count() or 1) - 1))]
        self._state.clear()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.with_suffix(".log").open("wb") as log:
                child = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=os.environ | {"WEERWOORD_DATA_DIR": str(self._settings.data_dir.resolve())},
                    start_new_session=True,
                )
        except OSError as error:
            raise write_error(self._file, error) from error
        _STARTED[self._file] = child
        with suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, child.pid, _NICE)

    def progress(self) -> Progress:
        """How far the run is, or how the last one ended."""
        child = _STARTED.get(self._file)
        going = child is not None and child.poll() is None
        running = going or self._state.running()
        known = self._state.read()
        if running:
            return Progress(True, str(known.get("phase", "")), _count(known, "done"), _count(known, "total"))
        return Progress(False, run=str(known.get("run", "")), fault=self._fault(known, child))

    def stop(self) -> None:
        """End the run with its helpers; what was asked stays."""
        child = _STARTED.get(self._file)
        pid = child.pid if child is not None and child.poll() is None else _count(self._state.read(), "pid")
        if not self.progress().running or not pid:
            return
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(pid, signal.SIGTERM)
            else:
                os.kill(pid, signal.SIGTERM)
        if child is not None and child.pid == pid:
            with suppress(subprocess.TimeoutExpired):
                child.wait(5)

    def _fault(self, known: Any, child: subprocess.Popen[bytes] | None) -> str:
        if not known and child is None:
            return ""
        if known.get("run"):
            return ""
        if known.get("fault"):
            return str(known["fault"])
        if child is not None and child.returncode and child.returncode > 0:
            return self._last_words()
        return "De run is gestopt voordat alle vragen gesteld waren. Wat al gevraagd is, is bewaard."

    def _last_words(self) -> str:
        with suppress(OSError):
            lines = self._file.with_suffix(".log").read_text(encoding="utf-8", errors="replace").splitlines()
            told = [line.removeprefix("weerwoord: ") for line in lines if line.startswith("weerwoord: ")]
            if told:
                return told[-1]
        return f"De run is mislukt. Wat er misging staat in {self._file.with_suffix('.log')}."


def _count(known: Any, name: str) -> int:
    value = known.get(name, 0)
    return value if isinstance(value, int) else 0
