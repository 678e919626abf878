"""The real clients of Anthropic, Mistral and Ollama against a server of our own that speaks their protocols."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.chat_models import KEYS, make_chat_model
from bot.adapters.guarded_model import GuardedModel
from bot.adapters.model_limits import Bounds, DailyUse
from bot.answering.written import ANSWER_SCHEMA
from bot.errors import ModelError, ServiceError
from bot.ports import ModelTurn
from tests.generative.conftest import SECRET, choice_of
from tests.model_server import ModelServer, Reply, answer

GOOD = answer({"text": "De opvang kostte geld.", "cites": [1]})
NOW = {"Retry-After": "0"}


@pytest.fixture(params=["anthropic", "mistralai", "ollama"])
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def model(provider: str, server: ModelServer, folder: Path, seconds: float = 5.0) -> GuardedModel:
    return make_chat_model(choice_of(provider, server, folder, seconds))


def parts(guarded: GuardedModel, seconds: float = 5.0) -> list[dict[str, object]]:
    return list(guarded.stream(ModelTurn("Wees kort.", "Vraag"), ANSWER_SCHEMA, seconds))


def test_the_answer_streams_and_is_counted(provider, server, tmp_path):
    server.replies(Reply(GOOD, finish="tool_use" if provider == "anthropic" else "stop"))
    given = parts(model(provider, server, tmp_path))
    assert len(given) > 3
    assert given[-1]["sentences"][0]["text"] == "De opvang kostte geld."
    assert [key.removeprefix("Bearer ") for key in server.keys] == ["" if provider == "ollama" else SECRET]
    assert SECRET not in str(server.requests)
    assert DailyUse(tmp_path / "use.json", Bounds()).used().sent == 100


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (Reply(status=401, error=f"invalid x-api-key {SECRET}"), ModelError, "weigerde de sleutel"),
        (Reply(status=400, error="prompt is too long: 9 tokens > 8 maximum"), ModelError, "te lang"),
        (Reply(status=429, headers=NOW), ServiceError, "te druk"),
        (Reply(status=500, headers=NOW), ServiceError, "gaf een fout"),
        (Reply(status=529, code="overloaded_error", headers=NOW), ServiceError, "te druk"),
        (Reply(GOOD, cut_after=4), ServiceError, "verbrak de verbinding"),
        (Reply(""), ServiceError, "geen bruikbaar"),
        (Reply("geen json"), ServiceError, "geen bruikbaar"),
    ],
)
def test_a_failure_is_one_dutch_sentence_without_the_key(provider, server, tmp_path, reply, kind, words):
    server.replies(reply)
    with pytest.raises(kind, match=words) as caught:
        parts(model(provider, server, tmp_path))
    assert SECRET not in str(caught.value)


def test_nobody_waits_for_a_stalled_answer(provider, server, tmp_path):
    server.replies(Reply(GOOD, stall_after=4))
    with pytest.raises(ServiceError, match="niet op tijd"):
        parts(model(provider, server, tmp_path), 0.5)


@pytest.mark.parametrize("provider", ["anthropic", "mistralai"])
def test_the_key_comes_only_from_the_environment(provider, server, tmp_path, monkeypatch):
    monkeypatch.delenv(KEYS[provider])
    with pytest.raises(ModelError, match=KEYS[provider]):
        model(provider, server, tmp_path)
