"""One question in, one answer out."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from bot.answering.composer import Footnotes
from bot.answering.engine import Draft, ExtractiveEngine
from bot.answering.remarks import Remarks
from bot.domain.answers import Answer, Hit, Timing
from bot.domain.filters import SourceFilter
from bot.ports import Catalog
from bot.retrieval.query import check_question
from bot.retrieval.search import Found, Searcher

REFUSAL = "Dat staat niet in mijn bronnen."
REFUSAL_NARROWED = (
    "Dat staat niet in de bronnen die u met het filter koos. Misschien wel in de andere: stel de vraag zonder filter."
)
_OUTSIDE = "Over {subject} zeggen ze niets."
_RELATED = 3
_LOOK_AT = 14


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of an answer.

    Attributes:
        refuse_below: evidence under which the assistant refuses.
        max_question: longest question in characters.
    """

    refuse_below: float = 0.5
    max_question: int = 2000


class Assistant:
    """Answers questions over one index version."""

    def __init__(
        self, searcher: Searcher, catalog: Catalog, engine: ExtractiveEngine, remarks: Remarks, limits: Limits
    ) -> None:
        self._searcher = searcher
        self._catalog = catalog
        self._engine = engine
        self._remarks = remarks
        self._limits = limits

    def ask(self, question: str, context: str = "", name: str = "", only: SourceFilter | None = None) -> Answer:
        """Answer a question, or refuse.

        Args:
            context: the question before; used only when this one can't stand alone.
            name: id to give back.
            only: which sources may answer.

        Raises:
            QuestionError: empty, too long, or no text.
        """
        started = time.perf_counter()
        found = self.find(question, context, only=only)
        retrieved = time.perf_counter()
        answer = self.reply(found, name)
        done = time.perf_counter()
        return replace(answer, ms=Timing((retrieved - started) * 1000, (done - retrieved) * 1000))

    def search(self, question: str, k: int = 10, only: SourceFilter | None = None) -> tuple[Hit, ...]:
        """The k best passages for a question."""
        return self.find(question, "", k, only).hits

    def find(self, question: str, context: str = "", k: int = _LOOK_AT, only: SourceFilter | None = None) -> Found:
        """What a search brings up for a question, with the question before where it needs that.

        Raises:
            QuestionError: empty, too long, or no text.
        """
        cleaned = check_question(question, self._limits.max_question)
        only = None if only is None or only.is_open else only
        return self._searcher.search(cleaned, k, context, only)

    def refuses(self, found: Found) -> bool:
        """True when the evidence is too thin to answer."""
        return found.evidence.score < self._limits.refuse_below

    def refusal(self, found: Found, name: str = "") -> Answer:
        """The refusal, from which an answer is made by replacing what differs."""
        subject = "" if found.only else found.evidence.subject
        return Answer(
            id=name,
            question=found.query.original,
            language=found.query.language,
            engine=self._engine.name,
            refused=True,
            refusal=REFUSAL_NARROWED if found.only else _refusal(subject),
            related=self._related(found, ""),
            evidence=found.evidence.score,
            outside=subject,
        )

    def reply(self, found: Found, name: str = "") -> Answer:
        """Answer from what was found, or refuse."""
        base = self.refusal(found, name)
        if self.refuses(found):
            return base
        draft = self._engine.draft(found)
        if not draft.sentences:
            return replace(base, left_out=len(draft.left_out))
        return self._assembled(base, found, draft)

    def _assembled(self, base: Answer, found: Found, draft: Draft) -> Answer:
        notes = Footnotes(self._catalog.sources, self._catalog.figures)
        sentences = tuple(notes.sentence(carried) for carried in draft.sentences)
        warnings = self._remarks.make(found.query, draft.sentences, draft.card, notes)
        card = draft.card.slug if draft.card else ""
        return replace(
            base,
            refused=False,
            refusal=None,
            outside="",
            sentences=sentences,
            sources=tuple(notes.notes),
            warnings=tuple(warnings),
            related=self._related(found, card),
            left_out=len(draft.left_out),
            card=card,
        )

    def _related(self, found: Found, used: str) -> tuple[str, ...]:
        """Questions of the nearest other cards."""
        slugs = [m.question.card for m in found.matches if m.question.card]
        slugs += [h.passage.key for h in found.hits if h.passage.key in self._catalog.cards]
        slugs += list(self._catalog.cards) if len(set(slugs)) < _RELATED else []
        chosen = [slug for slug in dict.fromkeys(slugs) if slug != used and slug in self._catalog.cards]
        return tuple(self._catalog.cards[slug].question for slug in chosen[:_RELATED])


def _refusal(subject: str) -> str:
    """The refusal, with the subject of the question where it is known that the sources say nothing about it."""
    return f"{REFUSAL} {_OUTSIDE.format(subject=subject)}" if subject else REFUSAL
