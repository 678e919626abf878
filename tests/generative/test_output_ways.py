"""Servers that know no JSON schema, or no form at all, still give an answer; what one refuses is not asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel

from bot.adapters.chat_models import make_chat_model
from bot.adapters.guarded_model import GuardedModel
from bot.adapters.model_output import OutputWays
from bot.answering.notices import NOTHING_LEFT, instead
from bot.answering.written import ANSWER_SCHEMA
from bot.assembly import OpenIndex
from bot.errors import ModelError, ServiceError
from bot.ports import ModelTurn
from tests.generative.conftest import choice_of
from tests.generative.test_chain import QUESTION, first_sentences
from tests.model_server import ModelServer, Reply, Request, answer

SENTENCE = {"text": "De opvang kostte geld.", "cites": [1]}
GOOD = answer(SENTENCE)
TURN = ModelTurn("Wees kort.", "Vraag")


def model(server: ModelServer, folder: Path, provider: str = "openai") -> GuardedModel:
    return make_chat_model(choice_of(provider, server, folder))


def asked(guarded: GuardedModel, seconds: float = 10.0) -> dict[str, Any]:
    return list(guarded.stream(TURN, ANSWER_SCHEMA, seconds))[-1]


def wish(request: Request) -> str:
    """How a request asks for its form: "json_schema", "json_object+schema", "json_object" or ""."""
    form = request.get("response_format", {})
    return form.get("type", "") + ("+schema" if form.get("type") == "json_object" and "schema" in form else "")


def server_that_knows(known: set[str], status: int = 400, text: str = GOOD):  # type: ignore[no-untyped-def]
    def script(request: Request) -> Reply:
        if wish(request) in known:
            return Reply(text)
        return Reply(status=status, error=f"response_format: type {wish(request)} is not supported")

    return script


LADDER = ["json_schema", "json_object+schema", "json_object", ""]


@pytest.mark.parametrize("status", [400, 422, 500])
@pytest.mark.parametrize("rung", [1, 2, 3])
def test_the_first_way_that_a_server_takes_is_kept(server, tmp_path, rung: int, status: int) -> None:
    server.script = server_that_knows({LADDER[rung]}, status)
    guarded = model(server, tmp_path)
    assert asked(guarded)["sentences"][0]["text"] == SENTENCE["text"]
    assert [wish(r) for r in server.requests] == LADDER[: rung + 1]
    assert asked(guarded)["sentences"]
    assert [wish(r) for r in server.requests] == [*LADDER[: rung + 1], LADDER[rung]]


def test_a_plainer_way_names_the_form_in_words(server, tmp_path) -> None:
    server.script = server_that_knows({""})
    asked(model(server, tmp_path))
    assert "sentences" not in str(server.requests[0]["messages"])
    system = server.requests[-1]["messages"][0]["content"]
    assert json.loads(system.splitlines()[-1])["required"] == ["refused", "sentences"]


@pytest.mark.parametrize(
    "text",
    [
        f"<think>Eerst {{denken}}.</think>\n{GOOD}",
        f"Natuurlijk, hier is de JSON:\n```json\n{GOOD}\n```\nIk hoop dat dit helpt {{echt}}.",
        GOOD + "\n\t" * 400,
    ],
)
def test_what_stands_around_the_answer_falls_away(server, tmp_path, text: str) -> None:
    server.script = server_that_knows({""}, text=text)
    assert asked(model(server, tmp_path)) == json.loads(GOOD)


def test_a_server_that_goes_on_after_its_answer_is_not_waited_for(server, tmp_path) -> None:
    def script(request: Request) -> Reply:
        if wish(request):
            return Reply(status=400, error="unknown field response_format")
        return Reply(GOOD + " " * 4000, stall_after=len(GOOD) // 16 + 20)

    server.script = script
    assert asked(model(server, tmp_path), 20.0)["sentences"]


def test_words_without_an_object_are_no_answer(server, tmp_path) -> None:
    server.script = server_that_knows({""}, text="<think>Dat weet ik niet.")
    with pytest.raises(ServiceError, match="geen bruikbaar antwoord"):
        asked(model(server, tmp_path))


def test_a_server_that_refuses_every_way_says_so(server, tmp_path) -> None:
    server.replies(Reply(status=400, error="response_format? json_schema? nee"))
    guarded = model(server, tmp_path)
    with pytest.raises(ModelError, match="kan geen antwoord in een vaste vorm geven"):
        asked(guarded)
    assert len(server.requests) == 4
    assert not guarded.is_resting


def test_two_requests_at_once_step_down_once() -> None:
    """Both began with a schema; the second to be refused must not skip the way that the first one found."""
    ways = OutputWays(FakeListChatModel(responses=[GOOD]), "openai")
    assert ways.step_down(0)
    assert ways.step_down(0)
    assert ways.asked(TURN, ANSWER_SCHEMA).way == 1


def test_another_fault_is_no_reason_to_step_down(server, tmp_path) -> None:
    server.replies(Reply(status=400, error="bad request"), GOOD)
    guarded = model(server, tmp_path)
    with pytest.raises(ModelError, match="begreep het verzoek niet"):
        asked(guarded)
    asked(guarded)
    assert [wish(r) for r in server.requests] == ["json_schema", "json_schema"]


def test_other_providers_go_straight_to_words(server, tmp_path) -> None:
    server.replies(Reply(status=400, error="json_schema is not supported by this model"), GOOD)
    assert asked(model(server, tmp_path, "mistralai"))["sentences"]
    assert "response_format" not in server.requests[-1]


def test_a_plain_server_gives_a_whole_checked_answer(assistant, server) -> None:
    def script(request: Request) -> Reply:
        if wish(request):
            return Reply(status=422, error="response_format")
        return Reply("Hier is het:\n" + answer(*first_sentences(request)))

    server.script = script
    reply = assistant.ask(QUESTION)
    assert reply.engine == "openai:proef"
    assert len(reply.sentences) >= 3


class Endless:
    """A model that writes one sentence over and over; ``parts`` counts how far it came."""

    name = "proef:eindeloos"

    def __init__(self) -> None:
        self.parts = 0
        self.calls: list[int] = []

    def stream(self, turn: ModelTurn, schema: Mapping[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        rows = [{"text": "Ja, dat klopt.", "cites": [1], "kind": "fact", "holder": ""} for _ in range(40)]
        self.calls.append(0)
        for self.parts in range(1, len(rows)):
            self.calls[-1] = self.parts
            yield {"refused": False, "sentences": rows[: self.parts]}


def test_a_model_that_repeats_itself_is_stopped(real_index: OpenIndex) -> None:
    """Once it said again as many sentences as the form has room for."""
    model = Endless()
    steps = list(real_index.generative(model).stream(QUESTION))
    assert model.calls == [9, 15]
    assert steps[-1].notice == instead(NOTHING_LEFT, "nl")


def test_who_leaves_in_mid_answer_ends_the_model_too(real_index: OpenIndex) -> None:
    """LangChain reads an abandoned stream to its end; a person who stops must not wait for that."""
    model = Endless()
    stream = real_index.generative(model).stream(QUESTION)
    for _ in range(3):
        next(stream)
    stream.close()
    assert model.parts == 3
