"""How quick the pages are: ``python -m tests.load.page_times``; prints one JSON object.

1. A server is started; a real Chromium, already open, loads the first page as soon as the server answers.
2. In that browser questions are typed: from Enter until the answer and its sources are drawn.
3. Each page is opened some times over a websocket: processor time of the server for one drawing.
4. Some people come at once, each over a websocket of their own, and ask one question at the same moment.

Exit code 1 when anything failed. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright
from websockets.asyncio.client import connect

from bot.ui.page_list import PAGES
from tests.browser.conftest import FLAGS, free_port
from tests.load.sessions import QUESTIONS, Tally, Visitor, memory_mb

_ROUNDS = 10
_SETTLE_S = 15.0
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_ENTER = """async before => {
  const box = document.querySelector('textarea');
  const began = performance.now();
  const key = {key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true};
  box.dispatchEvent(new KeyboardEvent('keydown', key));
  return await new Promise((done, fail) => {
    const look = () => {
      const took = performance.now() - began;
      if (document.querySelectorAll('.ww-bronnen').length > before) requestAnimationFrame(() => done(took));
      else if (took > 30000) fail('no answer');
      else requestAnimationFrame(look);
    };
    look();
  });
}"""


@contextmanager
def served(home: str) -> Iterator[tuple[str, int, float]]:
    """A server of its own: its address, its process, and the seconds until it answered."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "bot.cli", "serve", "--port", str(port), "--no-browser"]
    began = time.perf_counter()
    process = subprocess.Popen(command, env={**os.environ, "WEERWOORD_DATA_DIR": home}, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process)
        yield address, process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers; two minutes at most."""
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"{address}/_stcore/health", timeout=5, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit("the server did not start")


def first_page(page: Page, address: str) -> float:
    """Seconds from asking for the page until its text and its question box are there."""
    began = time.perf_counter()
    page.goto(address)
    page.get_by_text("Begin bijvoorbeeld met").wait_for()
    page.get_by_placeholder("Typ uw vraag").wait_for()
    return time.perf_counter() - began


def answers(page: Page) -> list[float]:
    """Milliseconds from Enter until the sources of the answer are drawn, a question each."""
    times = []
    for count, question in enumerate(QUESTIONS):
        page.get_by_placeholder("Typ uw vraag").fill(question)
        page.wait_for_timeout(300)  # as a person who looks the question over
        times.append(float(page.evaluate(_ENTER, count)))
        page.wait_for_timeout(700)
    return times


async def drawings(address: str, process: int) -> dict[str, float]:
    """Processor time of the server for one drawing of each page, in milliseconds."""
    found = {}
    async with line_to(address) as line:
        visitor = Visitor(line, Tally())
        for entry in PAGES:
            await visitor.open(entry.path)
            before = processor_s(process)
            for _ in range(_ROUNDS):
                await visitor.open(entry.path)
            found[entry.path] = round((processor_s(process) - before) * 1000 / _ROUNDS, 1)
    return found


async def crowd(address: str, process: int, people: int) -> dict[str, Any]:
    """Everybody opens the page, then everybody asks one question at the same moment."""
    tally, most, over = Tally(), [memory_mb(process)], asyncio.Event()
    ready = asyncio.Barrier(people)

    async def person(number: int) -> None:
        try:
            async with line_to(address) as line:
                visitor = Visitor(line, tally)
                await visitor.open("vragen")
                await ready.wait()
                await visitor.ask(QUESTIONS[number % len(QUESTIONS)])
        except Exception as error:
            tally.faults.append(f"{type(error).__name__}: {error}")
            await ready.abort()

    async def watch() -> None:
        while not over.is_set():
            most[0] = max(most[0], memory_mb(process))
            await asyncio.sleep(0.2)

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(person(number) for number in range(people)))
    over.set()
    await watching
    return {"people": people, **tally.report(), "most_memory_mb": most[0]}


def line_to(address: str) -> connect:
    """A websocket as a browser opens it."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    return connect(url, subprotocols=["streamlit"], origin=address, proxy=None, max_size=None)  # type: ignore[arg-type, list-item]


def processor_s(process: int) -> float:
    """Processor time that a process used so far, in seconds; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def measure(home: str, people: int) -> dict[str, Any]:
    """All figures."""
    with ExitStack() as stack:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto("about:blank")
            address, process, up = stack.enter_context(served(home))
            figures = {"up_s": round(up, 2), **in_a_browser(page, address)}
            browser.close()
        figures["drawing_processor_ms"] = asyncio.run(drawings(address, process))
        figures["crowd"] = asyncio.run(crowd(address, process, people))
    return figures


def in_a_browser(page: Page, address: str) -> dict[str, Any]:
    """The first page, the page again, and answers."""
    first = first_page(page, address)
    page.wait_for_timeout(_SETTLE_S * 1000)
    again = median(first_page(page, address) for _ in range(3))
    times = answers(page)
    return {
        "first_page_s": round(first, 2),
        "page_again_s": round(again, 2),
        "enter_to_answer_ms": {"p50": round(median(times)), "longest": round(max(times))},
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--home", default="", help="data folder with an index; a new one is made without")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as fresh:
        home = wish.home or fresh
        index = [sys.executable, "-W", "ignore", "-m", "bot.cli", "index"]
        subprocess.run(index, env={**os.environ, "WEERWOORD_DATA_DIR": home}, stdout=subprocess.DEVNULL, check=True)
        figures = measure(home, wish.people)
    print(json.dumps(figures, indent=1))
    return 1 if figures["crowd"]["errors"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
