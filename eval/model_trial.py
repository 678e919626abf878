"""``weerwoord eval model``: what the language model of the settings makes of real questions, sentence by sentence.

For whoever chooses a model: how many of its sentences pass, what is wrong with the others, how often the extractive
answer had to stand in and why, and how long people wait. The report gives each sentence, to read beside its passages.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.answering.generative import GenerativeAssistant, Parts
from bot.answering.progress import Progress as Step
from bot.answering.prompts import FormPrompt
from bot.answering.settling import Settling
from bot.answering.written import WrittenSentence
from bot.assembly import OpenIndex
from bot.domain.answers import Answer
from bot.domain.numbers import figures_only, find_numbers, missing_from
from bot.domain.passages import Passage
from bot.errors import UsageError
from bot.ports import ChatModel
from bot.retrieval.query import Query
from eval.questions import Case

NO_ROOM = "te lang, te veel of dubbel"


@dataclass(frozen=True, slots=True)
class Tried:
    """A sentence that the model wrote.

    Attributes:
        cites: passage numbers that it gave.
        why: why it was refused, "" when it passed.
        mended: True when it was written after the reasons were given.
    """

    text: str
    cites: tuple[int, ...]
    why: str
    mended: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    Attributes:
        engine: what answered in the end.
        refused: True when the sources were silent; the model was not asked.
        notice: why the model did not write the answer, or not all of it; "" when it did.
        seconds: from question to answer.
        first: seconds until something stood on screen, None when nothing did before the end.
        tried: the model's sentences in the order in which they came.
        shown: sentences of the answer.
        unsupported: figures on screen that the quotes under them do not have.
    """

    question: str
    engine: str
    refused: bool
    notice: str
    seconds: float
    first: float | None
    tried: tuple[Tried, ...]
    shown: tuple[str, ...]
    unsupported: tuple[str, ...]


class _Trace(Settling):
    """Keeps what each sentence came to."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.tried: list[Tried] = []
        self._mending = False

    def mend(self, place: int, written: WrittenSentence) -> None:
        before = len(self.sentences)
        self.refused.pop(place, None)
        super().mend(place, written)
        why = ""
        if len(self.sentences) == before:
            judgement = self.refused[place][1] if place in self.refused else None
            why = f"{judgement.fault}{f' ({judgement.detail})' if judgement.detail else ''}" if judgement else NO_ROOM
        self.tried.append(Tried(written.text, written.cites, why, self._mending))

    def repair(self, *given: Any) -> None:
        self._mending = True
        super().repair(*given)


@dataclass(frozen=True, slots=True)
class _Watched(Parts):
    traces: list[_Trace] = field(default_factory=list)

    def settling(self, passages: Sequence[Passage], query: Query, form: FormPrompt, language: str) -> Settling:
        plain = Parts.settling(self, passages, query, form, language)
        trace = _Trace(self.checker, self.supports, plain.notes, passages, query, form, language)
        self.traces.append(trace)
        return trace


def unsupported_numbers(answer: Answer) -> list[str]:
    """Figures and years of an answer that no quote under their sentence has, nor a cited source's own year."""
    notes = {note.n: note for note in answer.sources}
    missing: list[str] = []
    for sentence in answer.sentences:
        quotes = " … ".join(notes[n].quote for n in sentence.cites)
        years = {str(notes[n].year) for n in sentence.cites}
        numbers = find_numbers(sentence.text)
        named = [n for n in numbers if n.text not in years and (not n.written_out or n in figures_only(numbers))]
        missing += [n.text for n in missing_from(named, find_numbers(quotes))]
    return missing


def try_model(index: OpenIndex, model: ChatModel, questions: Sequence[str], form: str = "qa") -> Iterator[Outcome]:
    """Ask the questions one by one."""
    parts = index.generative(model).parts
    watched = _Watched(parts.extractive, parts.chain, parts.checker, parts.supports, parts.catalog)
    assistant = GenerativeAssistant(watched, index.settings.model_timeout_s)
    for question in questions:
        watched.traces.clear()
        yield _ask(assistant, watched, question, form)


def _ask(assistant: GenerativeAssistant, watched: _Watched, question: str, form: str) -> Outcome:
    started, first = time.perf_counter(), None
    answer: Answer | None = None
    for step in assistant.stream(question, form=form):
        if isinstance(step, Answer):
            answer = step
        elif isinstance(step, Step) and first is None and (step.settled or step.pending):
            first = time.perf_counter() - started
    if answer is None:
        raise AssertionError("a stream ends with its answer")
    return Outcome(
        question=question,
        engine=answer.engine,
        refused=answer.refused,
        notice=answer.notice or "",
        seconds=time.perf_counter() - started,
        first=first,
        tried=tuple(t for trace in watched.traces for t in trace.tried),
        shown=tuple(s.text for s in answer.sentences),
        unsupported=tuple(unsupported_numbers(answer)),
    )


def questions_of(cases: Iterable[Case], most: int) -> list[str]:
    """Answerable questions of the development part that stand alone, spread over the whole list."""
    fitting = [c.question for c in cases if c.split == "dev" and c.expect == "answer" and not c.context]
    step = max(1, len(fitting) / max(1, most))
    return [fitting[int(n * step)] for n in range(min(most, len(fitting)))]


def read_questions(file: Path) -> list[str]:
    """One question a line; empty lines and lines with # do not count.

    Raises:
        UsageError: no such file, no text, or no question in it.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"Kan {file} niet lezen. Geef een tekstbestand met een vraag per regel.") from None
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise UsageError(f"In {file} staat geen vraag. Schrijf een vraag per regel.")
    return found
