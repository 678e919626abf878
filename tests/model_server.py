"""A model server on loopback that does what a script says: answer, err, lie, stall, cut off.

It speaks the protocols of OpenAI and Mistral (``/chat/completions``), of Anthropic (``/messages``) and of Ollama
(``/api/chat``).
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = Mapping[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    Attributes:
        text: the content of the model's message.
        status: an HTTP error when it is not 200.
        headers: extra response headers ("Retry-After"); with a status of 3xx "Location", an address without a path.
        error: the error's message, as a provider would word it.
        piece: characters a streamed chunk.
        pause: seconds between chunks.
        stall_after: pieces after which nothing comes any more, until the server closes.
        cut_after: pieces after which the connection breaks.
        finish: why the model stopped: "stop", "length" (Anthropic: "max_tokens"), "content_filter".
        refusal: a provider's own refusal.
    """

    text: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = "error"
    code: str = "error"
    piece: int = 16
    pause: float = 0.0
    stall_after: int | None = None
    cut_after: int | None = None
    finish: str = "stop"
    refusal: str = ""


Script = Callable[[Request], Reply]


def answer(*sentences: Mapping[str, Any], refused: bool = False) -> str:
    """A model's structured answer as text; kind and holder are filled in."""
    rows = [{"kind": "fact", "holder": "", **sentence} for sentence in sentences]
    return json.dumps({"refused": refused, "sentences": rows}, ensure_ascii=False)


def passages_of(request: Request) -> list[dict[str, Any]]:
    """The numbered passages that a request shows the model."""
    for message in request["messages"]:
        for line in str(message["content"]).splitlines():
            if line.startswith('[{"nr"'):
                return list(json.loads(line))
    return []


@dataclass
class ModelServer:
    """A running server.

    Attributes:
        script: decides on each request; replace it at will.
        requests: bodies of the chat requests so far.
        keys: the Authorization headers of these, or Anthropic's x-api-key.
    """

    script: Script
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def replies(self, *replies: Reply | str) -> None:
        """Give these replies in turn; the last one for ever after."""
        left = [Reply(r) if isinstance(r, str) else r for r in replies]
        self.script = lambda request: left.pop(0) if len(left) > 1 else left[0]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.model.requests.append(body)
        self.model.keys.append(self.headers.get("Authorization") or self.headers.get("x-api-key") or "")
        reply = self.model.script(body)
        try:
            if 300 <= reply.status < 400:
                self._plain(reply.status, {}, {**reply.headers, "Location": reply.headers["Location"] + self.path})
            elif reply.status != 200:
                error = {"type": reply.code, "message": reply.error, "code": reply.code}
                self._plain(reply.status, {"type": "error", "error": error}, reply.headers)
            elif self.path == "/api/chat":
                self._lines(reply)
            elif body.get("stream"):
                self._stream(body, reply)
            else:
                self._plain(200, _completion(body, reply), reply.headers)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _plain(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _stream(self, body: Request, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        claude = self.path.endswith("/messages")
        for number, event in enumerate(_messages(body, reply) if claude else _chunks(body, reply)):
            if number == reply.stall_after:
                self.model.closing.wait(30)
                break
            if number == reply.cut_after:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self._event(event)
            if reply.pause:
                self.model.closing.wait(reply.pause)
        if claude:
            self.wfile.write(b"0\r\n\r\n")
            return
        last = _chunk(body, {}, reply.finish)
        self._event(last if body.get("stream_options") else {**last, "usage": _usage(reply)})
        if body.get("stream_options", {}).get("include_usage"):
            self._event({**_chunk(body, {}, None), "choices": [], "usage": _usage(reply)})
        self._write(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _lines(self, reply: Reply) -> None:
        """What Ollama streams: one JSON object a line."""
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        head = {"model": "proef", "created_at": "2026-01-01T00:00:00Z"}
        for number, piece in enumerate(_pieces(reply)):
            if number == reply.stall_after:
                self.model.closing.wait(30)
                break
            if number == reply.cut_after:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self._line({**head, "message": {"role": "assistant", "content": piece}, "done": False})
        use = _usage(reply)
        counts = {"prompt_eval_count": use["prompt_tokens"], "eval_count": use["completion_tokens"]}
        said = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reply.finish}
        self._line({**head, **said, **counts})
        self.wfile.write(b"0\r\n\r\n")

    def _line(self, value: Mapping[str, Any]) -> None:
        self._write(f"{json.dumps(value)}\n".encode())

    def _event(self, value: Mapping[str, Any]) -> None:
        named = f"event: {value['type']}\n" if "type" in value else ""
        self._write(f"{named}data: {json.dumps(value)}\n\n".encode())

    def _write(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _pieces(reply: Reply) -> Iterator[str]:
    for start in range(0, len(reply.text), reply.piece):
        yield reply.text[start : start + reply.piece]


def _chunks(body: Request, reply: Reply) -> Iterator[dict[str, Any]]:
    """What OpenAI and Mistral stream."""
    yield _chunk(body, {"role": "assistant", "content": ""}, None)
    if reply.refusal:
        yield _chunk(body, {"refusal": reply.refusal}, None)
    for piece in _pieces(reply):
        yield _chunk(body, {"content": piece}, None)


def _messages(body: Request, reply: Reply) -> Iterator[dict[str, Any]]:
    """What Anthropic streams: the text as the input of a tool."""
    use = _usage(reply)
    head = {"id": "m1", "type": "message", "role": "assistant", "model": body["model"], "content": []}
    counted = {"input_tokens": use["prompt_tokens"], "output_tokens": 1}
    yield {"type": "message_start", "message": {**head, "stop_reason": None, "stop_sequence": None, "usage": counted}}
    block: dict[str, Any] = {"type": "tool_use", "id": "t1", "name": body["tools"][0]["name"], "input": {}}
    yield {"type": "content_block_start", "index": 0, "content_block": block}
    for piece in _pieces(reply):
        delta = {"type": "input_json_delta", "partial_json": piece}
        yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    stop = {"stop_reason": reply.finish, "stop_sequence": None}
    yield {"type": "message_delta", "delta": stop, "usage": {**counted, "output_tokens": use["completion_tokens"]}}
    yield {"type": "message_stop"}


def _chunk(body: Request, delta: Mapping[str, Any], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": body["model"], "choices": [choice]}


def _completion(body: Request, reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal or None}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    head = {"id": "c1", "object": "chat.completion", "created": 1, "model": body["model"]}
    return {**head, "choices": [choice], "usage": _usage(reply)}


def _usage(reply: Reply) -> dict[str, int]:
    return {"prompt_tokens": 100, "completion_tokens": len(reply.text) // 4, "total_tokens": 100 + len(reply.text) // 4}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is part of the play."""


@contextmanager
def model_server(script: Script | None = None) -> Iterator[ModelServer]:
    """A model server on a free port of this machine."""
    model = ModelServer(script or (lambda request: Reply("{}")))
    handler = type("Handler", (_Handler,), {"model": model})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        model.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
