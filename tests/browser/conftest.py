"""A running Weerwoord and a headless chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from bot.settings import Settings
from bot.ui.serve import as_environment

if TYPE_CHECKING:
    from tests.browser.visit import Open

REPOSITORY = Path(__file__).parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_START = (
    "import sys\n"
    "from bot.settings import load_settings\n"
    "from bot.ui.evaluation_port import provide\n"
    "from bot.ui.serve import serve\n"
    "from eval.desk import EvaluationDesk\n"
    "provide(EvaluationDesk)\n"
    "sys.exit(serve(load_settings(), open_browser=False))"
)


@dataclass(frozen=True)
class Running:
    """A served Weerwoord."""

    address: str
    process: subprocess.Popen[str]
    settings: Settings


def start(settings: Settings) -> Running:
    """Serve in a process of its own, from a folder that is not the project's."""
    port = free_port()
    settings = settings.model_copy(update={"port": port})
    environment = {**os.environ, **as_environment(settings), "PYTHONPATH": str(REPOSITORY), "NO_PROXY": "*"}
    process = subprocess.Popen(
        [sys.executable, "-c", _START],
        cwd=settings.data_dir,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/_stcore/health", trust_env=False).status_code == 200:
                return Running(address, process, settings)
        except httpx.TransportError:
            assert process.poll() is None, process.communicate()[0]
            time.sleep(0.2)
    process.kill()
    raise AssertionError(f"did not start: {process.communicate()[0]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop(running: Running) -> str:
    """End with Ctrl-C; what it printed."""
    running.process.send_signal(signal.SIGINT)
    try:
        return running.process.communicate(timeout=20)[0]
    except subprocess.TimeoutExpired:
        running.process.kill()
        raise


@pytest.fixture(scope="session")
def weerwoord(real_settings: Settings) -> Iterator[Running]:
    """Weerwoord over the whole corpus."""
    running = start(real_settings)
    yield running
    stop(running)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium of the system; its absence skips, except in CI.

    Closed after each file: while it is open, Playwright's event loop lets no other test of this process run one.
    """
    path = next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if p), None)
    if path is None:
        word = "geen chromium gevonden; installeer het met: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Open]:
    """Opens the window of one more person at an address, and waits until the page is drawn."""
    from tests.browser.visit import DESK, Visit, settled

    opened: list[Visit] = []

    def open_(address: str, size: tuple[int, int] = DESK, scheme: str = "light") -> Visit:
        visit = Visit(chromium, size, scheme)
        opened.append(visit)
        visit.page.goto(address)
        settled(visit.page)
        return visit

    yield open_
    for visit in opened:
        visit.context.close()
