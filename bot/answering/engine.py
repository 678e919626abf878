"""The extractive engine: the card that answers the question, or else the best digest sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.composer import Carried
from bot.answering.select import SentenceChooser
from bot.answering.support import Support, SupportFinder
from bot.answering.verify import Verdict, verify
from bot.domain.cards import Card
from bot.domain.numbers import figures_only, find_numbers
from bot.domain.passages import Citation, Sentence
from bot.ports import Catalog
from bot.retrieval.query import Intent
from bot.retrieval.search import Found

CARD_FROM = 0.6
"""Least likeness to one of a card's questions (docs/decisions/005-cards-first.md)."""
_CARD_COSINE = 0.6
_YES_NO = re.compile(r"^(?:ja|nee|neen|deels|niet altijd)(?: maar)?, (?:maar |want )?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """Verified sentences before footnotes are numbered.

    Attributes:
        card: the card that was used, None for chosen sentences.
        left_out: sentences that verification removed, with the reason.
    """

    sentences: tuple[Carried, ...]
    card: Card | None
    left_out: tuple[tuple[Sentence, Verdict], ...]


class ExtractiveEngine:
    """Implements answering without a language model."""

    name = "extractive"

    def __init__(self, catalog: Catalog, chooser: SentenceChooser, supports: SupportFinder) -> None:
        self._catalog = catalog
        self._chooser = chooser
        self._supports = supports

    def draft(self, found: Found) -> Draft:
        """Compose and verify an answer."""
        card = self._card(found)
        if card is not None:
            draft = self._checked(fitted(card.answer, found.query.intent), card)
            if draft.sentences:
                return draft
        return self._checked([c.sentence for c in self._chooser.choose(found)], None)

    def _card(self, found: Found) -> Card | None:
        """The card whose question is asked, None when none is near enough."""
        for match in found.matches:
            if match.question.card:
                sure = match.score >= CARD_FROM and match.cosine >= _CARD_COSINE
                return self._catalog.cards.get(match.question.card) if sure else None
        return None

    def _checked(self, sentences: Sequence[Sentence], card: Card | None) -> Draft:
        passed: list[Carried] = []
        failed: list[tuple[Sentence, Verdict]] = []
        for sentence in sentences:
            supports = self._supports_of(sentence)
            verdict = verify(sentence, [s for _, s in supports])
            if verdict.passed:
                passed.append(Carried(sentence, tuple(supports)))
            else:
                failed.append((sentence, verdict))
        return Draft(tuple(passed), card, tuple(failed))

    def _supports_of(self, sentence: Sentence) -> list[tuple[Citation, Support]]:
        found = [(citation, self._supports.find(sentence, citation)) for citation in sentence.citations]
        return [(citation, support) for citation, support in found if support is not None]


def fitted(sentences: Sequence[Sentence], intent: Intent) -> list[Sentence]:
    """A card's answer for this question: a "hoeveel" question leads with the first figure, and only a yes-or-no
    question is answered with "ja" or "nee".
    """
    ordered = list(sentences)
    if intent is Intent.NUMBER and ordered and not _has_figure(ordered[0]):
        first = next((s for s in ordered if _has_figure(s)), ordered[0])
        ordered = [first, *(s for s in ordered if s is not first)]
    if intent is Intent.YES_NO:
        return ordered
    return [replace(s, text=_without_yes_no(s.text)) for s in ordered]


def _has_figure(sentence: Sentence) -> bool:
    return bool(figures_only(find_numbers(sentence.text)))


def _without_yes_no(text: str) -> str:
    rest = _YES_NO.sub("", text)
    return rest[0].upper() + rest[1:] if rest else text
