"""Each form has bounds: too long is cut, too short is asked for once more, and else answered without the model."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from bot.answering.generative import GenerativeAssistant
from bot.answering.notices import TOO_SHORT
from bot.domain.answers import Answer
from tests.generative.test_chain import QUESTION
from tests.model_server import ModelServer, Reply, Request, answer, passages_of

BOUNDS = {"qa": (1, 130, 1, 7), "spoken": (100, 165, 1, 14), "bullets": (1, 90, 3, 3), "mail": (60, 140, 1, 8),
          "post": (1, 70, 2, 4)}  # fmt: skip
"""Least and most words, least and most sentences."""


def every_sentence(request: Request) -> list[dict[str, Any]]:
    return [
        {"text": text, "cites": [p["nr"]]}
        for p in passages_of(request)
        for text in re.split(r"(?<=[^\d]\.)\s+(?=[A-Z])", p["tekst"])
    ]


def words(given: Answer) -> int:
    return sum(len(s.text.split()) for s in given.sentences)


def is_repair(request: Request) -> bool:
    return "verbetert zinnen" in str(request["messages"][0]["content"])


@pytest.mark.parametrize("form", BOUNDS)
def test_a_model_that_goes_on_and_on_is_cut(assistant: GenerativeAssistant, server: ModelServer, form: str) -> None:
    server.script = lambda request: Reply(answer(*every_sentence(request)), piece=400)
    given = assistant.ask(QUESTION, form=form)
    least, most, fewest, many = BOUNDS[form]
    assert given.engine == "openai:proef", given.notice
    assert least <= words(given) <= most
    assert fewest <= len(given.sentences) <= many
    assert given.prompt == f"antwoord@2 {form}@{1 if form == 'qa' else 2}"


@pytest.mark.parametrize("form", ["spoken", "bullets", "mail", "post"])
def test_a_short_answer_is_asked_for_more_once(assistant: GenerativeAssistant, server: ModelServer, form: str) -> None:
    def script(request: Request) -> Reply:
        rows = every_sentence(request)
        if is_repair(request):
            assert json.dumps([rows[0]["text"]], ensure_ascii=False) in request["messages"][1]["content"]
            return Reply(answer(*rows[1:]), piece=400)
        return Reply(answer(rows[0]))

    server.script = script
    given = assistant.ask(QUESTION, form=form)
    least, most, fewest, many = BOUNDS[form]
    assert len(server.requests) == 2
    assert given.engine == "openai:proef", given.notice
    assert least <= words(given) <= most
    assert fewest <= len(given.sentences) <= many
    assert len({s.text for s in given.sentences}) == len(given.sentences)


@pytest.mark.parametrize("form", ["spoken", "bullets", "mail", "post"])
def test_what_stays_too_short_is_answered_without_the_model(
    assistant: GenerativeAssistant, server: ModelServer, form: str
) -> None:
    server.script = lambda request: Reply(answer(every_sentence(request)[0]))
    given = assistant.ask(QUESTION, form=form)
    assert given.engine == "extractive"
    assert given.sentences
    assert TOO_SHORT in str(given.notice)
    assert len(server.requests) == 2, "asked once more, and no more"


def test_two_bullets_and_a_lie_are_no_three_bullets(assistant: GenerativeAssistant, server: ModelServer) -> None:
    lie = {"text": "In 2031 kreeg het noodfonds 987 miljard euro.", "cites": [1]}
    server.script = lambda request: Reply(answer(*([] if is_repair(request) else every_sentence(request)[:2]), lie))
    given = assistant.ask(QUESTION, form="bullets")
    assert given.engine == "extractive"
    assert TOO_SHORT in str(given.notice)


def test_an_ordinary_answer_may_be_short(assistant: GenerativeAssistant, server: ModelServer) -> None:
    server.script = lambda request: Reply(answer(every_sentence(request)[0]))
    given = assistant.ask(QUESTION)
    assert given.engine == "openai:proef"
    assert len(given.sentences) == 1
    assert len(server.requests) == 1
