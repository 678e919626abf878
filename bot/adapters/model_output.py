"""How a chat model is asked for an answer of a given form, from the surest way down to words alone.

Servers of one's own differ: some take a JSON schema, some only "a JSON object", some neither. What a server refuses is
not asked of it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.utils.json import parse_partial_json

from bot.ports import ModelTurn

_PLAINER: Mapping[str, Sequence[Sequence[str]]] = {"openai": (("type", "schema"), ("type",), ())}
"""Per provider and plainer way: what the response format says. llama.cpp takes a schema beside its type."""
_AFTER = 5
"""Chunks that are still read after the object."""
_THINKING, _THOUGHT = "<think>", "</think>"


class Streams(Protocol):
    """Gives parts of an object, ever larger."""

    def stream(self, messages: list[BaseMessage], /, config: RunnableConfig) -> Iterator[Any]:
        """The parts as they come."""
        ...


class Asked(NamedTuple):
    """What to run, what to give it, and in which way it asks."""

    structured: Streams
    messages: list[BaseMessage]
    way: int


class OutputWays:
    """The ways to ask one model, the surest first.

    Args:
        provider: whose client it is.
        method: how its client is asked for structured output; "" for the client's own choice.
    """

    def __init__(self, model: BaseChatModel, provider: str, method: str = "") -> None:
        self._model = model
        self._how: dict[str, Any] = {"method": method} if method else {}
        self._plainer = tuple(_PLAINER.get(provider, ((),)))
        self._way = 0

    def asked(self, turn: ModelTurn, schema: Mapping[str, Any]) -> Asked:
        """The request in the way that the server is known to take."""
        user, way = HumanMessage(turn.user), self._way
        if way == 0:
            structured = self._model.with_structured_output(dict(schema), **self._how)
            return Asked(structured, [SystemMessage(turn.system), user], way)
        known = {"type": "json_object", "schema": dict(schema)}
        wish = {name: known[name] for name in self._plainer[way - 1]}
        model = self._model.bind(response_format=wish) if wish else self._model
        form = json.dumps({k: v for k, v in schema.items() if k != "title"}, ensure_ascii=False)
        system = f"{turn.system}\nAntwoord met alleen een JSON-object volgens dit JSON-schema:\n{form}"
        return Asked(_InWords(model), [SystemMessage(system), user], way)

    def step_down(self, refused: int) -> bool:
        """Ask in a plainer way from now on; False when there is none.

        Args:
            refused: the way that a server refused; another request may have stepped down from it meanwhile.
        """
        if refused == len(self._plainer):
            return False
        self._way = max(self._way, refused + 1)
        return True


class _InWords:
    """Reads the first JSON object in what a model writes: no thinking before it, no waiting for chatter after it."""

    def __init__(self, model: Runnable[Any, AIMessage]) -> None:
        self._model = model

    def stream(self, messages: Sequence[BaseMessage], config: RunnableConfig) -> Iterator[Any]:
        """Ever larger parts of the object."""
        text, left = "", _AFTER
        for chunk in self._model.stream(list(messages), config=config):
            if left < _AFTER:  # whole; the last chunks of a server only count its tokens
                left -= 1
                if not left:
                    return
                continue
            piece = str(chunk.text)
            text = text + piece if text.startswith("{") else _from_brace(text + piece)
            if not text.startswith("{") or not piece:
                continue
            end = _end(text) if "}" in piece else None
            left -= end is not None
            yield parse_partial_json(text[:end])


def _from_brace(text: str) -> str:
    if text.lstrip().startswith(_THINKING) and _THOUGHT not in text:
        return text
    said = text.rpartition(_THOUGHT)[2]
    return said[said.index("{") :] if "{" in said else text


def _end(text: str) -> int | None:
    """Where the object that begins a text ends, None while it is open."""
    try:
        return json.JSONDecoder().raw_decode(text)[1]
    except ValueError:
        return None
