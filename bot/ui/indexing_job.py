"""The one job at a time that brings the index in step with the visitors' documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from bot.errors import IndexBusy
from bot.settings import Settings
from bot.ui.language import N_
from bot.ui.serve import as_environment
from bot.ui.uploads import Staged, discard, sweep

WORKER = "bot.ui.indexing_worker"
_BUSY = N_("Er wordt al een document verwerkt. Wacht tot dat klaar is en probeer opnieuw.")
_BROKEN = N_("Het bijwerken van de index brak af. Er is niets veranderd; probeer opnieuw.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to take in and out; ``staged`` is removed when the job ends."""

    staged: Staged | None = None
    remove: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the documents."""
        return (*(path.name for path in (self.staged.paths if self.staged else ())), *self.remove)


@dataclass
class Job:
    """How it goes, filled in by the thread that listens to the worker.

    Attributes:
        what: the step, in the builder's words.
        share: how far the step is, 0 to 1; None when unknown.
        taken: names that were read.
        scripted: names of documents with a script inside.
        refused: (name, why) of documents that could not be read.
        problems: (name, remark) of documents that were taken in.
        failed: why nothing was changed, "" when it went well.
        version: the index version that holds the documents.
    """

    wishes: Wishes
    running: bool = True
    what: str = ""
    share: float | None = None
    taken: list[str] = field(default_factory=list)
    scripted: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    failed: str = ""
    stopped: bool = False
    version: str = ""

    def hear(self, line: Mapping[str, Any]) -> None:
        """Take in one line of the worker."""
        event = line["event"]
        if event == "progress":
            self.what = str(line["what"])
            self.share = min(line["done"] / line["total"], 1.0) if line["total"] else None
        elif event == "read":
            self.taken.append(line["name"])
            self.scripted += [line["name"]] if line["script"] else []
        elif event == "refused":
            self.refused.append((line["name"], line["text"]))
        elif event == "failed":
            self.failed = line["text"]
        elif event == "stopped":
            self.stopped = True
        elif event == "done":
            self.version = line["folder"]
            self.problems = [(problem["name"], problem["text"]) for problem in line["problems"]]


class Indexing:
    """Starts jobs and keeps the last one.

    Args:
        command: starts the worker.
    """

    def __init__(self, command: Sequence[str] = (sys.executable, "-m", WORKER)) -> None:
        self._command = list(command)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.job: Job | None = None

    def start(self, wishes: Wishes, settings: Settings, tell: Callable[[str], str] = str) -> Job:
        """Begin a job.

        Args:
            tell: puts a sentence in the visitor's language.

        Raises:
            IndexBusy: another job runs; what was put aside is removed.
        """
        with self._lock:
            if self.job is not None and self.job.running:
                if wishes.staged:
                    discard(wishes.staged.folder)
                raise IndexBusy(tell(_BUSY))
            job = self.job = Job(wishes)
        threading.Thread(
            target=self._run, args=(job, settings, tell(_BROKEN)), name="index-bijwerken", daemon=True
        ).start()
        return job

    def stop(self) -> None:
        """Ask the worker to end; it undoes what it began."""
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()

    def forget(self) -> None:
        """Let go of a job that ended."""
        with self._lock:
            if self.job is not None and not self.job.running:
                self.job = None

    def _run(self, job: Job, settings: Settings, broken: str) -> None:
        staged = job.wishes.staged
        wishes = {"add": [str(p) for p in staged.paths] if staged else [], "remove": list(job.wishes.remove)}
        try:
            heard = self._listen(job, json.dumps(wishes).encode(), settings)
            if not heard:
                job.failed = broken
        except (OSError, ValueError, KeyError, TypeError):
            job.failed = broken
        finally:
            if staged:
                discard(staged.folder)
            self._process = None
            job.running = False

    def _listen(self, job: Job, wishes: bytes, settings: Settings) -> bool:
        """True when the worker came to an end of its own."""
        package = str(Path(__file__).parents[2])
        paths = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH", ""))))
        environment = {**os.environ, **as_environment(settings), "PYTHONPATH": paths}
        with subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
            self._process = process
            if process.stdin is None or process.stdout is None:
                raise ValueError("the worker has no pipes")
            process.stdin.write(wishes)
            process.stdin.close()
            for line in process.stdout:
                job.hear(json.loads(line))
        return bool(job.version or job.failed or job.stopped or (job.refused and not process.returncode))


@st.cache_resource(show_spinner=False)
def _indexing(data_dir: str) -> Indexing:
    sweep(Path(data_dir))
    return Indexing()


def shared_indexing(settings: Settings) -> Indexing:
    """The jobs of this server."""
    return _indexing(str(settings.data_dir))
