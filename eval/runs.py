"""Runs on disk: one folder a run, one line a case, written so that a killed run can go on.

::

    ROOT/NAME/run.json        what was asked and with what; "finished" once it is whole
    ROOT/NAME/results.jsonl   one case a line, in the order of completion
    ROOT/NAME/run.lock        held by the one process that writes
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from filelock import FileLock, Timeout

from bot.errors import StorageError, UsageError
from bot.ingest.write_faults import write_error
from eval.results import CaseResult, result_from_dict, with_agreement

_INFO, _LOCK = "run.json", "run.lock"
LINES = "results.jsonl"


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What a run was made with.

    Attributes:
        selection: split, tag and ids that were asked for.
        total: number of cases.
        seconds: what the run took, over all its parts when it was resumed.
        finished: True when every case was asked.
        judged: cases that got a verdict.
        right: cases of those that are right.
        fingerprint: hash of answers and scores, "" until finished.
        lost: faults of the questions, one sentence each: gold places that the corpus no longer holds, and so on.
    """

    name: str
    started: str
    commit: str
    code: str
    corpus_hash: str
    embedder: str
    settings: Mapping[str, Any]
    selection: Mapping[str, str]
    total: int
    seconds: float = 0.0
    finished: bool = False
    judged: int = 0
    right: int = 0
    fingerprint: str = ""
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Run:
    """A run with its results."""

    folder: Path
    info: RunInfo
    results: tuple[CaseResult, ...] = field(default=())


class RunStore:
    """The runs under one folder.

    Args:
        root: made when the first run is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def create(self, info: RunInfo) -> Run:
        """A new folder of its own, also when two runs start in one second.

        Raises:
            StorageError: the folder can't be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            for number in range(1, 1000):
                name = info.name if number == 1 else f"{info.name}-{number}"
                try:
                    (self.root / name).mkdir()
                except FileExistsError:
                    continue
                run = Run(self.root / name, replace(info, name=name))
                self.write_info(run)
                return run
        except OSError as error:
            raise write_error(self.root, error) from error
        raise StorageError(f"In {self.root} is geen map voor deze run te maken.")

    def write_info(self, run: Run) -> None:
        """Write ``run.json`` whole or not at all."""
        aside = run.folder / f"{_INFO}.new"
        aside.write_text(json.dumps(asdict(run.info), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(aside, run.folder / _INFO)

    @contextmanager
    def writing(self, run: Run) -> Iterator[IO[str]]:
        """The results file, for one process at a time; a line that a killed run left half is cut off.

        Raises:
            StorageError: another process works on this run.
        """
        lock = FileLock(run.folder / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise StorageError(f"Aan run {run.info.name} wordt nu al gewerkt. Wacht tot die klaar is.") from error
        try:
            _cut_half_line(run.folder / LINES)
            with (run.folder / LINES).open("a", encoding="utf-8") as handle:
                yield handle
        finally:
            lock.release()

    def load(self, folder: Path) -> Run:
        """A run from its folder, results in the order of the ids.

        Raises:
            UsageError: no such run, or its files are damaged.
        """
        try:
            raw = json.loads((folder / _INFO).read_text(encoding="utf-8"))
            info = RunInfo(**{**raw, "lost": tuple(raw.get("lost", ()))})
            results = tuple(_lines(folder / LINES))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{folder} is geen hele run ({error}).") from error
        return Run(folder, info, with_agreement(sorted(results, key=lambda r: r.case.id)))

    def infos(self) -> list[RunInfo]:
        """All runs that can be read, oldest first."""
        found: list[RunInfo] = []
        for path in sorted(self.root.glob(f"*/{_INFO}")):
            try:
                raw = json.loads(path.read_text(encoding="utf-8"))
                found.append(RunInfo(**{**raw, "name": path.parent.name}))
            except (OSError, ValueError, TypeError):
                continue
        return sorted(found, key=lambda info: (info.started, info.name))

    def find(self, name: str) -> Run:
        """A run by its folder, its name, the beginning of its name, or "laatste".

        Raises:
            UsageError: none or several fit.
        """
        if (Path(name) / _INFO).is_file():
            return self.load(Path(name))
        names = [info.name for info in self.infos() if info.finished or name != "laatste"]
        fitting = names[-1:] if name == "laatste" else [n for n in names if n == name] or [
            n for n in names if n.startswith(name)
        ]  # fmt: skip
        if len(fitting) != 1:
            known = ", ".join(names[-5:]) or "nog geen"
            raise UsageError(f"Geen of meer dan één run past bij '{name}'. Runs in {self.root}: {known}.")
        return self.load(self.root / fitting[0])


def append(handle: IO[str], result: CaseResult) -> None:
    """Write one line and make sure that it is on disk."""
    handle.write(json.dumps(result.to_dict(), ensure_ascii=False) + "\n")
    handle.flush()
    os.fsync(handle.fileno())


def started_now() -> str:
    """The time, to the second, as it stands in a run."""
    return time.strftime("%Y-%m-%dT%H:%M:%S")


def run_name(started: str, commit: str) -> str:
    """Time and commit."""
    return f"{started.replace('-', '').replace(':', '').replace('T', '-')}-{commit[:8] or 'los'}"


def of_same_kind(infos: Sequence[RunInfo], wanted: RunInfo) -> RunInfo | None:
    """The newest unfinished run of the same questions with the same program and corpus."""

    def kind(info: RunInfo) -> tuple[object, ...]:
        return (dict(info.selection), info.corpus_hash, info.code, info.embedder, dict(info.settings), info.total)

    return next((i for i in reversed(infos) if not i.finished and kind(i) == kind(wanted)), None)


def _lines(path: Path) -> Iterator[CaseResult]:
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines()[: text.count("\n")]:
            yield result_from_dict(json.loads(line))


def _cut_half_line(path: Path) -> None:
    if not path.is_file():
        return
    raw = path.read_bytes()
    whole = raw[: raw.rfind(b"\n") + 1]
    if whole != raw:
        with path.open("r+b") as handle:
            handle.truncate(len(whole))
