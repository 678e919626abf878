"""Fixtures for all tests: no network, a home of their own, one real index a session."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # two test processes on two cores: more threads only wait for each other

from bot.assembly import OpenIndex, corpus_folder, make_builder, open_index
from bot.settings import Settings, load_settings
from tests.doubles import write_mini_corpus

_LONGEST = (
    "test_eval_mutations.py", "test_cli.py", "test_accessibility.py", "test_library.py", "test_eval_commands.py",
    "test_stop_while_writing.py", "test_conversation.py", "test_bronnen.py", "test_journeys.py", "test_login.py",
    "test_network.py", "test_safety.py", "test_chat.py", "test_answers.py", "test_languages.py",
)  # fmt: skip
"""Files that take long go first: one that begins last leaves the other process without work."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others in their order."""
    order = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that is not to this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in _LOOPBACK:
            raise AssertionError(f"network traffic to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_stepping_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that lets others go first would slow down every test after it in the same process."""
    monkeypatch.setattr(os, "nice", lambda _: 0, raising=False)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees or touches the user's settings and data."""
    for name in [n for n in os.environ if n.startswith("WEERWOORD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def real_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index is the whole built-in corpus with the built-in embedder; built once for all processes."""
    mine = tmp_path_factory.mktemp("real") / "data"
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            built = load_settings(data_dir=shared.with_name("building"))
            make_builder(built).build(corpus_folder(built))
            built.data_dir.rename(shared)
    shutil.copytree(shared, mine)
    return load_settings(data_dir=mine)


@pytest.fixture(scope="session")
def real_index(real_settings: Settings) -> OpenIndex:
    """The opened index of the whole corpus."""
    return open_index(real_settings)


@pytest.fixture
def mini_corpus(tmp_path: Path) -> Path:
    """A small whole corpus: two sources, one card, three figures."""
    return write_mini_corpus(tmp_path / "corpus")


@pytest.fixture
def mini_settings(tmp_path: Path, mini_corpus: Path) -> Settings:
    """Settings for the small corpus, with an index folder of its own."""
    return load_settings(data_dir=tmp_path / "mini", corpus_dir=mini_corpus)
