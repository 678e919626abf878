"""What ``weerwoord bench`` measures of a lost or changed index: time to mend it, and what a switch costs a question."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.assembly import OpenIndex, corpus_folder, make_builder, make_store, open_index
from bot.ingest.kept import VECTORS
from bot.ingest.newest import Newest
from bot.settings import Settings
from bot.ui.garbage import keep_for_good

_READERS = 20
_BETWEEN_S = 8.0
_PAUSE_S = 5.0
"""Between two questions of a reader; with less the readers wait for each other, whatever the index does."""


def _truncate(folder: Path) -> None:
    os.truncate(folder / "catalog.db", (folder / "catalog.db").stat().st_size // 2)


_DAMAGE: dict[str, Callable[[Path], object]] = {
    "chroma_deleted": lambda folder: shutil.rmtree(folder / "chroma"),
    "file_truncated": _truncate,
    "vectors_deleted": lambda folder: shutil.rmtree(folder / VECTORS),
    "pointer_missing": lambda folder: (folder.parents[1] / "CURRENT").unlink(),
    "pointer_nowhere": lambda folder: (folder.parents[1] / "CURRENT").write_text("v0-weg"),
}


STORE = "chroma_deleted"
"""The kind of damage in which the whole vector store is gone."""


def measure_recovery(settings: Settings, kinds: Sequence[str] = tuple(_DAMAGE)) -> dict[str, float]:
    """Seconds to mend each kind of damage to a whole index; this index is damaged for it."""
    seconds = {}
    for name in kinds:
        _DAMAGE[name](make_store(settings).current())
        report = make_builder(settings).build(corpus_folder(settings))
        if not report.mended:
            raise RuntimeError(f"{name} was not seen")
        seconds[name] = round(report.seconds, 3)
    return seconds


def measure_switch(settings: Settings, questions: Sequence[str], switches: int = 3) -> dict[str, float]:
    """Milliseconds that questions of 20 readers wait for a new version of the index, in a program that goes on.

    Each reader takes the newest version and asks one question, again and again; meanwhile another process builds the
    index anew and switches to it. ``get`` is the time to get hold of a version, ``ask`` the whole question.
    """
    store = make_store(settings)
    newest = Newest(store, lambda: _opened(settings), lambda index: index.folder, _make_ready)
    _make_ready(newest.get())
    stop = threading.Event()
    calm, moving = _Times(), _Times()
    times = [calm]

    def read(place: int) -> None:
        stop.wait(_PAUSE_S * place / _READERS)
        while not stop.is_set():
            question = questions[place % len(questions)]
            place += _READERS
            began = time.perf_counter()
            index = newest.get()
            got = time.perf_counter()
            index.assistant.ask(question)
            times[0].add(got - began, time.perf_counter() - began)
            stop.wait(_PAUSE_S)

    readers = [threading.Thread(target=read, args=(n,)) for n in range(_READERS)]
    for reader in readers:
        reader.start()
    time.sleep(2 * _BETWEEN_S)
    times[0] = moving
    for _ in range(switches):
        _build_elsewhere(settings)
        time.sleep(_BETWEEN_S)
    stop.set()
    for reader in readers:
        reader.join()
    return {
        "readers": _READERS,
        "switches": switches,
        "questions": len(calm.ask) + len(moving.ask),
        "longest_get_ms": moving.longest(moving.get),
        "calm_p50_ms": calm.middle(),
        "calm_longest_ms": calm.longest(calm.ask),
        "switching_p50_ms": moving.middle(),
        "switching_longest_ms": moving.longest(moving.ask),
    }


def _build_elsewhere(settings: Settings) -> None:
    """Build the index anew in another process, as an editor does beside a running server."""
    environment = {**os.environ, "WEERWOORD_DATA_DIR": str(settings.data_dir)}
    environment["WEERWOORD_INDEX_DIR"] = str(settings.index_root)
    if settings.corpus_dir:
        environment["WEERWOORD_CORPUS_DIR"] = str(settings.corpus_dir)
    command = [sys.executable, "-m", "bot.cli", "index", "--force"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def _opened(settings: Settings) -> OpenIndex:
    index = open_index(settings)
    assert index.assistant
    return index


def _make_ready(index: OpenIndex) -> None:
    """As the server does."""
    index.warm_up()
    keep_for_good()


class _Times:
    def __init__(self) -> None:
        self.get: list[float] = []
        self.ask: list[float] = []

    def add(self, get: float, ask: float) -> None:
        """Take the seconds of one question."""
        self.get.append(get)
        self.ask.append(ask)

    def longest(self, seconds: Sequence[float]) -> float:
        """The longest, in milliseconds."""
        return round(max(seconds, default=0.0) * 1000, 1)

    def middle(self) -> float:
        """The median of whole questions, in milliseconds."""
        return round(statistics.median(self.ask or [0.0]) * 1000, 1)


def told(figures: dict[str, Any]) -> tuple[str, str]:
    """The figures as a line for recovery and a line for switches."""
    worst = max(figures["recovery_s"].values())
    share = worst / figures["first_index_s"]
    switch = figures["switch"]
    return (
        f"hooguit {worst} s ({share:.0%} van een eerste index)",
        f"vraag duurt hooguit {switch['switching_longest_ms']} ms, zonder wissel {switch['calm_longest_ms']} ms "
        f"({switch['readers']} lezers)",
    )
