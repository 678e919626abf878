"""How much of a question's content a text holds, weighted by rarity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from bot.ports import LexicalIndex
from bot.retrieval.analysis import Token
from bot.retrieval.query import Query

_SYNONYM = 0.9


def _idf(frequency: int, lexical: LexicalIndex) -> float:
    return math.log(1 + max(lexical.count(), 1) / (1 + frequency))


def rarity(token: Token, lexical: LexicalIndex) -> float:
    """How much a token says: inverse document frequency, of the rarest part for a compound that the corpus lacks."""
    frequency = lexical.document_frequency(token.stem)
    if not frequency and token.parts:
        frequency = min(lexical.document_frequency(part) for part in token.parts)
    return _idf(frequency, lexical)


def token_cover(token: Token, terms: frozenset[str], alternatives: frozenset[str], lexical: LexicalIndex) -> float:
    """How far a text's terms hold a token: 1 whole, less through a synonym or the parts of a compound."""
    return _weighed(token, alternatives, lexical).cover(terms)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A content word of a question.

    Attributes:
        weight: its rarity.
        same: terms that mean the same.
        parts: share of each part of a compound, together 1.
        known: whether the corpus has the word, a synonym, or all parts.
    """

    token: Token
    weight: float
    same: frozenset[str]
    parts: Mapping[str, float]
    known: bool

    def cover(self, terms: frozenset[str]) -> float:
        """How far terms hold this word, 0 to 1."""
        if self.token.stem in terms:
            return 1.0
        if not self.same.isdisjoint(terms):
            return _SYNONYM
        return _SYNONYM * sum(self.parts[p] for p in self.parts if p in terms) if self.parts else 0.0

    @property
    def is_year(self) -> bool:
        """True for a year."""
        return self.token.is_name and self.token.stem.startswith("#")

    @property
    def is_name(self) -> bool:
        """True for a name that is no year."""
        return self.token.is_name and not self.token.stem.startswith("#")


def _weighed(token: Token, same: frozenset[str], lexical: LexicalIndex) -> AskedWord:
    weights = {part: _idf(lexical.document_frequency(part), lexical) for part in token.parts}
    total = sum(weights.values()) or 1.0
    known = any(lexical.document_frequency(term) for term in (token.stem, *same)) or (
        bool(token.parts) and all(lexical.document_frequency(part) for part in token.parts)
    )
    return AskedWord(token, rarity(token, lexical), same, {p: w / total for p, w in weights.items()}, known)


@dataclass(frozen=True, slots=True)
class Asked:
    """The content of a question, weighed once for all passages.

    Attributes:
        terms: all terms that cover a word.
    """

    words: tuple[AskedWord, ...]
    total: float
    terms: frozenset[str]

    @classmethod
    def of(cls, query: Query, lexical: LexicalIndex) -> Asked:
        """Weigh the words of a question."""
        none: frozenset[str] = frozenset()
        told = {token.stem for token in query.told}
        words = tuple(_weighed(t, query.alternatives.get(t.surface, none), lexical) for t in query.tokens)
        words = tuple(w for w in words if w.known or w.token.stem not in told)
        terms = frozenset(term for w in words for term in (w.token.stem, *w.same, *w.parts))
        return cls(words, sum(w.weight for w in words) or 1.0, terms)

    def cover(self, terms: frozenset[str]) -> float:
        """Share of the content that terms hold, 0 to 1."""
        held = terms & self.terms
        return sum([w.weight * w.cover(held) for w in self.words]) / self.total if held else 0.0

    @property
    def years(self) -> list[AskedWord]:
        """Its years."""
        return [w for w in self.words if w.is_year]

    @property
    def names(self) -> list[AskedWord]:
        """Its names."""
        return [w for w in self.words if w.is_name]
