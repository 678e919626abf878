"""The extractive engine: the card that answers the question, or else the best digest sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.clues import ANSWER_PART
from bot.answering.composer import Carried
from bot.answering.select import SentenceChooser, about_the_asked, asked_sentences
from bot.answering.support import SupportFinder
from bot.answering.verify import Verdict, issued_years, verify
from bot.answering.wanted import (
    is_elsewhere,
    lacks_the_count,
    lacks_the_country,
    lacks_the_property,
    lacks_the_year,
)
from bot.domain.cards import Card
from bot.domain.numbers import figures_only, find_numbers
from bot.domain.passages import Passage, PassageKind, Sentence
from bot.ports import Catalog
from bot.retrieval.query import Intent
from bot.retrieval.search import Found

CARD_FROM = 0.6
"""Least likeness to one of a card's questions (docs/decisions/005-cards-first.md)."""
ASKED_FROM = 0.75
"""With this likeness the very question was asked: the card's answer is given as it was written."""
_CARD_COSINE = 0.5
_RANK_BONUS = ((1, 0.1), (5, 0.05))
"""A card that the search ranks this high needs less likeness."""
_PARTS_FOUND, _SETTLED_BY = 3, 6
"""Three of its four parts among the first six hits, its answer first, make a card the subject of the question."""
_FIRST_FROM = 0.4
"""A card whose answer is the very first hit needs this likeness."""
_YES_NO = re.compile(
    r"^(?:(?:ja|nee|neen|deels|niet altijd|nog maar deels)(?: maar)?, (?:maar |want )?|"
    r"(?:ongeveer klopt dat|dat klopt)[^,]*, (?:als [^,]*, )?want )",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"^(?:vindt|zegt|schrijft|schreef|stelt|meent|vond|omdat|(?:vaak|soms|vooral|meestal) omdat|als)\b", re.IGNORECASE
)
_HEAD = re.compile(r"^(?:[^\s,]+ ){1,3}[^\s,]+, want ")
"""A card's short answer to its own question: "Vaak jarenlang, want …", "Het beeld is gemengd, want …"."""
_BACK = re.compile(r"\b(?:hij|hem)\b", re.IGNORECASE)
"""What follows such a head may name its noun by this: "De bult is omstreden, want … blijkt hij …"."""


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
        """Compose and verify an answer; one without sentences when it lacks what the question asks for."""
        draft = self._composed(found)
        return replace(draft, sentences=(), card=None) if self._lacks(found, draft) else draft

    def _lacks(self, found: Found, draft: Draft) -> bool:
        """True when an answer lacks what the question asks for; a card whose very question was asked lacks nothing."""
        if draft.card and _is_asked(draft.card, found):
            return False
        texts = [carried.sentence.text for carried in draft.sentences]
        if texts and texts[0] in asked_sentences(found):
            return False
        return (
            lacks_the_year(found.query, texts)
            or lacks_the_property(found.query, texts)
            or lacks_the_country(found.query, texts)
            or (draft.card is None and lacks_the_count(found.query, texts))
        )

    def _composed(self, found: Found) -> Draft:
        card = self._card(found)
        if card is not None:
            draft = self._checked(self._allowed(self._told(card, found), found), card)
            if draft.sentences:
                return draft
        chosen = _loose([c.sentence for c in self._chooser.choose(found)])
        return self._checked(self._allowed(chosen, found), None)

    def _told(self, card: Card, found: Found) -> list[Sentence]:
        """A card's answer; where its very question was not asked, after the sentences that answer better."""
        intent = found.query.intent
        if _is_asked(card, found):
            return fitted(about_the_asked(found, card.answer), intent)
        lead, after = self._chooser.led(found, card.answer)
        if lead and lead[0].text not in {s.text for s in card.answer}:
            return _loose([*lead, *after])
        told = fitted([*lead, *after], intent)
        return [*told[:1], *_loose(told[1:])]

    def _allowed(self, sentences: Sequence[Sentence], found: Found) -> Sequence[Sentence]:
        """Sentences with the citations that the question's filter leaves."""
        if found.only is None:
            return sentences
        narrowed = (found.only.narrowed(sentence, self._catalog.sources) for sentence in sentences)
        return [sentence for sentence in narrowed if sentence is not None]

    def _card(self, found: Found) -> Card | None:
        """The card that is near the question and not about another country than the asked one."""
        card = self._near(found)
        about = frozenset(card.countries) & {"NL", "BE"} if card else frozenset()
        return None if is_elsewhere(found.query.countries, about) else card

    def _near(self, found: Found) -> Card | None:
        """The card whose question is asked, or on which the search settles; None when there is none."""
        ranked = [h.passage for h in found.hits[:_SETTLED_BY] if h.passage.kind is PassageKind.CARD]
        match = next((m for m in found.matches if m.question.card), None)
        if match is not None and match.cosine >= _CARD_COSINE:
            rank = next((h.rank for h in found.hits if h.passage.key == match.question.card), 0)
            bonus = next((extra for most, extra in _RANK_BONUS if 0 < rank <= most), 0.0)
            if match.score + bonus >= CARD_FROM:
                return self._catalog.cards.get(match.question.card)
        if ranked and ranked[0].locator == ANSWER_PART and _settles(ranked[0].key, ranked, found):
            return self._catalog.cards.get(ranked[0].key)
        return None

    def _checked(self, sentences: Sequence[Sentence], card: Card | None) -> Draft:
        passed: list[Carried] = []
        failed: list[tuple[Sentence, Verdict]] = []
        for sentence in sentences:
            supports = self._supports.all(sentence)
            verdict = verify(sentence, [s for _, s in supports], issued_years(sentence, self._catalog.sources))
            if verdict.passed:
                passed.append(Carried(sentence, tuple(supports)))
            else:
                failed.append((sentence, verdict))
        return Draft(tuple(passed), card, tuple(failed))


def _settles(slug: str, ranked: Sequence[Passage], found: Found) -> bool:
    """True when the search settles on one card: most of its parts are found, or its answer stands first of all."""
    if sum(passage.key == slug for passage in ranked) >= _PARTS_FOUND:
        return True
    return found.hits[0].passage.key == slug and _likeness(slug, found) >= _FIRST_FROM


def _is_asked(card: Card, found: Found) -> bool:
    """True when the very question of a card was asked, or one that was written for what its answer begins with."""
    first = next((sentence.text for sentence in card.answer), "")
    begins = {h.passage.id for h in found.hits if first in {sentence.text for sentence in h.passage.sentences}}
    return any(
        match.score >= ASKED_FROM
        and (
            match.question.card == card.slug
            or match.question.sentence == first
            or (not match.question.sentence and not begins.isdisjoint(match.question.passage_ids))
        )
        for match in found.matches
    )


def _likeness(slug: str, found: Found) -> float:
    """How near the question is to one of a card's questions."""
    return max((m.score for m in found.matches if m.question.card == slug), default=0.0)


def fitted(sentences: Sequence[Sentence], intent: Intent) -> list[Sentence]:
    """A card's answer for this question.

    A "hoeveel" question leads with the first figure; only a yes-or-no question is answered with "ja" or "nee".
    """
    ordered = list(sentences)
    if intent is Intent.NUMBER and ordered and not _has_figure(ordered[0]):
        first = next((s for s in ordered if _has_figure(s)), ordered[0])
        ordered = [first, *(s for s in ordered if s is not first)]
    if intent is Intent.YES_NO:
        return ordered
    return [replace(sentence, text=_without_yes_no(sentence.text)) for sentence in ordered]


def _loose(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences for another question than their card's: without its answer, and none that hangs on that question."""
    plain = (replace(sentence, text=_without_head(_without_yes_no(sentence.text))) for sentence in sentences)
    return [sentence for sentence in plain if not _HANGING.match(sentence.text)]


def _has_figure(sentence: Sentence) -> bool:
    return bool(figures_only(find_numbers(sentence.text)))


def _without_yes_no(text: str) -> str:
    return _raised(_YES_NO.sub("", text)) or text


def _without_head(text: str) -> str:
    rest = _HEAD.sub("", text)
    return text if _BACK.search(rest) else _raised(rest) or text


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
