"""A model that comes to its limit: whole sentences stay, checked; the unfinished one goes, and the user is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.chat_models import make_chat_model
from bot.adapters.model_limits import Circuit
from bot.answering.generative import GenerativeAssistant
from bot.answering.notices import CUT_OFF, INSTEAD
from bot.answering.rewrite import Rewriter
from bot.assembly import OpenIndex
from bot.errors import CutShort
from tests.generative.conftest import PROVIDERS, choice_of
from tests.generative.test_chain import QUESTION, first_sentences
from tests.model_server import ModelServer, Reply, Request, answer

FINISH = {"openai": "length", "anthropic": "max_tokens", "mistralai": "length", "ollama": "length"}
Make = Callable[[str], GenerativeAssistant]


@pytest.fixture(params=PROVIDERS)
def provider(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cut_assistant(provider: str, server: ModelServer, real_index: OpenIndex, tmp_path: Path) -> GenerativeAssistant:
    model = make_chat_model(choice_of(provider, server, tmp_path), Circuit(after=1))
    return real_index.generative(model)


def _cut(provider: str, request: Request, sentences: int) -> Reply:
    """So many whole sentences, then one that stops where it still reads as a sentence."""
    rows = first_sentences({**request, "messages": _messages(request)})
    text = answer(*rows[: sentences + 1])
    words = str(rows[sentences]["text"]).split()
    half = json.dumps(" ".join(words[: len(words) - 2]), ensure_ascii=False)
    cut = text.index(half[:-1]) + len(half) - 1
    return Reply(text[:cut], finish=FINISH[provider])


def _messages(request: Request) -> list[dict[str, object]]:
    """The messages, whichever way a provider writes them."""
    parts = [m if isinstance(m["content"], str) else {"content": m["content"][0]["text"]} for m in request["messages"]]
    return list(parts)


def test_whole_sentences_stay_and_the_unfinished_one_goes(provider, server, cut_assistant):
    server.script = lambda request: _cut(provider, request, 2)
    given = cut_assistant.ask(QUESTION)
    asked = first_sentences({"messages": _messages(server.requests[0])})
    assert given.engine == f"{provider}:proef"
    assert [s.text for s in given.sentences] == [r["text"] for r in asked[:2]]
    assert given.notice == CUT_OFF
    assert all(s.cites for s in given.sentences)


def test_with_no_whole_sentence_the_extractive_answer_comes(provider, server, cut_assistant, real_index):
    server.script = lambda request: _cut(provider, request, 0)
    given = cut_assistant.ask(QUESTION)
    assert given.sentences == real_index.assistant.ask(QUESTION).sentences
    assert "voordat het antwoord af was" in str(given.notice)
    assert str(given.notice).endswith(INSTEAD)


def test_a_limit_is_no_illness_of_the_server(provider, server, cut_assistant):
    server.script = lambda request: _cut(provider, request, 1)
    first = cut_assistant.ask(QUESTION)
    assert cut_assistant.ask(QUESTION).sentences == first.sentences, "one failure would have opened this circuit"


def test_the_model_says_so_itself(provider, server, tmp_path):
    from bot.answering.written import ANSWER_SCHEMA
    from bot.ports import ModelTurn

    server.replies(Reply('{"refused": false, "sentences": [{"text": "Half', finish=FINISH[provider]))
    model = make_chat_model(choice_of(provider, server, tmp_path))
    with pytest.raises(CutShort):
        list(model.stream(ModelTurn("Wees kort.", "Vraag"), ANSWER_SCHEMA, 5.0))


def test_a_better_version_keeps_what_is_whole_too(provider, server, cut_assistant, real_index):
    server.script = lambda request: _cut(provider, request, 1)
    given = Rewriter(cut_assistant.parts, 5.0).improve(QUESTION, "Dat is een fonds van de EU.")
    assert len(given.sentences) == 1
    assert given.notice == CUT_OFF
