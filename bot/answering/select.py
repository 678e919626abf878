"""Chooses and orders digest sentences for a question that no card answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.numbers import figures_only, find_numbers, missing_from
from bot.domain.passages import Passage, PassageKind, Sentence, SentenceKind
from bot.ports import Embedder, LexicalIndex
from bot.retrieval.analysis import Analyzer
from bot.retrieval.evidence import rarity, token_cover
from bot.retrieval.query import Intent, Query
from bot.retrieval.search import Found

_DANGLING = re.compile(
    r"^(dit|deze|die|dat|hij|zij|ze|het gaat|daarom|ook|daarnaast|hierdoor|daardoor|bovendien|toch|maar|en|dus|zo)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\b(omdat|doordat|want|daardoor|reden|oorzaak|gevolg|leidt tot|komt door|because|due to)\b", re.I)
_PLACE, _COVER, _MEANING = 0.8, 0.8, 0.8
"""Weights of passage rank, shared words and meaning (development split; docs/decisions/005-cards-first.md)."""
ANSWER_PART = "Antwoord"
_CARD_PARTS = (ANSWER_PART, "Kernpunten")
_SAME, _SAME_WITH_FIGURES = 0.6, 0.4
_LEAST_WORDS = 40
_SHORTEST = 4
_KEEP_FROM = 0.75
_FILL_FROM = 0.6
_OWN_FROM = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with where it stands.

    Attributes:
        rank: rank of its passage, from 1.
        score: all signals together.
        own: the sentence's own signals, without the rank of its passage.
    """

    sentence: Sentence
    passage: Passage
    rank: int
    place: int
    score: float
    own: float
    terms: frozenset[str]


class SentenceChooser:
    """Scores sentences of the best passages and picks those that answer.

    Args:
        embedder: for the meaning of single sentences; None when it is too slow for that.
        most_words: length of an answer.
    """

    def __init__(self, analyzer: Analyzer, lexical: LexicalIndex, embedder: Embedder | None, most_words: int) -> None:
        self._analyzer = analyzer
        self._lexical = lexical
        self._embedder = embedder
        self._most_words = most_words

    def choose(self, found: Found) -> list[Candidate]:
        """Sentences of an answer in reading order; the best one first."""
        candidates = sorted(self._candidates(found), key=lambda c: (-c.score, c.rank, c.place))
        best_own = max((c.own for c in candidates), default=0.0)
        chosen: list[Candidate] = []
        words = 0
        for candidate in candidates:
            length = len(candidate.sentence.text.split())
            enough = _KEEP_FROM if words >= _LEAST_WORDS else _FILL_FROM
            if chosen and (words + length > self._most_words or candidate.score < enough * candidates[0].score):
                continue
            if chosen and candidate.own < _OWN_FROM * best_own:
                continue
            if any(_repeats(candidate, other) for other in chosen):
                continue
            if not chosen and candidate.sentence.kind is SentenceKind.CONFLICT and len(candidates) > 1:
                continue
            chosen.append(candidate)
            words += length
        return chosen[:1] + sorted(chosen[1:], key=lambda c: (c.rank, c.place))

    def _candidates(self, found: Found) -> list[Candidate]:
        usable = [h for h in found.hits if h.passage.kind is not PassageKind.CARD or h.passage.locator in _CARD_PARTS]
        pairs = [
            (hit, place, sentence)
            for hit in usable
            for place, sentence in enumerate(hit.passage.sentences)
            if _can_answer(sentence.text)
            and (not _DANGLING.match(sentence.text) or (place == 0 and hit.passage.kind is PassageKind.ORIGINAL))
        ]
        if not pairs:
            return []
        top = max(h.score for h in usable)
        cosines = self._cosines(found, [s.text for _, _, s in pairs])
        candidates = []
        for (hit, place, sentence), cosine in zip(pairs, cosines, strict=True):
            terms = frozenset(self._analyzer.index_terms(sentence.text))
            own = _COVER * self._cover(found.query, terms) + _MEANING * cosine
            score = _PLACE * hit.score / top + own + intent_bonus(found.query.intent, sentence)
            candidates.append(Candidate(sentence, hit.passage, hit.rank, place, score, own, terms))
        return candidates

    def _cosines(self, found: Found, texts: Sequence[str]) -> list[float]:
        if self._embedder is None:
            return [0.0] * len(texts)
        vectors = self._embedder.embed_passages(texts)
        return [max(0.0, float(x)) for x in vectors @ found.vector]

    def _cover(self, query: Query, terms: frozenset[str]) -> float:
        weights = {t.stem: rarity(t, self._lexical) for t in query.tokens}
        none: frozenset[str] = frozenset()
        held = sum(
            weights[t.stem] * token_cover(t, terms, query.alternatives.get(t.surface, none), self._lexical)
            for t in query.tokens
        )
        return held / (sum(weights[t.stem] for t in query.tokens) or 1.0)


def intent_bonus(intent: Intent, sentence: Sentence) -> float:
    """A little extra for a figure where "hoeveel" is asked, a reason where "waarom" is asked."""
    if intent is Intent.NUMBER:
        return 0.12 if figures_only(find_numbers(sentence.text)) else -0.05
    if intent is Intent.REASON:
        return 0.08 if _REASON.search(sentence.text) else 0.0
    if intent is Intent.TIME:
        return 0.06 if re.search(r"\b(19|20)\d\d\b", sentence.text) else 0.0
    return 0.0


def _can_answer(text: str) -> bool:
    """False for a question and for a heading, which documents hold between their sentences."""
    return not text.rstrip("\"'”’) ").endswith("?") and len(text.split()) >= _SHORTEST


def _repeats(candidate: Candidate, other: Candidate) -> bool:
    """True for a sentence that says again what another says, more so when it has the same figures."""
    alike = _alike(candidate.terms, other.terms)
    figures = figures_only(find_numbers(candidate.sentence.text))
    if figures and not missing_from(figures, find_numbers(other.sentence.text)):
        return alike > _SAME_WITH_FIGURES
    return alike > _SAME


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
