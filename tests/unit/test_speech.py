"""The speech model at an own server: good, slow, in error, too large, cut off, no words."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.adapters.speech import KEY, MOST_BYTES, SpeechModel
from bot.errors import ServiceError
from bot.ui.shell import SecurityHeaders


class Server(ThreadingHTTPServer):
    status, body, wait, cut = 200, b'{"text": "Zeventien komma zeven procent."}', 0.0, False
    seen: list[tuple[str, str, bytes]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers.get("Authorization", ""), body))
        time.sleep(self.server.wait)
        if self.server.wait:
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body) + (100 if self.server.cut else 0)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server(("127.0.0.1", 0), Handler)
    running.seen = []
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def model(server: Server, seconds: float = 5.0) -> SpeechModel:
    return SpeechModel(f"http://127.0.0.1:{server.server_port}/v1/", "oor", seconds)


def test_what_was_said_comes_back(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "geheim")
    assert model(server).transcribe(b"RIFF...") == "Zeventien komma zeven procent."
    path, key, body = server.seen[0]
    assert (path, key) == ("/v1/audio/transcriptions", "Bearer geheim")
    assert b"RIFF..." in body
    assert b"oor" in body


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (500, b"kapot", "gaf een fout (500)"),
        (302, b"", "gaf een fout (302)"),
        (401, b"{}", KEY),
        (413, b"", "te groot"),
        (200, b"<html>", "geen leesbaar antwoord"),
        (200, b"[1]", "geen leesbaar antwoord"),
        (200, b'{"text": 3}', "geen leesbaar antwoord"),
        (200, b'{"text": "  "}', "niets verstaan"),
    ],
)
def test_a_bad_reply_is_told(server: Server, status: int, body: bytes, told: str) -> None:
    server.status, server.body = status, body
    with pytest.raises(ServiceError) as caught:
        model(server).transcribe(b"x")
    assert told in str(caught.value)


def test_a_slow_server_is_given_up(server: Server) -> None:
    server.wait = 0.4
    with pytest.raises(ServiceError, match="op tijd geen antwoord"):
        model(server, 0.1).transcribe(b"x")


def test_a_cut_connection_is_told(server: Server) -> None:
    server.cut = True
    with pytest.raises(ServiceError, match="niet te bereiken"):
        model(server, 1.0).transcribe(b"x")


def test_too_large_a_recording_is_not_sent(server: Server) -> None:
    with pytest.raises(ServiceError, match="te groot"):
        model(server).transcribe(b"\0" * (MOST_BYTES + 1))
    assert server.seen == []


@pytest.mark.parametrize(("wanted", "policy"), [(True, "microphone=(self)"), (False, "microphone=()")])
def test_pages_may_ask_for_the_microphone_only_with_a_speech_model(wanted: bool, policy: str) -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(SecurityHeaders(page, microphone=wanted)({"type": "http", "headers": []}, receive, send))
    assert policy in dict(sent[0]["headers"])[b"permissions-policy"].decode()
