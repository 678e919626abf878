"""The command line for tests: in a process of its own, or within this one."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from bot.cli.main import main

_GUARD = """
import socket

def _refuse(self, address, *rest):
    raise RuntimeError(f"network traffic to {address}")

socket.socket.connect = socket.socket.connect_ex = _refuse
socket.create_connection = socket.getaddrinfo = _refuse
"""


class Done(NamedTuple):
    """What a call left."""

    code: int
    out: str
    err: str


class Shell:
    """Calls the command as a user would, without network.

    Args:
        home: data folder; its ``index`` is the index.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        self.home = home
        guard = folder / "guard"
        guard.mkdir(exist_ok=True)
        (guard / "sitecustomize.py").write_text(_GUARD)
        root = Path(__file__).parents[2]
        self.folder = folder
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith(("WEERWOORD_", "LC_", "PYTHON"))},
            "PYTHONPATH": os.pathsep.join((str(guard), str(root))),
            "WEERWOORD_DATA_DIR": str(home),
            "LANG": "C",
        }

    def __call__(self, *arguments: str | bytes | Path, stdin: bytes = b"", cwd: Path | None = None) -> Done:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.cli", *arguments],
            input=stdin, capture_output=True, env=self.environment, cwd=cwd or self.folder, timeout=120, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


class Inside(Shell):
    """The same within this process, for speed: what is imported stays imported."""

    def __call__(self, *arguments: str | bytes | Path, stdin: bytes = b"", cwd: Path | None = None) -> Done:
        streams = [io.TextIOWrapper(io.BytesIO(start), encoding="ascii") for start in (stdin, b"", b"")]
        words = ["weerwoord", *(os.fsdecode(word) for word in arguments)]
        with (
            mock.patch.object(sys, "argv", words),
            mock.patch.object(sys, "stdin", streams[0]),
            mock.patch.dict(os.environ, self.environment),
            contextlib.chdir(cwd or self.folder),
            contextlib.redirect_stdout(streams[1]),
            contextlib.redirect_stderr(streams[2]),
        ):
            try:
                main()
                code: Any = 0
            except SystemExit as ended:
                code = ended.code or 0
        out, err = (stream.detach().getvalue().decode("utf-8") for stream in _flushed(streams[1:]))  # type: ignore[attr-defined]
        return Done(int(code), out, err)


def _flushed(streams: list[io.TextIOWrapper]) -> list[io.TextIOWrapper]:
    for stream in streams:
        stream.flush()
    return streams


def fault(done: Done, code: int) -> str:
    """The one sentence of an expected error."""
    assert done.code == code, done
    assert "Traceback" not in done.err
    assert done.err.startswith("weerwoord: ")
    return done.err.removeprefix("weerwoord: ").strip()


def rows_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def batch(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
