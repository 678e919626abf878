"""Chooses and orders digest sentences for a question that no card answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.choice import ChoiceModel
from bot.answering.clues import ANSWER_PART, Clued, ClueFinder
from bot.domain.numbers import figures_only, find_numbers, missing_from
from bot.domain.passages import PassageKind, Sentence, SentenceKind
from bot.retrieval.search import Found

_CARD_PARTS = (ANSWER_PART, "Kernpunten")
_SAME, _SAME_WITH_FIGURES = 0.6, 0.4
_LEAST_WORDS = 40
_BEHIND, _BEHIND_WHEN_LONG = 2.5, 1.5
"""How far a sentence may score behind the first, until there are enough words and after (``python -m eval.choice``)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its score."""

    clued: Clued
    score: float

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.clued.sentence


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
        """The sentences among which is chosen."""
        hits = [h for h in found.hits if h.passage.kind is not PassageKind.CARD or h.passage.locator in _CARD_PARTS]
        return self._clues.find(found, hits)

    def choose(self, found: Found) -> list[Candidate]:
        """Sentences of an answer in reading order; the best one first."""
        clued = self.candidates(found)
        scores = self._model.scores([c.clues for c in clued])
        return self.chosen([Candidate(c, score) for c, score in zip(clued, scores, strict=True)])

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
            if any(_repeats(candidate.clued, other.clued) for other in chosen):
                continue
            if not chosen and candidate.sentence.kind is SentenceKind.CONFLICT and len(ordered) > 1:
                continue
            chosen.append(candidate)
            words += length
        return chosen[:1] + sorted(chosen[1:], key=lambda c: (c.clued.rank, c.clued.place))


def _repeats(candidate: Clued, other: Clued) -> bool:
    """True for a sentence that says again what another says, more so when it has the same figures."""
    alike = _alike(candidate.terms, other.terms)
    figures = figures_only(find_numbers(candidate.sentence.text))
    if figures and not missing_from(figures, find_numbers(other.sentence.text)):
        return alike > _SAME_WITH_FIGURES
    return alike > _SAME


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
