"""Chooses and orders digest sentences for a question that no card answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answering.choice import ChoiceModel
from bot.answering.clues import ANSWER_PART, Clued, ClueFinder
from bot.answering.shield import is_trap
from bot.answering.wanted import is_elsewhere
from bot.domain.numbers import figures_only, find_numbers, missing_from
from bot.domain.passages import PassageKind, Sentence, SentenceKind
from bot.retrieval.countries import named_countries, told_countries
from bot.retrieval.questions import QuestionMatch
from bot.retrieval.search import Found

_CARD_PARTS = (ANSWER_PART, "Kernpunten")
_SAME, _SAME_WITH_FIGURES = 0.6, 0.4
_LEAST_WORDS = 40
_BEHIND, _BEHIND_WHEN_LONG = 3.0, 1.75
"""How far a sentence may score behind the first, until there are enough words and after (``python -m eval.choice``)."""
_LEADING, _LEAD_BEHIND, _CARD_BEHIND = 4, 3.0, 4.0
"""So many sentences go before a card's own, when they score at most so far behind its best; what of the card is further
behind the very best is left out. Chosen on the development split by facts told and sentences from a right source."""
_ABSENT = -1e9
ASKED_FROM = 0.9
"""From this likeness on a known question is the very question that was asked."""
_AHEAD = 0.01
"""So little goes before all else that what else is told does not change."""
_OF_READING = re.compile(
    r"\bvoetnoottekens?\b|\bniet (?:gelezen|nagekeken|nagezocht|nagegaan|gezien)\b|\bwas te lezen\b", re.I
)
_ASKS_READING = re.compile(
    r"\bvoetno|\b(?:bron(?:nen)?|gelezen|nagekeken|nagezocht|sources?|footnotes?|read|checked|notes? de bas|lue?s?)\b",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:dan|than|verge(?:lijk|lek)\w*|verschil\w*|buurland\w*|buren|versus|compared?|(?:plus|moins) que)\b", re.I
)
_ALSO = re.compile(
    r"\b(?:ook|wij|we|ons|onze|(?:zuider|noorder)bu\w+|also|too|us|our|neighbou?rs?|aussi|nous|nos|notre|voisins?)\b",
    re.I,
)
"""Who asks this of one country has another in mind."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its score.

    Attributes:
        asked: the question that was asked is the one that it was written for.
    """

    clued: Clued
    score: float
    asked: bool = False

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.clued.sentence

    @property
    def said(self) -> tuple[str, frozenset[str]]:
        """Its text and its index terms."""
        return self.sentence.text, self.clued.terms


class SentenceChooser:
    """Scores sentences of the best passages and picks those that answer.

    Args:
        most_words: length of an answer.
    """

    def __init__(self, clues: ClueFinder, model: ChoiceModel, most_words: int) -> None:
        self._clues = clues
        self._model = model
        self._most_words = most_words

    def candidates(self, found: Found) -> list[Clued]:
        """The sentences among which is chosen.

        Of documents no orders to a program; how a source was read (footnote marks, what could not be seen) only where
        the question is about that; nothing of the other country where a sentence is about the one
        that is asked, and the question compares nothing.
        """
        hits = [h for h in found.hits if h.passage.kind is not PassageKind.CARD or h.passage.locator in _CARD_PARTS]
        reading = bool(_ASKS_READING.search(found.query.original))
        clued = [
            c
            for c in self._clues.find(found, hits)
            if (reading or not _OF_READING.search(c.sentence.text))
            and (c.passage.kind is not PassageKind.ORIGINAL or not is_trap(c.sentence.text))
        ]
        return clued if _COMPARES.search(found.query.original) else _of_the_asked_country(clued)

    def choose(self, found: Found) -> list[Candidate]:
        """Sentences of an answer in reading order; the best one first."""
        return self.chosen(self._scored(found))

    def led(self, found: Found, card: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
        """The sentences that answer better than a card does, and what of the card goes after them.

        Args:
            card: sentences of a card that is near the question; those far behind, or about another country than the
                asked one, are left out.
        """
        candidates = self._scored(found)
        scores = {c.sentence.text: c.score for c in candidates}
        best = max((scores[s.text] for s in card if s.text in scores), default=_ABSENT)
        ahead = sorted(self.chosen(candidates), key=lambda c: -c.score)[:_LEADING]
        lead = [c.sentence for c in ahead if c.score >= best - _LEAD_BEHIND]
        said = [(s.text, self._clues.terms(s.text)) for s in lead]
        after: list[Sentence] = []
        for sentence in card:
            own = sentence.text, self._clues.terms(sentence.text)
            words = sum(len(text.split()) for text, _ in (*said, own))
            behind = lead and scores.get(sentence.text, ahead[0].score) < ahead[0].score - _CARD_BEHIND
            elsewhere = is_elsewhere(found.query.countries, named_countries(sentence.text))
            if behind or elsewhere or words > self._most_words or any(_repeats(own, other) for other in said):
                continue
            said.append(own)
            after.append(sentence)
        return lead, after

    def _scored(self, found: Found) -> list[Candidate]:
        clued = self.candidates(found)
        scores = self._model.scores([c.clues for c in clued])
        candidates = [Candidate(c, score) for c, score in zip(clued, scores, strict=True)]
        return _asked_first(candidates, found)

    def chosen(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The best candidate, then those that are near it and say something else, as they stand in their sources."""
        ordered = sorted(candidates, key=lambda c: (-c.score, c.clued.rank, c.clued.place))
        chosen: list[Candidate] = []
        words = 0
        for candidate in ordered:
            length = len(candidate.sentence.text.split())
            behind = _BEHIND if words < _LEAST_WORDS else _BEHIND_WHEN_LONG
            if chosen and (words + length > self._most_words or candidate.score < chosen[0].score - behind):
                continue
            if any(_repeats(candidate.said, other.said) for other in chosen):
                continue
            aside = candidate.sentence.kind is SentenceKind.CONFLICT and not candidate.asked
            if not chosen and aside and len(ordered) > 1:
                continue
            chosen.append(candidate)
            words += length
        return chosen[:1] + sorted(chosen[1:], key=lambda c: (c.clued.rank, c.clued.place))


def _asked_first(candidates: list[Candidate], found: Found) -> list[Candidate]:
    """What was written for the very question that is asked, or the best of its passage, scores above all else."""
    asked = asked_sentences(found)
    best = max((c.score for c in candidates), default=0.0)
    if any(c.sentence.text in asked for c in candidates):
        return [
            replace(c, score=best + _AHEAD * asked[c.sentence.text], asked=True) if c.sentence.text in asked else c
            for c in candidates
        ]
    passages = {i for m in _asked(found) if not m.question.card for i in m.question.passage_ids}
    within = [c for c in candidates if c.clued.passage.id in passages]
    first = max(within, key=lambda c: c.score, default=None)
    return [replace(c, score=best + _AHEAD) if c is first else c for c in candidates]


def asked_sentences(found: Found) -> dict[str, float]:
    """The sentences for which the very question was written, with the likeness of that question."""
    likeness: dict[str, float] = {}
    for match in _asked(found):
        if match.question.sentence:
            likeness[match.question.sentence] = max(match.score, likeness.get(match.question.sentence, 0.0))
    return likeness


def _asked(found: Found) -> Iterator[QuestionMatch]:
    return (match for match in found.matches if match.score >= ASKED_FROM)


def about_the_asked(found: Found, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """A card's sentences without those about the other country alone; all where the question compares.

    One sentence about the asked country must remain, else all stay.
    """
    asked = found.query.countries
    about = [told_countries(sentence.text) for sentence in sentences]
    if not any(asked & countries for countries in about) or any(
        pattern.search(found.query.original) for pattern in (_COMPARES, _ALSO)
    ):
        return sentences
    return [s for s, countries in zip(sentences, about, strict=True) if not is_elsewhere(asked, countries)]


def _of_the_asked_country(clued: list[Clued]) -> list[Clued]:
    """Without sentences about the other country, where one is about the country that the question asks for."""
    return [c for c in clued if not c.clues.elsewhere] if any(c.clues.here for c in clued) else clued


def _repeats(own: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    """True for a text that says again what another says, more so when it has the same figures."""
    alike = _alike(own[1], other[1])
    figures = figures_only(find_numbers(own[0]))
    if figures and not missing_from(figures, find_numbers(other[0])):
        return alike > _SAME_WITH_FIGURES
    return alike > _SAME


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
