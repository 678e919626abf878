"""An answer on its way, and an assistant whose model is out of reach. Nothing here needs a model's packages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from bot.answering.assistant import Assistant
from bot.answering.notices import instead
from bot.domain.answers import Answer, AnswerSentence
from bot.domain.filters import SourceFilter


@dataclass(frozen=True, slots=True)
class Progress:
    """An answer while it is being written.

    Attributes:
        settled: checked sentences; their footnote numbers stay.
        pending: unchecked text, with figures and unknown words veiled.
    """

    settled: tuple[AnswerSentence, ...] = ()
    pending: str = ""


@runtime_checkable
class Streaming(Protocol):
    """Shows an answer while it is being written."""

    def stream(
        self, question: str, context: str = "", form: str = "qa", only: SourceFilter | None = None
    ) -> Iterator[Progress | Answer]:
        """The answer as it is written; the last item is the answer itself."""
        ...


class WithoutModel:
    """Answers without the model that the settings name, and says why.

    Args:
        why: one Dutch sentence.
    """

    def __init__(self, extractive: Assistant, why: str) -> None:
        self._extractive, self._why = extractive, why

    def ask(
        self, question: str, context: str = "", name: str = "", form: str = "qa", only: SourceFilter | None = None
    ) -> Answer:
        """Answer a question, or refuse."""
        answer = self._extractive.ask(question, context, name, only)
        return answer if answer.refused else replace(answer, notice=instead(self._why, answer.language))
