"""The calls to a language model as LangChain expressions: prompt, model, parser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from threading import Event
from typing import Any, NamedTuple

from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from bot.answering.prompts import ChatPrompt, FormPrompt, PromptBook
from bot.answering.written import ANSWER_SCHEMA, QUESTION_SCHEMA, Written, read_question, read_written
from bot.domain.passages import Passage
from bot.domain.sources import Source
from bot.ports import ChatModel, ModelTurn

LANGUAGES = {"nl": "Nederlands", "en": "Engels", "fr": "Frans"}
"""Languages of an answer, as the prompts call them."""


_MORE = 6
"""Sentences that a repair may add where an answer was too short."""


class Refused(NamedTuple):
    """A sentence that verification refused, with the reason."""

    text: str
    reason: str


class _Call(NamedTuple):
    turn: ModelTurn
    seconds: float
    halt: Event


class AnswerChain:
    """Condenses, writes and repairs, each a chain of its own.

    Args:
        sources: for the label of each passage.
        longest: characters of a condensed question.
    """

    def __init__(self, model: ChatModel, prompts: PromptBook, sources: Mapping[str, Source], longest: int) -> None:
        self._model = model
        self.prompts = prompts
        self._sources = sources
        self._longest = longest
        self._writer = self._chain(prompts.answer, ANSWER_SCHEMA) | RunnableGenerator(_written)
        self._mender = self._chain(prompts.repair, ANSWER_SCHEMA) | RunnableGenerator(_written)
        self._improver = self._chain(prompts.improve, ANSWER_SCHEMA) | RunnableGenerator(_written)
        self._condenser = self._chain(prompts.condense, QUESTION_SCHEMA)

    @property
    def engine(self) -> str:
        """Which model, as provider:model."""
        return self._model.name

    @property
    def is_resting(self) -> bool:
        """True while the model gets no requests, after repeated failure."""
        return bool(getattr(self._model, "is_resting", False))

    def record(self, form: FormPrompt) -> str:
        """Which prompts, in which version."""
        return f"{self.prompts.answer.record} {form.record}"

    def record_improve(self, form: FormPrompt) -> str:
        """The same for an improved answer."""
        return f"{self.prompts.improve.record} {form.record}"

    def condense(self, question: str, before: str, seconds: float) -> str:
        """A follow-up as a question that stands alone."""
        given = {"vorige": _json(before), "vraag": _json(question), "seconds": seconds}
        last: Mapping[str, Any] = {}
        for part in self._condenser.stream(given):
            last = part
        return read_question(last, question, self._longest)

    def write(
        self,
        question: str,
        passages: Sequence[Passage],
        form: FormPrompt,
        seconds: float,
        language: str = "nl",
        halt: Event | None = None,
    ) -> Iterator[Written]:
        """An answer as it grows; the last part is whole.

        Args:
            halt: set it to end the model's work. Leaving the stream does not: LangChain reads it to its end.
        """
        given = self._given(question, passages, form, seconds, language)
        return self._writer.stream({**given, "halt": halt} if halt else given)

    def improve(
        self, question: str, own: str, passages: Sequence[Passage], form: FormPrompt, seconds: float, language: str
    ) -> Iterator[Written]:
        """A better version of someone's own answer as it grows; the last part is whole."""
        given = self._given(question, passages, form, seconds, language)
        return self._improver.stream({**given, "eigen": _json(own)})

    def repair(
        self,
        refused: Sequence[Refused],
        passages: Sequence[Passage],
        seconds: float,
        language: str = "nl",
        short: Sequence[str] = (),
    ) -> Written:
        """The refused sentences, mended, in the same order; an empty text for one that can't be.

        Args:
            short: the sentences that stand, where they are too few for the form; new ones then come last.
        """
        halt = Event()
        given = {
            "stijl": self.prompts.style.text,
            "taal": LANGUAGES[language],
            "zinnen": _json([{"zin": r.text, "reden": r.reason} for r in refused]),
            "staat": _json(list(short)),
            "passages": self._shown(passages),
            "seconds": seconds,
            "halt": halt,
        }
        last = Written()
        for part in self._mender.stream(given):
            last = part
            if len(part.sentences) >= len(refused) + _MORE:
                halt.set()
        return last

    def _given(
        self, question: str, passages: Sequence[Passage], form: FormPrompt, seconds: float, language: str
    ) -> dict[str, Any]:
        return {
            "stijl": self.prompts.style.text,
            "vorm": form.text,
            "taal": LANGUAGES[language],
            "vraag": _json(question),
            "passages": self._shown(passages),
            "seconds": seconds,
        }

    def _chain(self, prompt: ChatPrompt, schema: Mapping[str, Any]) -> Runnable[dict[str, Any], dict[str, Any]]:
        def fill(given: dict[str, Any]) -> _Call:
            texts = {name: value for name, value in given.items() if name not in ("seconds", "halt")}
            return _Call(prompt.fill(**texts), given["seconds"], given.get("halt") or Event())

        def ask(calls: Iterator[_Call]) -> Iterator[dict[str, Any]]:
            for call in calls:
                for part in self._model.stream(call.turn, schema, call.seconds):
                    yield part
                    if call.halt.is_set():
                        return

        return RunnableLambda(fill).with_config(run_name=prompt.record) | RunnableGenerator(ask)

    def _shown(self, passages: Sequence[Passage]) -> str:
        rows = [
            {"nr": number, "bron": self._label(passage), "kop": passage.heading[-1:], "tekst": passage.text}
            for number, passage in enumerate(passages, 1)
        ]
        return _json(rows)

    def _label(self, passage: Passage) -> str:
        keys = dict.fromkeys(c.key for s in passage.sentences for c in s.citations)
        return "; ".join(self._sources[key].label for key in keys if key in self._sources)


def _written(parts: Iterator[dict[str, Any]]) -> Iterator[Written]:
    """Each part as it comes, and the last one again, as a whole."""
    last: dict[str, Any] = {}
    for last in parts:
        yield read_written(last, whole=False)
    yield read_written(last, whole=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
