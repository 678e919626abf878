"""Reads documents in a process of its own, so that no document can stop or fill this one."""

from __future__ import annotations

import hashlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

import bot
from bot.adapters.parsing_worker import text_from
from bot.domain.passages import DocumentText
from bot.errors import DocumentError
from bot.ingest.cleaning import no_word
from bot.ingest.hidden import shown_name
from bot.ingest.hyphens import IsWord
from bot.ingest.reading import Limits

_MEMORY_MB = 1500
_LONGEST_REPLY = 250_000_000
_MOST_KEPT_CHARS = 30_000_000
_SAMPLE_PAGES, _SAMPLE_CHARS = 10, 5_000
_TOO_SLOW = "kost meer dan {seconds:g} seconden om te lezen en is overgeslagen; splits het of bewaar het als tekst."
_TOO_BIG = "vraagt te veel geheugen om te lezen en is overgeslagen; splits het of bewaar het als tekst."
_STOPPED = "liet het lezen vastlopen en is overgeslagen; bewaar het opnieuw, of als tekst."
_NO_START = (
    "kan niet gelezen worden: er kan geen leesproces starten ({reason}). Sluit andere programma's en probeer opnieuw."
)


class _Gone(Exception):
    """The worker ended without a reply."""


class _Slow(Exception):
    """The worker took too long."""


class IsolatedReader:
    """Implements ``DocumentReader``; a worker that hangs or dies is replaced.

    Args:
        limits: how large a document may be.
        is_word: tells whether a lower-case Dutch word exists; asked in this process.
        language_of: the language code of a text, "" when unknown.
        seconds: time for one document.
        memory_mb: memory for the worker, beyond what it has when it starts (not on Windows).
    """

    def __init__(
        self,
        limits: Limits | None = None,
        is_word: IsWord = no_word,
        language_of: Callable[[str], str] | None = None,
        seconds: float = 120.0,
        memory_mb: int = _MEMORY_MB,
    ) -> None:
        self._limits, self._is_word, self._seconds, self._memory = limits or Limits(), is_word, seconds, memory_mb
        self._language_of = language_of or (lambda _: "")
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._kept: dict[tuple[str, str], DocumentText] = {}
        self._kept_chars = 0

    def read(self, path: Path) -> DocumentText:
        """The running text of a document, page by page; the same content is read once.

        Raises:
            DocumentError: absent, unreadable, too large, too slow, encrypted, damaged, without text or of an unknown
                type.
        """
        with self._lock:
            key = self._key(path)
            known = self._kept.get(key) if key else None
            if known is not None:
                return known
            text = self._read(path)
            sample = " ".join(p for page in text.pages[:_SAMPLE_PAGES] for p in page.paragraphs)[:_SAMPLE_CHARS]
            text = replace(text, language=self._language_of(sample))
            size = sum(len(p) for page in text.pages for p in page.paragraphs)
            if key and self._kept_chars + size <= _MOST_KEPT_CHARS:
                self._kept[key] = text
                self._kept_chars += size
            return text

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._end()

    def _key(self, path: Path) -> tuple[str, str] | None:
        try:
            if not path.is_file() or path.stat().st_size > self._limits.max_bytes:
                return None
            with path.open("rb") as handle:
                return path.name, hashlib.file_digest(handle, "sha256").hexdigest()
        except (OSError, ValueError):
            return None

    def _read(self, path: Path) -> DocumentText:
        name = shown_name(path.name)
        fresh = self._worker is None
        try:
            reply = self._ask(path)
            if not fresh and "fault" in reply:
                raise _Gone
        except _Slow as error:
            self._end()
            raise DocumentError(f"{name} {_TOO_SLOW.format(seconds=self._seconds)}") from error
        except _Gone:
            self._end()
            reply = self._again(path, name) if not fresh else {"fault": "gone"}
        if "error" in reply:
            raise DocumentError(str(reply["error"]))
        try:
            return text_from(reply["text"])
        except (KeyError, TypeError, ValueError) as error:
            self._end()
            problem = _TOO_BIG if reply.get("fault") == "memory" else _STOPPED
            raise DocumentError(f"{name} {problem}") from error

    def _again(self, path: Path, name: str) -> dict[str, Any]:
        """Once more with a fresh worker: the one before may have been worn by other documents."""
        try:
            return self._ask(path)
        except _Slow as error:
            self._end()
            raise DocumentError(f"{name} {_TOO_SLOW.format(seconds=self._seconds)}") from error
        except _Gone:
            return {"fault": "gone"}

    def _ask(self, path: Path) -> dict[str, Any]:
        if self._worker is None:
            settings = {"limits": asdict(self._limits), "seconds": self._seconds, "memory_mb": self._memory}
            try:
                self._worker = _Worker(settings)
            except OSError as error:
                reason = error.strerror or "onbekende fout"
                raise DocumentError(f"{shown_name(path.name)} {_NO_START.format(reason=reason)}") from error
            weakref.finalize(self, _end_process, self._worker.process)
        return self._worker.ask(path.absolute(), self._is_word, self._seconds)

    def _end(self) -> None:
        if self._worker is not None:
            _end_process(self._worker.process)
        self._worker = None


class _Worker:
    """One process and the lines that go to and fro."""

    def __init__(self, settings: dict[str, Any]) -> None:
        home = Path(bot.__file__).resolve().parents[1]
        path = os.pathsep.join(filter(None, (str(home), os.environ.get("PYTHONPATH", ""))))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-m", "bot.adapters.parsing_worker", json.dumps(settings)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="ascii",
            env={**os.environ, "PYTHONPATH": path}, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._requests = self.process.stdin
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_pump, args=(self.process.stdout, self._lines), daemon=True).start()

    def ask(self, path: Path, is_word: IsWord, seconds: float) -> dict[str, Any]:
        """One document.

        Raises:
            _Gone: the process ended, or sent something else.
            _Slow: time is up.
        """
        deadline = time.monotonic() + seconds
        self._send({"path": str(path)})
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
                message = json.loads(line)
            except queue.Empty:
                raise _Slow from None
            except ValueError:
                raise _Gone from None
            if not isinstance(message, dict):
                raise _Gone
            if "word" not in message:
                return message
            self._send({"known": is_word(str(message["word"]))})

    def _send(self, message: dict[str, Any]) -> None:
        try:
            self._requests.write(json.dumps(message) + "\n")
            self._requests.flush()
        except (OSError, ValueError) as error:
            raise _Gone from error


def _pump(replies: IO[str], lines: queue.Queue[str]) -> None:
    """Pass on what comes in; an empty line means the end."""
    with suppress(ValueError, OSError):
        while (line := replies.readline(_LONGEST_REPLY)).endswith("\n"):
            lines.put(line)
    lines.put("")


def _end_process(process: subprocess.Popen[str]) -> None:
    """End a worker and what it started, once."""
    with suppress(OSError):
        if process.poll() is not None:
            return
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError, ValueError):
            if stream is not None:
                stream.close()
    process.wait()
