"""Answers on the pages, counted for Prometheus and the log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from bot.adapters.metrics import answered
from bot.answering.progress import Progress, Streaming
from bot.domain.answers import Answer
from bot.domain.filters import SourceFilter

_count = answered("page")


class Watched:
    """An assistant whose answers are counted."""

    def __init__(self, assistant: Any) -> None:
        self._assistant = assistant

    def ask(self, question: str, context: str = "", *, only: SourceFilter | None = None) -> Answer:
        """The assistant's own answer."""
        started = time.perf_counter()
        answer: Answer = self._assistant.ask(question, context, only=only)
        _count(answer, time.perf_counter() - started)
        return answer


class WatchedStream(Watched):
    """The same for one that shows an answer while it is being written."""

    def stream(
        self, question: str, context: str = "", form: str = "qa", only: SourceFilter | None = None
    ) -> Iterator[Progress | Answer]:
        """The assistant's own parts; the last one is the answer."""
        started = time.perf_counter()
        for part in self._assistant.stream(question, context, form, only):
            if isinstance(part, Answer):
                _count(part, time.perf_counter() - started)
            yield part


def watched(assistant: Any) -> Watched:
    """The assistant, counted; it streams when the assistant does."""
    return WatchedStream(assistant) if isinstance(assistant, Streaming) else Watched(assistant)
