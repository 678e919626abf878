"""The HTTP API: the same JSON, clear refusals, tokens, limits, health and figures."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.adapters import metrics
from bot.adapters.logs import JsonLines, TextLines, event, log_to, redacted
from bot.adapters.model_limits import Circuit
from bot.answering.programs import Programs, filter_from
from bot.answering.progress import Progress, Streaming, WithoutModel
from bot.assembly import OpenIndex, make_builder, open_index
from bot.domain.answers import Answer
from bot.domain.filters import SourceFilter, SourceKind
from bot.errors import IndexMissing, SettingsError, UsageError
from bot.settings import Settings, load_settings
from bot.ui import api_limits, health
from bot.ui.api import Api
from bot.ui.api_limits import Busy, RateLimit, Workers, token_name
from bot.ui.watched import watched
from tests.doubles import write_mini_corpus
from tests.ui.fakes import FakeAssistant, answered

TOKEN = "een-lange-sleutel-voor-de-proef-1234567890"
HASH = hashlib.sha256(TOKEN.encode()).hexdigest()
QUESTION = "Hoeveel kost de opvang van bijen?"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    folder = tmp_path_factory.mktemp("api")
    settings = Settings(data_dir=folder / "data", corpus_dir=write_mini_corpus(folder / "corpus"))
    make_builder(settings).build(settings.corpus_dir or folder)
    return open_index(settings)


@pytest.fixture
def quiet_log() -> Iterator[None]:
    level = logging.getLogger("weerwoord").level
    yield
    root = logging.getLogger()
    for handler in [h for h in root.handlers if h.get_name() == "weerwoord"]:
        root.removeHandler(handler)
        handler.close()
    logging.getLogger("weerwoord").setLevel(level)


def client(index: OpenIndex, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> TestClient:
    given = load_settings(data_dir=index.settings.data_dir, **settings)
    monkeypatch.setattr(health, "shared_index", lambda: index)
    programs = Programs(lambda: index, metrics.answered("api"))
    return TestClient(Starlette(routes=Api(given, programs, lambda: health.look(given)).routes()))


@pytest.fixture
def api(index: OpenIndex, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return client(index, monkeypatch)


def test_answer_is_the_one_of_the_contract(api: TestClient, index: OpenIndex) -> None:
    given = api.post("/api/ask", json={"question": QUESTION}).json()
    expected = index.assistant.ask(QUESTION).to_dict()
    del given["ms"], expected["ms"]
    assert given == expected
    assert given["sentences"]
    formed = api.post("/api/ask", json={"question": QUESTION, "form": "punten", "only": {"countries": ["nl"]}}).json()
    assert formed["form"] == "punten"
    assert formed["text"]


def test_search_source_and_figure(api: TestClient, index: OpenIndex) -> None:
    hits = api.get("/api/search", params={"q": QUESTION, "k": "2"}).json()
    assert [hit["rank"] for hit in hits] == [1, 2]
    key, row = next(iter(index.catalog.sources)), next(iter(index.catalog.figures.values()))
    source = api.get(f"/api/source/{key}").json()
    assert source["key"] == key
    assert source["passage_count"] == len(index.catalog.passages_of(key)) == len(source["passages"])
    figure = api.get(f"/api/figure/{row.id}").json()
    assert (figure["value"], figure["year"], figure["source"]["key"]) == (str(row.value), row.year, row.source)


@pytest.mark.parametrize(
    ("body", "status", "told"),
    [
        (b"", 400, "geen geldige JSON"),
        (b"[" * 50_000, 400, "geen geldige JSON"),
        (b"\xff\xfe", 400, "geen geldige JSON"),
        (b'["x"]', 400, "JSON-object"),
        (b"{}", 400, "'question' ontbreekt"),
        (b'{"question": 5}', 400, "moet tekst zijn"),
        (b'{"question": ""}', 400, "leeg"),
        (b'{"question": "x", "vraag": 1}', 400, "Onbekend veld: vraag"),
        (b'{"question": "x", "form": []}', 400, "'form' moet"),
        (b'{"question": "x", "only": {"kinds": ["boek"]}}', 400, "'kinds' kent alleen"),
        (b'{"question": "' + b"x" * 3000 + b'"}', 400, "3000 tekens"),
        (b'{"question": "' + b"x" * 70_000 + b'"}', 413, "te groot"),
    ],
)
def test_bad_question_is_a_sentence(api: TestClient, body: bytes, status: int, told: str) -> None:
    reply = api.post("/api/ask", content=body, headers=JSON)
    assert reply.status_code == status
    assert told in reply.json()["error"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/search", 400),
        ("GET", "/api/search?q=x&k=0", 400),
        ("GET", "/api/search?q=x&k=-1", 400),
        ("GET", "/api/search?q=x&from_year=19", 400),
        ("GET", "/api/search?q=x&zomaar=1", 400),
        ("GET", "/api/source/..%2F..%2Fetc%2Fpasswd", 404),
        ("GET", "/api/source/nee", 404),
        ("GET", "/api/figure/nee", 404),
        ("GET", "/api", 404),
        ("GET", "/api/weg", 404),
        ("GET", "/api/ask", 405),
        ("DELETE", "/api/source/nee", 405),
    ],
)
def test_bad_address_is_a_sentence(api: TestClient, method: str, path: str, status: int) -> None:
    reply = api.request(method, path)
    assert reply.status_code == status
    if path != "/api":
        assert reply.json()["error"].endswith(".")


def test_form_of_a_web_page_gets_nothing(api: TestClient) -> None:
    assert api.post("/api/ask", content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
    assert api.get("/api/search?q=x", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_with_login_only_a_token_opens(
    index: OpenIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    api = client(index, monkeypatch, login_file=tmp_path / "login.toml", api_tokens=[HASH])
    caplog.set_level(logging.INFO)
    paths = ("/api/search?q=hulp", "/api/source/nee", "/metrics")
    wrong = ("", "Bearer", "Bearer fout", f"Basic {TOKEN}", f"Bearer {HASH}")
    for path in paths:
        for header in wrong:
            reply = api.get(path, headers={"authorization": header})
            assert (reply.status_code, reply.headers["www-authenticate"]) == (401, "Bearer")
    assert api.get("/health").json() == {"status": "ok"}
    good = {"authorization": f"Bearer {TOKEN}"}
    assert [api.get(path, headers=good).status_code for path in paths] == [200, 404, 200]
    assert "index" in api.get("/health", headers=good).json()
    assert TOKEN not in caplog.text
    assert HASH not in caplog.text


def test_with_login_and_no_token_nothing_opens(
    index: OpenIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    api = client(index, monkeypatch, login_file=tmp_path / "login.toml")
    assert api.get("/api/search?q=x", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 401


def test_a_token_must_be_a_hash() -> None:
    with pytest.raises(SettingsError, match="api_tokens"):
        load_settings(api_tokens=[TOKEN])
    assert token_name(f"bearer  {TOKEN}", (HASH,)) == HASH


def test_too_many_requests_wait_by_caller(index: OpenIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    api = client(index, monkeypatch, api_per_minute=2, api_tokens=[HASH])
    good = {"authorization": f"Bearer {TOKEN}"}
    assert [api.get("/api/weg").status_code for _ in range(3)] == [401, 401, 429]
    assert [api.get("/api/weg", headers=good).status_code for _ in range(2)] == [404, 404]
    reply = api.get("/api/weg", headers=good)
    assert (reply.status_code, int(reply.headers["retry-after"])) == (429, 30)
    assert "Wacht 30 s" in reply.json()["error"]


def test_rate_comes_back_and_forgets_old_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    limit = RateLimit(60, lambda: now[0])
    assert all(limit.wait("a") == 0 for _ in range(60))
    assert limit.wait("a") == pytest.approx(1)
    now[0] = 1.0
    assert limit.wait("a") == 0
    monkeypatch.setattr(api_limits, "_MOST_CALLERS", 2)
    for name in "bcd":
        limit.wait(name)
    assert list(limit._left) == ["c", "d"]


async def _fill(workers: Workers, gate: threading.Event) -> list[Any]:
    import asyncio

    held = [asyncio.create_task(workers.run(gate.wait)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await workers.run(lambda: None)
    gate.set()
    return [*(await asyncio.gather(*held)), await workers.run(lambda: "weer ruimte")]


def test_row_before_the_workers_is_bounded() -> None:
    import asyncio

    assert asyncio.run(_fill(Workers(1, 2), threading.Event())) == [True, True, True, "weer ruimte"]


def test_health_and_figures(api: TestClient, index: OpenIndex) -> None:
    api.post("/api/ask", json={"question": QUESTION})
    told = api.get("/health").json()
    assert (told["status"], told["index"]["version"], told["model"]) == ("ok", index.folder.name, "none")
    figures = api.get("/metrics").text
    assert f'weerwoord_index_info{{version="{index.folder.name}"}} 1.0' in figures
    assert 'weerwoord_questions_total{channel="api",engine="extractive",outcome="answered"}' in figures
    assert 'weerwoord_answer_seconds_count{channel="api"}' in figures


def test_health_tells_how_the_model_is(index: OpenIndex) -> None:
    now = [0.0]
    circuit = Circuit(after=2, seconds=30, clock=lambda: now[0])
    chain = SimpleNamespace(is_resting=False)
    with_model = load_settings(model="ollama:proef")
    generative = SimpleNamespace(answerer=SimpleNamespace(parts=SimpleNamespace(chain=chain)))
    seen = []
    for _ in range(3):
        chain.is_resting = circuit.is_open
        seen.append(health._model(with_model, generative))  # type: ignore[arg-type]
        circuit.failed()
    now[0] = 31.0
    chain.is_resting = circuit.is_open
    assert [*seen, health._model(with_model, generative)] == ["ready", "ready", "resting", "ready"]  # type: ignore[arg-type]
    without = SimpleNamespace(answerer=WithoutModel(index.assistant, "weg"))
    assert health._model(with_model, without) == "unavailable"  # type: ignore[arg-type]
    assert health._model(load_settings(), index) == "none"


def test_pages_are_counted_and_stream_only_when_the_assistant_does(index: OpenIndex) -> None:
    class Writing(FakeAssistant):
        def stream(self, question: str, *rest: object) -> Iterator[Progress | Answer]:
            yield Progress()
            yield self.reply(question)

    before = metrics.figures("", 0, None).decode()
    plain, writing = watched(FakeAssistant()), watched(Writing())
    assert not isinstance(plain, Streaming)
    assert isinstance(writing, Streaming)
    assert plain.ask("Wat kost opvang?") == answered("Wat kost opvang?")
    assert list(writing.stream("Wat kost opvang?"))[-1] == answered("Wat kost opvang?")
    assert _asked(metrics.figures("", 0, 3).decode()) == _asked(before) + 2


def _asked(figures: str) -> float:
    name = 'weerwoord_questions_total{channel="page",engine="extractive",outcome="answered"} '
    return sum(float(line.removeprefix(name)) for line in figures.splitlines() if line.startswith(name))


def test_health_without_index(index: OpenIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> OpenIndex:
        raise IndexMissing("Er is nog geen index.")

    api = client(index, monkeypatch)
    monkeypatch.setattr(health, "shared_index", missing)
    reply = api.get("/health")
    assert reply.status_code == 503
    assert reply.json()["checks"]["index"] == "Er is nog geen index."
    assert api.get("/metrics").status_code == 200


def test_defect_shows_no_trace(monkeypatch: pytest.MonkeyPatch, index: OpenIndex) -> None:
    api = client(index, monkeypatch)
    monkeypatch.setattr(health, "shared_index", lambda: 1 / 0)
    reply = api.get("/health")
    assert (reply.status_code, "division" in reply.text) == (500, False)


def test_log_has_one_object_a_line_and_no_question(api: TestClient, tmp_path: Path, quiet_log: None) -> None:
    file = tmp_path / "log" / "weerwoord.jsonl"
    log_to("json", file)
    api.post("/api/ask", json={"question": QUESTION}, headers={"x-request-id": "mijn-1"})
    api.get("/api/search", params={"q": QUESTION}, headers={"x-request-id": "<script>"})
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["question", "request", "request"]
    assert [line["request"] for line in lines[:2]] == ["mijn-1", "mijn-1"]
    assert lines[2]["request"] != "<script>"
    assert lines[0]["outcome"] == "answered"
    assert "bijen" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "secret",
    [
        "Authorization: Bearer abc.def-123456",
        "api_key=geheim123",
        '"client_secret": "geheim123"',
        "sk-proj-abcdefgh12345678",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.c2ln",
        "https://an:geheim123@example.org/",
        "GET /api/search?q=geheim123",
        TOKEN,
        HASH,
    ],
)
def test_secrets_are_hidden(secret: str) -> None:
    shown = redacted(f"mis: {secret} einde")
    assert "[verborgen]" in shown
    for word in ("abc.def", "geheim123", "abcdefgh1234", "eyJz", TOKEN, HASH):
        assert word not in shown
    assert shown.endswith("einde")


def test_log_lines_cannot_be_forged() -> None:
    for formatter in (JsonLines(), TextLines()):
        try:
            raise ValueError("een vraag van iemand")
        except ValueError:
            record = logging.getLogger("weerwoord").makeRecord(
                "weerwoord", logging.ERROR, "", 0, "een\nvervalste regel", (), __import__("sys").exc_info()
            )
        line = formatter.format(record)
        assert "\n" not in line
        assert "ValueError" in line
        assert "een vraag van iemand" not in line


def test_log_file_that_cannot_be_written(tmp_path: Path, quiet_log: None) -> None:
    with pytest.raises(SettingsError, match="log_file"):
        log_to("json", tmp_path)


def test_without_setting_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    before = list(logging.getLogger().handlers)
    log_to("text", None)
    event("x")
    assert logging.getLogger().handlers == before
    assert caplog.records == []


def test_filter_from_json() -> None:
    assert filter_from(None) is None
    assert filter_from({"countries": []}) is None
    made = filter_from(
        {"countries": ["nl", "World"], "from_year": 2020, "kinds": ["nota"], "organisations": ["Partos"]}
    )
    assert made == SourceFilter(("Partos",), ("NL", "world"), 2020, None, (SourceKind.NOTE,))


@pytest.mark.parametrize(
    "given",
    [[], "x", {"x": 1}, {"from_year": True}, {"from_year": "2020"}, {"to_year": 1}, {"countries": "NL"},
     {"kinds": [["nota"]]}, {"organisations": ["x" * 400]}, {"from_year": 2024, "to_year": 2020}],
)  # fmt: skip
def test_filter_that_is_none(given: Any) -> None:
    with pytest.raises(UsageError):
        filter_from(given)
