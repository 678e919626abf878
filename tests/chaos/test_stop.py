"""A server that is told to stop in the middle of an answer ends soon, and what was asked is kept."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from bot.storage.conversations import ConversationStore
from tests.doubles import write_mini_corpus
from tests.load.sessions import Tally, Visitor
from tests.model_server import ModelServer, Reply, model_server

ROOT = Path(__file__).parents[2]
QUESTION = "Hoeveel kost de opvang van bijen?"
_STOP_S = 20.0


def _served(folder: Path, model: str, port: int) -> subprocess.Popen[bytes]:
    environment = {
        **{n: v for n, v in os.environ.items() if not n.startswith("WEERWOORD_")},
        "PYTHONPATH": str(ROOT),
        "OPENAI_API_KEY": "geen",
        "WEERWOORD_DATA_DIR": str(folder / "home"),
        "WEERWOORD_CORPUS_DIR": str(write_mini_corpus(folder / "corpus")),
        "WEERWOORD_MODEL": "openai:proef",
        "WEERWOORD_MODEL_BASE_URL": model,
    }
    command = [sys.executable, "-W", "ignore", "-m", "bot.cli", "serve", "--port", str(port), "--no-browser"]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


async def _ask(address: str, model: ModelServer) -> None:
    """Ask, and come back when the model is writing."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with connect(url, subprotocols=["streamlit"], origin=address, proxy=None, max_size=None) as line:  # type: ignore[arg-type, list-item]
        visitor = Visitor(line, Tally())
        await visitor.open("vragen")
        asked = asyncio.create_task(visitor.ask(QUESTION))
        while not model.requests:
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)
        asked.cancel()
        with suppress(asyncio.CancelledError):
            await asked


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are not there")
def test_a_server_that_stops_in_mid_answer_keeps_the_question(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with model_server() as model:
        model.replies(Reply('{"refused": false, "sentences": [', stall_after=1))
        process = _served(tmp_path, model.url, port)
        try:
            for _ in range(300):
                with suppress(httpx.HTTPError):
                    httpx.get(f"{address}/_stcore/health", timeout=5, trust_env=False).raise_for_status()
                    break
                assert process.poll() is None
                time.sleep(0.3)
            asyncio.run(asyncio.wait_for(_ask(address, model), 120))
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=_STOP_S)
        finally:
            process.kill()
            process.wait()
    (kept,) = ConversationStore(tmp_path / "home" / "weerwoord.db").list()
    assert kept.waiting == QUESTION or kept.turns == 1
