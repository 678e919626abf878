"""A scripted model server, and an assistant over the whole corpus that really talks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.adapters.chat_models import KEYS, ModelChoice, make_chat_model
from bot.adapters.model_limits import Bounds, Circuit
from bot.answering.claims import ClaimChecker
from bot.answering.generative import GenerativeAssistant
from bot.assembly import OpenIndex
from tests.model_server import ModelServer, model_server

SECRET = "sk-geheim-1234567890"
PROVIDERS = ("openai", "anthropic", "mistralai", "ollama")


def choice_of(provider: str, server: ModelServer, folder: Path, seconds: float = 5.0) -> ModelChoice:
    """A model of a provider whose client talks to a server of ours; Anthropic and Ollama add their own path."""
    address = server.url if provider in ("openai", "mistralai") else server.url.removesuffix("/v1")
    return ModelChoice(f"{provider}:proef", address, seconds, Bounds(), folder / "use.json")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture(scope="session")
def checker(real_index: OpenIndex) -> ClaimChecker:
    return real_index.claim_checker


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS.values():
        monkeypatch.setenv(name, SECRET)


@pytest.fixture
def talk(server: ModelServer, real_index: OpenIndex, tmp_path: Path) -> Callable[..., GenerativeAssistant]:
    """Makes an assistant whose model is the server; its circuit never opens."""

    def make(index: OpenIndex = real_index) -> GenerativeAssistant:
        choice = ModelChoice("openai:proef", server.url, 5.0, Bounds(), tmp_path / "use.json")
        return index.generative(make_chat_model(choice, Circuit(after=10**6)))

    return make


@pytest.fixture
def assistant(talk: Callable[..., GenerativeAssistant]) -> GenerativeAssistant:
    return talk()
