"""Nothing leaves this computer that nobody asked for, and no secret is written anywhere.

Every command runs in a process whose interpreter reports each connection and look-up beyond loopback, before it is made
(an audit hook: no library can go round it from Python). A canary key stands in the environment meanwhile; all that was
printed and written is searched for it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from typer.main import get_command

from bot.cli.main import app
from tests.doubles import write_mini_corpus

CANARY = "sk-kanarie-7f3e91c2d4b85a60"
KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "MISTRAL_API_KEY", "HF_TOKEN", "AWS_SECRET_ACCESS_KEY")
QUESTION = "Hoeveel kost de bijenopvang in Nederland?"
_GUARD = """
import os, sys
_LOCAL = ("127.", "::1", "localhost", "0.0.0.0")

def _watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and not str(host).startswith(_LOCAL):
        with open(os.environ["GUARD_REPORT"], "a") as report:
            report.write(f"{event} {host}\\n")
        raise OSError(101, "Network is unreachable")

sys.addaudithook(_watch)
"""
_MANY = """
import contextlib, io, json, sys
from unittest import mock
from bot.assembly import corpus_folder, make_builder
from bot.cli import recovery
from bot.cli.main import main
from eval import attacked

recovery._BETWEEN_S = recovery._PAUSE_S = 0.2
# In this process: the command that bench starts for it ("index --force") differs only in a flag from one below.
recovery._build_elsewhere = lambda settings: make_builder(settings).build(corpus_folder(settings), force=True)
every = attacked.all_attacks()
attacked.all_attacks = lambda: every[::12]
for words in json.loads(sys.argv[1]):
    sys.stderr.write(f"== {words}\\n")
    with mock.patch.object(sys, "argv", ["weerwoord", *words]):
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
    sys.stderr.write(f"\\nEINDE {json.dumps([*words[:2], code])}\\n")
"""
OFFLINE = [
    ["corpus", "check"],
    ["index"],
    ["ask", QUESTION],
    ["ask", "--json", QUESTION],
    ["ask", QUESTION, "--to", "antwoord.docx"],
    ["search", QUESTION],
    ["rehearse", "--json"],
    ["api-token"],
    ["mcp"],
    ["backup", "kopie.zip"],
    ["restore", "kopie.zip"],
    ["doctor"],
    ["export", "--last", "--to", "gesprek.html"],
    ["eval", "run", "--id", "must-vluchtelingen"],
    ["eval", "list"],
    ["eval", "export", "laatste", "--to", "run.jsonl"],
    ["eval", "check"],
    ["eval", "gate", "--run", "laatste"],
    ["eval", "attacks"],
    ["eval", "model", "--most", "1"],
    ["eval", "compare", "laatste"],
    ["eval", "bless", "geen", "--reason", "x"],
    ["train-embedder", "--data", "weg", "--out", "weg2"],
    ["audit", "--offline"],
    ["bench", "--quick", "--json"],
]
WORKING = {"index", "ask", "search", "api-token", "mcp", "backup", "restore", "doctor", "audit", "bench"}
WORKING_EVAL = {"run", "list", "export", "attacks"}
ELSEWHERE = {"serve", "fetch"}
"""Run in tests of their own, below."""


class Guarded:
    """A home with a guard, a canary and a small corpus."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.report = folder, folder / "report.txt"
        (folder / "guard").mkdir()
        (folder / "guard" / "sitecustomize.py").write_text(_GUARD)
        self.root = Path(__file__).parents[2]
        self.environment = {
            **{n: v for n, v in os.environ.items() if not n.startswith(("WEERWOORD_", "PYTHON"))},
            **dict.fromkeys(KEYS, CANARY),
            "PYTHONPATH": os.pathsep.join((str(folder / "guard"), str(self.root))),
            "GUARD_REPORT": str(self.report),
            "WEERWOORD_DATA_DIR": str(folder / "home"),
            "WEERWOORD_CORPUS_DIR": str(write_mini_corpus(folder / "corpus")),
            "WEERWOORD_LOG_FILE": str(folder / "log.txt"),
            "WEERWOORD_LOG_FORMAT": "json",
        }
        self.environment.pop("HF_HUB_OFFLINE", None)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *arguments], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        self.keep(done.stdout + done.stderr)
        return done

    def keep(self, text: str) -> None:
        """What was printed is searched for the canary too."""
        with (self.folder / "printed.txt").open("a", encoding="utf-8") as handle:
            handle.write(text)

    def contacted(self) -> list[str]:
        return self.report.read_text().splitlines() if self.report.exists() else []

    def canaries(self) -> list[str]:
        """Files that hold the canary."""
        files = [p for p in self.folder.rglob("*") if p.is_file()]
        return [str(p.relative_to(self.folder)) for p in files if CANARY.encode() in p.read_bytes()]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Guarded:
    return Guarded(tmp_path_factory.mktemp("guarded"))


def _commands() -> set[str]:
    def walk(command: object, path: tuple[str, ...] = ()) -> set[str]:
        inner = getattr(command, "commands", None)
        if not inner:
            return {" ".join(path)}
        return set().union(*(walk(below, (*path, name)) for name, below in inner.items()))

    return walk(get_command(app))


def test_every_command_has_its_place_in_this_test() -> None:
    tried = {" ".join(words[:2] if words[0] in ("corpus", "eval") else words[:1]) for words in OFFLINE}
    assert tried | ELSEWHERE == _commands()
    assert not tried & ELSEWHERE


def test_the_guard_sees_what_it_should(guarded: Guarded) -> None:
    for line in ("socket.create_connection(('192.0.2.1', 80), 1)", "socket.gethostbyname('example.invalid')"):
        done = guarded.run("-c", f"import socket\n{line}")
        assert "Network is unreachable" in done.stderr
    assert guarded.contacted() == ["socket.getaddrinfo 192.0.2.1", "socket.gethostbyname example.invalid"]
    guarded.report.unlink()


def test_no_command_contacts_anyone_and_no_secret_is_written(guarded: Guarded) -> None:
    done = guarded.run("-c", _MANY, json.dumps(OFFLINE))
    ends = [json.loads(line.removeprefix("EINDE ")) for line in done.stderr.splitlines() if line.startswith("EINDE ")]
    assert [end[0] for end in ends] == [words[0] for words in OFFLINE], done.stderr[-2000:]
    assert {name for name, *_, code in ends if code == 0} >= WORKING
    assert {end[1] for end in ends if end[0] == "eval" and end[-1] == 0} >= WORKING_EVAL
    assert "Traceback" not in done.stderr
    assert guarded.contacted() == []
    assert guarded.canaries() == []


def test_the_served_page_contacts_no_one(guarded: Guarded) -> None:
    port = _free_port()
    with (guarded.folder / "served.txt").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bot.cli", "serve", "--port", str(port), "--no-browser"],
            cwd=guarded.folder, env=guarded.environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        pages = _until_served(port, process)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        guarded.keep(f"stopped after {time.monotonic() - began:.1f} s\n")
    finally:
        process.kill()
    assert [page.status_code for page in pages] == [200, 200]
    assert all(CANARY not in page.text for page in pages)
    assert guarded.contacted() == []
    assert guarded.canaries() == []


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_served(port: int, process: subprocess.Popen[bytes]) -> list[httpx.Response]:
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            return [httpx.get(address + path, trust_env=False, timeout=20) for path in ("/", "/_stcore/health")]
        except httpx.TransportError:
            if process.poll() is not None:
                break
            threading.Event().wait(0.2)
    raise AssertionError("the page was not served")


def test_fetch_contacts_the_publisher_and_no_one_else(guarded: Guarded) -> None:
    done = guarded.run("-m", "bot.cli", "fetch", "--all")
    hosts = {line.split()[1] for line in guarded.contacted()}
    guarded.report.unlink(missing_ok=True)
    assert hosts == {"example.org"}, done.stderr
    assert guarded.canaries() == []


def test_a_model_that_fails_tells_no_key(guarded: Guarded) -> None:
    guarded.environment["WEERWOORD_MODEL"] = "openai:proef"
    guarded.environment["WEERWOORD_MODEL_BASE_URL"] = f"http://127.0.0.1:{_free_port()}/v1"
    try:
        done = guarded.run("-m", "bot.cli", "ask", QUESTION)
    finally:
        del guarded.environment["WEERWOORD_MODEL"], guarded.environment["WEERWOORD_MODEL_BASE_URL"]
    assert done.returncode == 0, done.stderr
    assert guarded.contacted() == []
    assert guarded.canaries() == []
