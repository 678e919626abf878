"""Kills writers at random moments and looks whether anything is lost.

python -m tests.chaos.kills --count 200 [--seed 1] [--folder /tmp/kills]
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from bot.ingest.store import IndexStore
from bot.storage.conversations import ConversationStore
from bot.storage.progress import ProgressStore
from tests.build_bench import Bench
from tests.chaos.writers import DATABASE, DOCUMENT, attempt_of, prepare
from tests.doubles import write_mini_corpus

ROOT = Path(__file__).parents[2]
_LONGEST = {"index": 1.2, "chat": 0.4, "rehearse": 0.4, "cli-index": 6.0, "cli-rehearse": 1.0}
_TURNS = ("index", "chat", "rehearse")
_CLI_EVERY = 10


class Lost(AssertionError):
    """An acknowledged write is gone, or something is half."""


class Killed(NamedTuple):
    """One kill.

    Attributes:
        acknowledged: the last write that was told to be kept, -1 without one.
    """

    what: str
    seconds: float
    acknowledged: int


def require(held: object, what: str) -> None:
    """Fail with a sentence."""
    if not held:
        raise Lost(what)


class Kills:
    """A folder in which writers are killed, one after another.

    Args:
        folder: emptied.
        seed: of the moments.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = prepare(folder)
        self.chooser = random.Random(seed)
        self._next = dict.fromkeys(_LONGEST, 1)
        self._told: dict[str, set[int]] = {name: set() for name in _LONGEST}
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith("WEERWOORD_")},
            "PYTHONPATH": str(ROOT), "WEERWOORD_DATA_DIR": str(folder / "cli"),
            "WEERWOORD_CORPUS_DIR": str(folder / "cli-corpus"),
        }  # fmt: skip

    def kill(self, what: str) -> Killed:
        """Start one writer, kill it at a random moment, and look at what it left.

        Raises:
            Lost: with what was wrong.
        """
        seconds = self.chooser.uniform(0.0, _LONGEST[what])
        begin = {"cli-index": self._kill_cli_index, "cli-rehearse": self._kill_cli_rehearse}.get(what)
        if begin:
            return Killed(what, seconds, begin(seconds))
        told = self._kill_writer(what, seconds)
        check = {"index": self._check_index, "chat": self._check_chat, "rehearse": self._check_rehearsal}[what]
        self._told[what].update(told)
        check(self._told[what])
        self._next[what] = max(self._told[what], default=0) + 2
        return Killed(what, seconds, max(told, default=-1))

    def _start(self, arguments: Sequence[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", *arguments], cwd=ROOT, env=self.environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip

    def _kill_writer(self, what: str, seconds: float) -> list[int]:
        process = self._start(["-m", "tests.chaos.writers", what, str(self.folder), str(self._next[what])])
        assert process.stdout is not None
        first = process.stdout.readline()
        require(first, f"{what}: the writer did not begin, after what was left by the kill before")
        lines = [first]
        reader = threading.Thread(target=lambda: lines.extend(process.stdout or ()))
        reader.start()
        time.sleep(seconds)
        process.kill()
        process.wait()
        reader.join()
        return [int(line) for line in lines if line.endswith("\n")]

    def _check_index(self, told: set[int]) -> None:
        store = IndexStore(self.folder / "index")
        store.check(store.current(), thorough=True)
        bench = Bench(self.folder / "index", self.folder / "corpus")
        bench.ids()
        catalog = bench.catalog()
        texts = [s.text for key in catalog.sources for p in catalog.passages_of(key) for s in p.sentences]
        catalog.close()
        counted = {int(t.split()[3]) for t in texts if t.startswith("De Club telde ")}
        own = {int(t.split()[2]) for t in texts if t.startswith("Bij telling ")}
        require(len(counted) == 1, f"index: counts of several versions: {counted}")
        require(counted == own, f"index: corpus of {counted}, document of {own}")
        require(counted >= {max(told)} or min(counted) > max(told), f"index: {counted} in use, {max(told)} was told")
        document = (store.documents / DOCUMENT).read_text(encoding="utf-8")
        require(int(document.split()[2]) >= max(told), f"document: {document!r} after {max(told)}")
        require(document.endswith("buren."), "document: cut off")

    def _check_chat(self, told: set[int]) -> None:
        _check_database(self.folder / DATABASE)
        store = ConversationStore(self.folder / DATABASE)
        kept: set[int] = set()
        for summary in store.list(100_000):
            conversation = store.load(summary.id)
            assert conversation is not None
            for turn in conversation.turns:
                number = int(turn.question.split()[1].rstrip("?"))
                require(turn.answer.refusal == f"Weigering {number}.", f"chat: another answer at {number}")
                kept.add(number)
        require(told <= kept, f"chat: lost {sorted(told - kept)}")

    def _check_rehearsal(self, told: set[int]) -> None:
        _check_database(self.folder / DATABASE)
        kept = {r.attempt.id: r for r in ProgressStore(self.folder / DATABASE).reviews("ik")}
        for number in told:
            review = kept.get(attempt_of(number).id)
            require(review is not None and review.attempt == attempt_of(number), f"rehearse: lost {number}")

    def _kill_cli_index(self, seconds: float) -> int:
        """``weerwoord index --add``: killed, then run again; the index always answers from one version."""
        corpus = self.folder / "cli-corpus"
        if not corpus.exists():
            write_mini_corpus(corpus)
            self._run_cli("index")
        number = self._next["cli-index"]
        self._next["cli-index"] += 1
        document = self.folder / f"stuk-{number}.txt"
        document.write_text(f"De buurman telde {number} kasten achter zijn eigen huis.", encoding="utf-8")
        process = self._start(["-m", "bot.cli", "index", "--add", str(document)])
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
        done = process.wait() == 0
        process.communicate()
        root = self.folder / "cli" / "index"
        store = IndexStore(root)
        store.check(store.current(), thorough=True)
        if done:
            self._told["cli-index"].add(number)
        kept = {path.name for path in (root / "documents").glob("*.txt")}
        lost = {f"stuk-{n}.txt" for n in self._told["cli-index"]} - kept
        require(not lost, f"cli-index: lost {lost}")
        self._run_cli("ask", "Hoeveel kost de opvang van bijen?")
        return number if done else -1

    def _kill_cli_rehearse(self, seconds: float) -> int:
        """``weerwoord rehearse``: an answer is kept before feedback is shown."""
        if not (self.folder / "cli-corpus").exists():
            self._kill_cli_index(60.0)
        person = f"p{self._next['cli-rehearse']}"
        self._next["cli-rehearse"] += 1
        process = self._start(["-m", "bot.cli", "rehearse", "--person", person, "--minutes", "20"])
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError):
            process.stdin.write("De opvang kostte 1,3 miljard euro in 2024.\n" * 12)
            process.stdin.flush()
        lines: list[str] = []
        begun = threading.Event()

        def read() -> None:
            for line in process.stdout or ():
                lines.append(line)
                begun.set()

        reader = threading.Thread(target=read)
        reader.start()
        begun.wait(60)
        time.sleep(seconds * 0.3)
        process.kill()
        process.wait()
        reader.join()
        graded = sum("Cijfer:" in line for line in lines)
        database = self.folder / "cli" / DATABASE
        kept = len(ProgressStore(database).reviews(person)) if database.exists() else 0
        require(kept >= graded, f"cli-rehearse: {graded} graded, {kept} kept")
        return graded - 1

    def _run_cli(self, *arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.cli", *arguments], cwd=ROOT, env=self.environment,
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        require(done.returncode == 0, f"weerwoord {arguments}: {done.stderr[-500:]}")


def _check_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("pragma integrity_check").fetchone()[0]
    require(found == "ok", f"database: {found}")


def choose(number: int) -> str:
    """Which writer the numbered kill is for."""
    if number % _CLI_EVERY == _CLI_EVERY - 1:
        return "cli-index" if number % (2 * _CLI_EVERY) < _CLI_EVERY else "cli-rehearse"
    return _TURNS[number % len(_TURNS)]


def main(progress: Callable[[str], None] = print) -> int:
    """Kill and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="weerwoord-kills-") as aside:
        kills = Kills(asked.folder or Path(aside) / "kills", asked.seed)
        faults: list[str] = []
        done = dict.fromkeys(_LONGEST, 0)
        for number in range(asked.count):
            what = choose(number)
            try:
                kills.kill(what)
            except Exception as fault:
                faults.append(f"{number} {what}: {type(fault).__name__}: {fault}")
                progress(f"FAULT {faults[-1]}")
            done[what] += 1
            if number % 10 == 9:
                progress(f"{number + 1} kills, {len(faults)} faults: {done}")
    progress(f"{asked.count} kills, {len(faults)} faults, seed {asked.seed}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(lambda line: print(line, flush=True)))
