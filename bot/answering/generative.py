"""Answers that a language model words, under the same promise as the extractive engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Event

from bot.answering.assistant import Assistant
from bot.answering.chain import LANGUAGES, AnswerChain
from bot.answering.claims import ClaimChecker
from bot.answering.composer import Carried, Footnotes
from bot.answering.notices import CUT_OFF, GAVE_UP, NO_PASSAGE, NOTHING_LEFT, TOO_SHORT, instead, told
from bot.answering.progress import Progress
from bot.answering.prompts import FormPrompt
from bot.answering.remarks import Remarks
from bot.answering.settling import Settling
from bot.answering.shield import is_order, safe_passages, veiled
from bot.answering.support import SupportFinder
from bot.answering.told_remarks import told_warning
from bot.answering.written import Written
from bot.domain.answers import Answer, Hit, Timing
from bot.domain.filters import SourceFilter
from bot.domain.passages import Passage
from bot.errors import CutShort, ServiceError
from bot.ports import Catalog
from bot.retrieval.query import Query
from bot.retrieval.search import Found

_PASSAGES = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """What a generative assistant works with."""

    extractive: Assistant
    chain: AnswerChain
    checker: ClaimChecker
    supports: SupportFinder
    catalog: Catalog

    def settling(self, passages: Sequence[Passage], query: Query, form: FormPrompt, language: str) -> Settling:
        """What checks the sentences of one answer."""
        notes = Footnotes(self.catalog.sources, self.catalog.figures)
        return Settling(self.checker, self.supports, notes, passages, query, form, language)


def answer_language(found: Found, checker: ClaimChecker) -> str:
    """The language of an answer: that of the question, where sentences in it can be judged."""
    asked = found.query.language
    return asked if asked in LANGUAGES and asked in checker.languages else "nl"


class GenerativeAssistant:
    """Answers with a model, or without it when anything is amiss.

    Args:
        seconds: longest wait for the model, over all its calls for one answer.
        clock: seconds that only go forward.
    """

    def __init__(self, parts: Parts, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._parts, self._seconds, self._clock = parts, seconds, clock
        self._remarks = Remarks(parts.catalog, parts.supports)

    @property
    def parts(self) -> Parts:
        """What it works with."""
        return self._parts

    def ask(
        self, question: str, context: str = "", name: str = "", form: str = "qa", only: SourceFilter | None = None
    ) -> Answer:
        """Answer a question, or refuse.

        Args:
            context: the question before.
            name: id to give back.
            form: name of a form in ``prompts/``.
            only: which sources may answer.

        Raises:
            QuestionError, SettingsError: the question or the form is none.
        """
        for step in self.stream(question, context, form, only):
            if isinstance(step, Answer):
                return replace(step, id=name)
        raise AssertionError("a stream ends with its answer")

    def stream(
        self, question: str, context: str = "", form: str = "qa", only: SourceFilter | None = None
    ) -> Iterator[Progress | Answer]:
        """The answer as it is written; the last item is the answer itself."""
        shape = self._parts.chain.prompts.form(form)
        started = time.perf_counter()
        until = self._clock() + self._seconds
        found = self._safe(self._parts.extractive.find(question, context, only=only))
        retrieved = time.perf_counter()
        answer = self._parts.extractive.refusal(found)
        if answer.refusal:
            answer = replace(answer, refusal=told(answer.refusal, self._language(found)))
        if not self._parts.extractive.refuses(found):
            for step in self._generated(found, context, shape, until):
                if isinstance(step, Answer):
                    answer = step
                else:
                    yield step
        ended = time.perf_counter()
        yield replace(answer, ms=Timing((retrieved - started) * 1000, (ended - retrieved) * 1000))

    def _generated(self, found: Found, context: str, form: FormPrompt, until: float) -> Iterator[Progress | Answer]:
        try:
            condensed = self._condensed(found, context, until)
            passages = self._passages(condensed)
            if not passages:
                yield self._instead(found, NO_PASSAGE, 0)
                return
            settling = self._parts.settling(passages, condensed.query, form, self._language(found))
            why, notice, halt = GAVE_UP, "", Event()
            how = (*self._how(found, until), halt)
            writing = self._parts.chain.write(condensed.query.text, passages, form, *how)  # named: it outlives the loop
            try:
                for written in writing:
                    yield self._settle(settling, written)
                    why = GAVE_UP if written.refused else NOTHING_LEFT
                    if settling.is_enough:
                        break
            except CutShort as error:
                why, notice = str(error), told(CUT_OFF, self._language(found))
            finally:
                halt.set()
            settling.repair(self._parts.chain, until - self._clock())
        except ServiceError as error:
            yield self._instead(found, str(error), 0)
            return
        if settling.is_short and not notice:
            yield self._instead(found, TOO_SHORT, len(settling.refused))
        elif settling.sentences:
            yield replace(self._assembled(condensed, found, settling, form), notice=notice or None)
        else:
            yield self._instead(found, why, len(settling.refused))

    def _condensed(self, found: Found, context: str, until: float) -> Found:
        """What the question finds once a follow-up is written out; the same when that finds too little."""
        question = found.query.original
        if not found.query.context or is_order(context):
            return found
        alone = self._parts.chain.condense(question, context, until - self._clock())
        if is_order(alone):
            return found
        other = self._safe(self._parts.extractive.find(alone, only=found.only))
        return found if self._parts.extractive.refuses(other) else other

    def _safe(self, found: Found) -> Found:
        """Without passages that give orders."""
        kept = {p.id for p in safe_passages((h.passage for h in found.hits), self._parts.catalog.sources)}
        hits = (h for h in found.hits if h.passage.id in kept)
        return replace(found, hits=tuple(Hit(n, h.score, h.passage) for n, h in enumerate(hits, 1)))

    def _passages(self, found: Found) -> Sequence[Passage]:
        return safe_passages((h.passage for h in found.hits[:_PASSAGES]), self._parts.catalog.sources)

    def _language(self, found: Found) -> str:
        return answer_language(found, self._parts.checker)

    def _how(self, found: Found, until: float) -> tuple[float, str]:
        return until - self._clock(), self._language(found)

    def _settle(self, settling: Settling, written: Written) -> Progress:
        for sentence in written.sentences[settling.seen :]:
            settling.add(sentence)
        return Progress(settling.sentences, veiled(written.open, settling.known) if written.open else "")

    def _assembled(self, found: Found, asked: Found, settling: Settling, form: FormPrompt) -> Answer:
        language = self._language(found)
        told = settling.carried if language == "nl" else [d for c in settling.carried for d in self._in_dutch(c)]
        warnings = self._remarks.make(asked.query, told, None, settling.notes)
        return replace(
            self._parts.extractive.refusal(asked),
            engine=self._parts.chain.engine,
            prompt=self._parts.chain.record(form),
            refused=False,
            refusal=None,
            outside="",
            sentences=settling.sentences,
            sources=tuple(settling.notes.notes),
            warnings=tuple(told_warning(warning, language) for warning in warnings),
            language=language,
            left_out=len(settling.refused),
        )

    def _in_dutch(self, carried: Carried) -> list[Carried]:
        """The sentences of an own document that carry one, to compare their figures with the ledger, which is Dutch."""
        sources = self._parts.catalog.sources
        if not all(c.key in sources and sources[c.key].own for c, _ in carried.supports):
            return [carried]
        texts = dict.fromkeys(support.text for _, support in carried.supports)
        return [replace(carried, sentence=replace(carried.sentence, text=text)) for text in texts]

    def _instead(self, found: Found, why: str, left_out: int) -> Answer:
        answer = self._parts.extractive.reply(found)
        return replace(answer, notice=instead(why, self._language(found)), left_out=answer.left_out + left_out)
