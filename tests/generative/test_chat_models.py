"""Chat models: made from a setting, guarded, and every failure one Dutch sentence."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import anthropic
import httpx
import httpx2
import langchain_core.exceptions
import langchain_openai.chat_models.base
import ollama
import openai
import pytest

from bot.adapters.chat_models import ModelChoice, make_chat_model
from bot.adapters.guarded_model import GuardedModel
from bot.adapters.model_faults import FAULTS, explained
from bot.adapters.model_limits import Bounds, Circuit, DailyUse, Used
from bot.errors import ModelError, ServiceError, SettingsError
from bot.ports import ModelTurn
from tests.model_server import ModelServer, Reply, answer, model_server

SCHEMA = {"title": "Antwoord", "description": "Antwoord.", "type": "object", "properties": {"refused": {}}}
GOOD = answer({"text": "De opvang kostte geld.", "cites": [1]})
SECRET = "sk-geheim-1234567890"
NO_BOUNDS = Bounds()
_NOT_OF_A_REQUEST = {
    "InvalidWebhookSignatureError", "WebSocketConnectionClosedError", "WebSocketQueueFullError", "TracerException",
    "_AmbiguousModuleClientUsageError", "LangChainException", "CookieConflict",
}  # fmt: skip


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)


def model(server: ModelServer, tmp_path: Path, seconds: float = 5.0, bounds: Bounds = NO_BOUNDS) -> GuardedModel:
    return make_chat_model(ModelChoice("openai:proef", server.url, seconds, bounds, tmp_path / "use.json"))


def asked(guarded: GuardedModel, seconds: float = 5.0) -> dict[str, object]:
    return list(guarded.stream(ModelTurn("Wees kort.", "Vraag"), SCHEMA, seconds))[-1]


def exceptions(*modules: object) -> set[type[BaseException]]:
    found = {c for m in modules for _, c in inspect.getmembers(m, inspect.isclass) if issubclass(c, Exception)}
    return {c for c in found if c.__module__.split(".")[0] not in ("builtins", "pydantic", "pydantic_core")}


def test_every_exception_of_the_clients_is_mapped():
    modules = (openai, anthropic, ollama, httpx, httpx2, langchain_core.exceptions, langchain_openai.chat_models.base)
    unmapped = [
        c.__name__
        for c in exceptions(*modules)
        if c.__name__ not in _NOT_OF_A_REQUEST and not any(k.__name__ in FAULTS for k in c.__mro__)
    ]
    assert unmapped == []
    for fault in FAULTS.values():
        assert fault.text.endswith(".")


def test_a_real_client_streams_ever_larger_parts(server, tmp_path):
    server.replies(GOOD)
    parts = list(model(server, tmp_path).stream(ModelTurn("Wees kort.", "Vraag"), SCHEMA, 5))
    assert len(parts) > 3
    assert parts[-1]["sentences"][0]["text"] == "De opvang kostte geld."
    assert server.keys == [f"Bearer {SECRET}"]


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (Reply(status=401, error=f"Incorrect API key provided: {SECRET}"), ModelError, "weigerde de sleutel"),
        (Reply(status=403), ModelError, "mag het taalmodel niet"),
        (Reply(status=404), ModelError, "bestaat niet"),
        (Reply(status=400, error="maximum context length is 8 tokens"), ModelError, "te lang"),
        (Reply(status=500, headers={"Retry-After": "0"}), ServiceError, "gaf een fout"),
        (Reply(status=429, headers={"Retry-After": "0"}), ServiceError, "te druk"),
        (Reply(GOOD, cut_after=3), ServiceError, "verbrak de verbinding"),
        (Reply("{", finish="length"), ServiceError, "af was"),
        (Reply("{", finish="content_filter"), ServiceError, "weigerde deze vraag"),
        (Reply("geen json"), ServiceError, "geen bruikbaar"),
        (Reply(""), ServiceError, "geen bruikbaar"),
        (Reply("", refusal="I cannot"), ServiceError, "geen bruikbaar"),
    ],
)
def test_a_failure_is_one_dutch_sentence_without_the_key(server, tmp_path, reply, kind, words):
    server.replies(reply)
    with pytest.raises(kind, match=words) as caught:
        asked(model(server, tmp_path))
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "\n" not in str(caught.value)


def test_a_busy_server_is_asked_again_when_it_says(server, tmp_path):
    server.replies(
        Reply(status=429, headers={"Retry-After": "0"}), Reply(status=500, headers={"Retry-After": "0"}), GOOD
    )
    assert asked(model(server, tmp_path))["refused"] is False
    assert len(server.requests) == 3


def test_nobody_waits_longer_than_the_limit(server, tmp_path):
    server.replies(Reply(status=429, headers={"Retry-After": "600"}))
    with pytest.raises(ServiceError, match="te druk"):
        asked(model(server, tmp_path), 0.5)
    server.replies(Reply(GOOD, stall_after=3))
    with pytest.raises(ServiceError, match="niet op tijd"):
        asked(model(server, tmp_path), 0.5)


def test_after_the_first_words_nothing_is_asked_again(server, tmp_path):
    server.replies(Reply(GOOD, cut_after=5), GOOD)
    with pytest.raises(ServiceError):
        asked(model(server, tmp_path))
    assert len(server.requests) == 1


def test_no_server_at_all(tmp_path):
    with model_server() as gone:
        guarded = model(gone, tmp_path)
    with pytest.raises(ServiceError, match="niet bereikbaar"):
        asked(guarded, 20.0)


def test_circuit_opens_after_repeated_failure_and_closes_after_success():
    now = [0.0]
    circuit = Circuit(after=2, seconds=60, clock=lambda: now[0])
    circuit.failed()
    circuit.check()
    circuit.failed()
    with pytest.raises(ServiceError, match="even rust"):
        circuit.check()
    now[0] = 61.0
    circuit.check()
    with pytest.raises(ServiceError):
        circuit.check()
    circuit.succeeded()
    circuit.check()


def test_an_open_circuit_asks_nothing(server, tmp_path):
    server.replies(Reply(status=401))
    guarded = model(server, tmp_path)
    for _ in range(3):
        with pytest.raises(ModelError):
            asked(guarded)
    with pytest.raises(ServiceError, match="even rust"):
        asked(guarded)
    assert len(server.requests) == 3


def test_a_refused_question_does_not_open_the_circuit(server, tmp_path):
    server.replies(Reply("{", finish="content_filter"))
    guarded = model(server, tmp_path)
    for _ in range(4):
        with pytest.raises(ServiceError, match="weigerde deze vraag"):
            asked(guarded)
    assert len(server.requests) == 4


def test_daily_tokens_are_counted_and_bounded(server, tmp_path):
    server.replies(GOOD)
    guarded = model(server, tmp_path, bounds=Bounds(tokens=120))
    asked(guarded)
    with pytest.raises(ServiceError, match="daglimiet"):
        asked(guarded)


def test_tokens_are_forgotten_the_next_day(tmp_path):
    path = tmp_path / "use.json"
    DailyUse(path, Bounds(100), lambda: date(2026, 1, 1)).add(60, 40)
    assert DailyUse(path, Bounds(100), lambda: date(2026, 1, 1)).used().tokens == 100
    DailyUse(path, Bounds(100), lambda: date(2026, 1, 2)).check()
    path.write_text("kapot", encoding="utf-8")
    assert DailyUse(path, Bounds(100)).used() == Used()


def test_money_a_day_is_bounded_and_outlives_the_program(server, tmp_path):
    """Prices are a million tokens: 100 sent and some 20 written at 10.000 and 20.000 cost more than one."""
    server.replies(GOOD)
    bounds = Bounds(cost=1.2, price_in=10_000, price_out=20_000)
    asked(model(server, tmp_path, bounds=bounds))
    used = DailyUse(tmp_path / "use.json", bounds).used()
    assert used.sent == 100
    assert used.cost == pytest.approx(bounds.price(used.sent, used.written))
    again = model(server, tmp_path, bounds=bounds)
    with pytest.raises(ServiceError, match="'daily_cost'"):
        asked(again)
    assert len(server.requests) == 1


def test_failed_calls_cost_money_too(server, tmp_path):
    server.replies(Reply(status=500, headers={"Retry-After": "0"}))
    bounds = Bounds(cost=1000, price_in=1, price_out=1)
    with pytest.raises(ServiceError, match="gaf een fout"):
        asked(model(server, tmp_path, bounds=bounds))
    used = DailyUse(tmp_path / "use.json", bounds).used()
    assert len(server.requests) == 3
    assert used.sent == 3 * (len("Wees kort.Vraag") // 3)
    assert used.cost > 0


def test_a_limit_on_money_needs_a_price(tmp_path):
    with pytest.raises(ModelError, match="'model_price_in' en 'model_price_out'"):
        make_chat_model(ModelChoice("ollama:x", "", 5, Bounds(cost=1), tmp_path / "u.json"))


def test_wrong_choices_are_sentences(tmp_path, monkeypatch):
    def choose(name: str) -> GuardedModel:
        return make_chat_model(ModelChoice(name, "", 5, Bounds(), tmp_path / "u.json"))

    with pytest.raises(SettingsError, match="Onbekend taalmodel"):
        choose("cohere:x")
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    with pytest.raises(ModelError, match=r"pip install weerwoord\[anthropic\]|ANTHROPIC_API_KEY"):
        choose("anthropic:x")
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        choose("openai:x")
    assert choose("ollama:x").name == "ollama:x"


def test_an_unknown_failure_is_no_traceback():
    assert "gaf een fout" in str(explained(RuntimeError(SECRET)))
