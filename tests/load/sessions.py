"""Visitors at a real server: ``python -m tests.load.sessions --sessions 100 --minutes 10``.

Each visitor is a websocket that speaks Streamlit's own protocol: it opens pages and asks questions, as a browser does
without drawing. Reports p50, p95 and the longest time of a question and of a page, errors, and the resident memory of
the server and all it started: at the begin, at each tenth part, at the end. Then how long it takes to stop. Exit code
1 when anything failed.

``--passages 100000 --home DIR`` adds generated documents until the index holds so many passages, as
``weerwoord bench --sizes`` makes them; a folder that holds them already is used as it is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bot.assembly import make_store, open_index
from bot.cli.growth import sentences_of, write_passages
from bot.settings import load_settings

QUESTIONS = (
    "Zorgt ontwikkelingssamenwerking voor meer migratie?",
    "Hoeveel kost asielopvang in het Belgische hulpbudget?",
    "Hoeveel geld sturen migranten naar huis?",
    "Wat is de Turkijedeal?",
    "How much of the Dutch aid budget goes to asylum?",
    "Vangen rijke landen de meeste vluchtelingen op?",
)
PAGES = ("bronnen", "cijfers", "oefenen", "gegevens", "vragen")
_ANSWER_S = 60.0
_THINK_S = (2.0, 8.0)


class Tally:
    """Times and faults of all visitors together."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []

    def report(self) -> dict[str, Any]:
        """Counts and milliseconds by kind of step."""
        figures: dict[str, Any] = {}
        for kind, seconds in self.seconds.items():
            ordered = sorted(seconds)
            figures[kind] = {
                "count": len(ordered),
                "p50_ms": round(statistics.median(ordered) * 1000),
                "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))] * 1000),
                "longest_ms": round(ordered[-1] * 1000),
            }
        return figures | {"errors": len(self.faults), "first_errors": self.faults[:5]}


class Visitor:
    """One browser tab."""

    def __init__(self, line: ClientConnection, tally: Tally) -> None:
        self._line, self._tally = line, tally
        self._box = ""

    async def open(self, page: str) -> None:
        """Open a page and wait until its script is done."""
        message = BackMsg()
        message.rerun_script.page_name = page
        await self._run(message, f"page {page}")

    async def ask(self, question: str) -> None:
        """Type a question in the box of the page "Vragen"; an answer with footnotes must come back."""
        if not self._box:
            self._tally.faults.append("no box for a question")
            return
        message = BackMsg()
        message.rerun_script.page_name = "vragen"
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._box
        state.chat_input_value.data = question
        texts = await self._run(message, "question")
        if not any("ww-noot" in text for text in texts):
            self._tally.faults.append(f"no answer to: {question}")

    async def _run(self, message: BackMsg, kind: str) -> list[str]:
        began = time.perf_counter()
        await self._line.send(message.SerializeToString())
        texts: list[str] = []
        while True:
            got = ForwardMsg()
            got.ParseFromString(await asyncio.wait_for(self._line.recv(decode=False), _ANSWER_S))
            element = got.delta.new_element
            if element.WhichOneof("type") == "chat_input":
                self._box = element.chat_input.id
            elif element.WhichOneof("type") == "html":
                texts.append(element.html.body)
            elif element.WhichOneof("type") == "exception":
                self._tally.faults.append(element.exception.message)
            if got.WhichOneof("type") == "script_finished" and got.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                self._tally.seconds[kind].append(time.perf_counter() - began)
                return texts


async def visit(address: str, number: int, until: float, tally: Tally) -> None:
    """Ask, look round, think, until the time is over."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, min(10.0, max(0.0, until - time.monotonic()) / 4)))
    try:
        url = address.replace("http", "ws") + "/_stcore/stream"
        async with connect(url, subprotocols=["streamlit"], origin=address, proxy=None, max_size=None) as line:  # type: ignore[arg-type, list-item]
            visitor = Visitor(line, tally)
            while time.monotonic() < until:
                await visitor.open("vragen")
                await visitor.ask(chance.choice(QUESTIONS))
                await asyncio.sleep(chance.uniform(*_THINK_S))
                await visitor.open(chance.choice(PAGES))
                await asyncio.sleep(chance.uniform(*_THINK_S))
    except Exception as error:
        tally.faults.append(f"{type(error).__name__}: {error}")


def memory_mb(process: int) -> int:
    """Resident memory of a process and of all that it started, in megabytes; 0 where the system does not tell."""
    table: dict[int, tuple[int, int]] = {}
    for path in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError, ValueError):
            values = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
            table[int(path.parent.name)] = (int(values["PPid"]), int(values.get("VmRSS", "0 kB").split()[0]))
    family = {process}
    while more := {child for child, (parent, _) in table.items() if parent in family} - family:
        family |= more
    return sum(table[one][1] for one in family if one in table) // 1024


async def load(address: str, process: int, sessions: int, seconds: float) -> dict[str, Any]:
    """Let the visitors in, and watch the server."""
    tally, memory = Tally(), [memory_mb(process)]
    until = time.monotonic() + seconds
    visitors = [asyncio.create_task(visit(address, number, until, tally)) for number in range(sessions)]
    for _ in range(10):
        await asyncio.sleep(seconds / 10)
        memory.append(memory_mb(process))
    await asyncio.gather(*visitors)
    whole = {"memory_begin_mb": memory[0], "memory_end_mb": memory[-1], "memory_most_mb": max(memory)}
    return {"sessions": sessions, "seconds": seconds, **tally.report(), **whole, "memory_mb": memory}


def fill(home: Path, passages: int) -> dict[str, Any]:
    """Bring an index to so many passages; seconds and peak memory of the process that builds it."""
    settings = load_settings(data_dir=home)
    figures: dict[str, Any] = {}
    if _index(home)["passages"] < passages:
        opened = open_index(settings)
        missing = passages - opened.manifest.passages
        write_passages(make_store(settings).documents, missing, sentences_of(opened), random.Random(passages))
        began = time.perf_counter()
        _index(home)
        figures["index_s"] = round(time.perf_counter() - began, 1)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"passages": open_index(settings).manifest.passages, **figures, "index_peak_mb": peak // 1024}


def _index(home: Path) -> Any:
    command = [sys.executable, "-W", "ignore", "-m", "bot.cli", "index", "--json"]
    done = subprocess.run(
        command, env={**os.environ, "WEERWOORD_DATA_DIR": str(home)}, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def serve(port: int, home: str) -> subprocess.Popen[bytes]:
    """Start a server and wait until it answers."""
    command = [sys.executable, "-W", "ignore", "-m", "bot.cli", "serve", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, env={**os.environ, "WEERWOORD_DATA_DIR": home})
    for _ in range(1200):
        try:
            httpx.get(f"http://127.0.0.1:{port}/_stcore/health", timeout=5, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            if process.poll() is not None:
                break
            time.sleep(0.5)
        else:
            return process
    process.kill()
    raise SystemExit("the server did not start")


def main() -> int:
    """Serve, load, stop, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--home", default="", help="data folder with an index; a new one is made without")
    parser.add_argument("--passages", type=int, default=0, help="make the index at least so large")
    wish = parser.parse_args()
    port = wish.port
    if not port:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as fresh:
        home = wish.home or fresh
        index = fill(Path(home), wish.passages) if wish.passages else {}
        process = serve(port, home)
        try:
            figures = asyncio.run(load(f"http://127.0.0.1:{port}", process.pid, wish.sessions, wish.minutes * 60))
            began = time.perf_counter()
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
            figures["stop_s"] = round(time.perf_counter() - began, 1)
        finally:
            process.kill()
    print(json.dumps(index | figures, indent=1))
    return 1 if figures["errors"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
