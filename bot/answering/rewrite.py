"""A better version of an answer that somebody rehearsed, under the same promise as any answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.answering.generative import Parts, answer_language
from bot.answering.notices import CUT_OFF, GAVE_UP, NO_PASSAGE, NOTHING_LEFT, told
from bot.answering.shield import is_order, safe_passages
from bot.domain.answers import Answer
from bot.domain.cards import Card
from bot.domain.passages import Passage
from bot.errors import CutShort, QuestionError, ServiceError
from bot.retrieval.search import Found

_PASSAGES = 8
_LONGEST = 4000
AN_ORDER = "In uw antwoord staat een opdracht aan een programma; daar gaat het taalmodel niet op in."


class Rewriter:
    """Implements ``Improver`` of ``bot.ports`` with a language model.

    Args:
        seconds: longest wait for the model.
        clock: seconds that only go forward.
    """

    def __init__(self, parts: Parts, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._parts, self._seconds, self._clock = parts, seconds, clock

    def improve(self, question: str, own: str, card: Card | None = None, form: str = "spoken") -> Answer:
        """A better version of someone's own answer; ``refused``, with the reason as ``notice``, when there is none.

        Every sentence is verified by the passages that it cites. What the person wrote is no evidence.

        Args:
            own: what the person answered, of at most 4,000 characters.
            card: the card that was rehearsed; its passages go first.
            form: name of a form in ``prompts/``.

        Raises:
            QuestionError, SettingsError: the question, the answer or the form is none.
        """
        shape = self._parts.chain.prompts.form(form)
        if not own.strip() or len(own) > _LONGEST:
            raise QuestionError(f"Schrijf eerst zelf een antwoord, van hooguit {_LONGEST} tekens.")
        found = self._parts.extractive.find(question)
        language = answer_language(found, self._parts.checker)
        if is_order(own):
            return self._none(found, AN_ORDER, language)
        passages = self._passages(found, card)
        if not passages:
            return self._none(found, NO_PASSAGE, language)
        settling = self._parts.settling(passages, found.query, shape, language)
        until = self._clock() + self._seconds
        why, notice = NOTHING_LEFT, ""
        try:
            for written in self._parts.chain.improve(
                found.query.text, own, passages, shape, until - self._clock(), language
            ):
                why = GAVE_UP if written.refused else NOTHING_LEFT
                for sentence in written.sentences[settling.seen :]:
                    settling.add(sentence)
        except CutShort as error:
            why, notice = str(error), told(CUT_OFF, language)
        except ServiceError as error:
            return self._none(found, str(error), language)
        settling.repair(self._parts.chain, until - self._clock())
        if not settling.sentences:
            return replace(self._none(found, why, language), left_out=len(settling.refused))
        return replace(
            self._none(found, "", language),
            engine=self._parts.chain.engine,
            prompt=self._parts.chain.record_improve(shape),
            language=language,
            refused=False,
            notice=notice or None,
            sentences=settling.sentences,
            sources=tuple(settling.notes.notes),
            left_out=len(settling.refused),
            card=card.slug if card else "",
        )

    def _passages(self, found: Found, card: Card | None) -> Sequence[Passage]:
        catalog = self._parts.catalog
        cards: Iterable[Passage] = catalog.passages_of(card.slug) if card else ()
        near = dict.fromkeys(hit.passage for hit in found.hits)
        chosen = {passage.id: passage for passage in (*cards, *near)}
        return safe_passages(chosen.values(), catalog.sources)[:_PASSAGES]

    def _none(self, found: Found, why: str, language: str) -> Answer:
        base = self._parts.extractive.refusal(found)
        return replace(base, refusal=None, related=(), notice=told(why, language) if why else None)
