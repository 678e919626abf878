"""Which passages, cards and known questions a filter leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from bot.domain.filters import SourceFilter
from bot.domain.passages import Passage, PassageKind, Sentence
from bot.ports import Catalog, Scored
from bot.retrieval.questions import QuestionMatch
from bot.retrieval.ranking import LegScores

_REMEMBERED = 32
T = TypeVar("T")


class Allowed(NamedTuple):
    """What passes: ids of passages and slugs of cards."""

    passages: frozenset[str]
    cards: frozenset[str]


class Narrowing:
    """Applies filters to one index version.

    Every passage is read once, at the first question with a filter; what a filter leaves is remembered.

    Args:
        catalog: passages, sources and cards.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.allowed = lru_cache(maxsize=_REMEMBERED)(_Filtering(catalog).allowed)


class _Filtering:
    """Reads what a filter leaves; apart from what remembers it, so that neither keeps the other in memory."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def allowed(self, only: SourceFilter) -> Allowed:
        """What passes."""
        cards = frozenset(
            slug
            for slug, card in self._catalog.cards.items()
            if only.allows_about(card.countries) and self._all_pass(card.answer, only)
        )
        return Allowed(frozenset(p.id for p in self._passages if self._passes(p, only)), cards)

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        keys = (*self._catalog.sources, *self._catalog.cards)
        return tuple(p for key in keys for p in self._catalog.passages_of(key))

    def _passes(self, passage: Passage, only: SourceFilter) -> bool:
        if not only.allows_about(passage.countries):
            return False
        if passage.kind is PassageKind.CARD:
            return self._all_pass(passage.sentences, only)
        source = self._catalog.sources.get(passage.key)
        return source is not None and only.allows(source)

    def _all_pass(self, sentences: Iterable[Sentence], only: SourceFilter) -> bool:
        """True when each sentence cites a source that passes; words of an opponent cite none and can't answer."""
        kept = [only.narrowed(sentence, self._catalog.sources) is not None for sentence in sentences]
        return bool(kept) and all(kept)


def narrowed_matches(matches: Iterable[QuestionMatch], allowed: Allowed) -> list[QuestionMatch]:
    """Known questions that what is allowed answers."""
    kept = []
    for match in matches:
        ids = tuple(name for name in match.question.passage_ids if name in allowed.passages)
        card = match.question.card if match.question.card in allowed.cards else ""
        if ids or card:
            kept.append(replace(match, question=replace(match.question, passage_ids=ids, card=card)))
    return kept


def narrowed_list(scored: Iterable[Scored], allowed: Allowed, most: int) -> list[Scored]:
    """The first so many that are allowed."""
    return [s for s in scored if s.id in allowed.passages][:most]


def narrowed_legs(legs: LegScores, allowed: Allowed) -> LegScores:
    """Scores of allowed passages; they keep the value they had among all."""
    return LegScores(
        _kept(legs.lexical, allowed),
        _kept(legs.dense, allowed),
        _kept(legs.cosine, allowed),
        _kept(legs.question, allowed),
    )


def _kept(scores: Mapping[str, T], allowed: Allowed) -> dict[str, T]:
    return {name: value for name, value in scores.items() if name in allowed.passages}
