"""One calibrated score: can the corpus answer this question?"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

import numpy as np

from bot.ports import Scored, Vectors
from bot.retrieval.bank import NOTHING, Outside, Weighed, held_names, subject_of, weighed
from bot.retrieval.coverage import Asked
from bot.retrieval.coverage import rarity as rarity
from bot.retrieval.coverage import token_cover as token_cover
from bot.retrieval.following import Following
from bot.retrieval.outside import is_outside
from bot.retrieval.query import Intent, Query, intent_of, is_story
from bot.retrieval.questions import QuestionMatch
from bot.retrieval.ranking import Signals
from bot.retrieval.reading import Reading
from bot.retrieval.request import is_instruction, is_personal_advice


@dataclass(frozen=True, slots=True)
class Features:
    """What the judgement rests on, each 0 to 1 where nothing else is said.

    Attributes:
        top: rank score of the best passage.
        both: share of the question's content in one passage, times its nearest sentence in meaning.
        missing: the heaviest single word of the question that the best passages lack.
        one_missing: the same for the one passage that lacks least.
        far: the same for a word that is neither held nor near to a sentence in meaning.
        names: how far the least covered name of the question is lacking in the best passages.
        one_place: the same for names and years together, in the one passage that holds most of them.
        years: how far the least covered year of the question is lacking.
        cosine: nearest passage in meaning.
        question: nearest known question, as the question leg scores it.
        figure_far: ``far`` of a question for a figure.
        figure_one: ``one_missing`` of a question for a figure.
        figure_year: ``years`` of a question for a figure.
        instruction: 1 for an instruction to the program, or a request for personal advice.
        sentence: share of the question's content that a single sentence of the best passages holds.
        brief: 1 divided by the number of content words: the fewer, the less it says that all are held.
        unlike: ``brief`` of a question that is like no known question.
        named: 1 when the question names a person, place, organisation or year.
        unknown_name: 1 when it names something that the corpus does not know.
        unit_year: how far the years lack in the one sentence, with its known questions, that holds most of them.
        figure_unit: of a question for a figure, what the sentence lacks that lacks least: its heaviest word, and names.
        alike: words shared with the known question that shares most.
        known: share of the content in the nearest known question and its sentence, times their likeness in meaning.
        outside: how far a word of another subject (``outside.py``) lacks in a sentence with the rest of the question.
        same_names: nearest known question that, with its sentence, holds the names and years of the question.
        same_kind: the same, of questions that want the same kind of answer.
        counts: 1 for a question for a figure.
        bank_named: nearest outside question (``bank.py``) that holds the names and years of the question.
        bank_nearer: how much nearer the nearest outside question is than the nearest known one, -1 to 1.
        bank_ahead: the same of the three nearest of both kinds together.
        bank_side: -1 for a question that means what known ones mean, 1 for one that means what outside ones mean.
        bank_wording: the same of how it is put.
        encoded: nearest known question by what the question embedder adds (``Embedders.encoded``), 0 to 0.71.
        encoded_few: the same, mean of the three nearest.
        encoded_outside: nearest outside question in the same way.
        encoded_outside_few: the same, mean of the three nearest.
        story: 1 for a story around the question.
        story_missing: ``missing`` of a story.
        story_names: ``names`` of a story.
    """

    top: float = 0.0
    both: float = 0.0
    missing: float = 1.0
    one_missing: float = 1.0
    far: float = 1.0
    names: float = 0.0
    one_place: float = 0.0
    years: float = 0.0
    cosine: float = 0.0
    question: float = 0.0
    figure_far: float = 0.0
    figure_one: float = 0.0
    figure_year: float = 0.0
    instruction: float = 0.0
    sentence: float = 0.0
    brief: float = 0.0
    unlike: float = 0.0
    named: float = 0.0
    unknown_name: float = 0.0
    unit_year: float = 0.0
    figure_unit: float = 0.0
    alike: float = 0.0
    known: float = 0.0
    outside: float = 0.0
    same_names: float = 0.0
    same_kind: float = 0.0
    counts: float = 0.0
    bank_named: float = 0.0
    bank_nearer: float = 0.0
    bank_ahead: float = 0.0
    bank_side: float = 0.0
    bank_wording: float = 0.0
    encoded: float = 0.0
    encoded_few: float = 0.0
    encoded_outside: float = 0.0
    encoded_outside_few: float = 0.0
    story: float = 0.0
    story_missing: float = 0.0
    story_names: float = 0.0


OF_QUESTIONS = frozenset(
    {
        "question", "unlike", "alike", "known", "same_names", "same_kind",
        "bank_named", "bank_nearer", "bank_ahead", "bank_side", "bank_wording",
        "encoded", "encoded_few", "encoded_outside", "encoded_outside_few",
    }
)  # fmt: skip
"""Features that a folder without known questions can't have."""
_MATCHES = 20
"""So many known questions are read as units beside the sentences of the best passages."""
FEW = 3
_NAME = 0.5
"""What a lacking name adds to the heaviest lacking word of a unit."""
_ENOUGH = 1.5
"""A sentence that holds two thirds of a question holds enough of it."""
_UNLIKE, _LIKE = 0.2, 0.7
"""Cosines of a single word and a sentence: nothing to do with each other, and about the same thing."""


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """A logistic model over the features; ``calibration.json`` holds its weights."""

    bias: float = -3.2
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "both": 3.0, "missing": -5.0, "cosine": 2.0, "question": 4.0,
        }
    )  # fmt: skip

    def probability(self, features: Features | Following) -> float:
        """Chance that the corpus answers the question."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in asdict(features).items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Evidence:
    """The judgement and what it rests on.

    Attributes:
        subject: a subject that the question is about and the sources are not, "" when none is near enough.
    """

    score: float
    features: Features
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the search brought up, for the judgement.

    Attributes:
        best: signals and readings of the best passages, best first.
        words: one unit vector for each content word of the question; None without a fast embedder.
        top: rank score of the best passage.
        outside: what the bank of questions that the sources do not answer says of it.
        encoded: the nearest few known questions by the encoder alone.
        encoded_outside: the nearest few outside questions in the same way.
    """

    best: Sequence[tuple[Signals, Reading]]
    matches: Sequence[QuestionMatch]
    dense: Sequence[Scored]
    words: Vectors | None
    top: float
    outside: Outside = NOTHING
    encoded: Sequence[QuestionMatch] = ()
    encoded_outside: Sequence[QuestionMatch] = ()


def judge(query: Query, asked: Asked, seen: Seen, model: EvidenceModel) -> Evidence:
    """Judge whether the corpus answers a question."""
    near = weighed(asked, seen.outside)
    features = measure(query, asked, seen, near)
    score = model.probability(features) if query.tokens else 0.0
    return Evidence(score, features, subject_of(near))


def measure(query: Query, asked: Asked, seen: Seen, bank: Sequence[Weighed]) -> Features:
    """The features of a question over what the search brought up.

    Args:
        bank: the near outside questions.
    """
    terms = [reading.terms | reading.asked for _, reading in seen.best]
    union: frozenset[str] = frozenset().union(*terms)
    covers = [w.cover(union) for w in asked.words]
    near = [max(pair) for pair in zip(covers, _nearness(seen, len(covers)), strict=True)]
    far = _heaviest(asked, near)
    one_missing = min((_heaviest(asked, [w.cover(t) for w in asked.words]) for t in terms), default=1.0)
    years = max((1 - w.cover(union) for w in asked.years), default=0.0)
    figure = float(query.intent is Intent.NUMBER)
    coverage = max((asked.cover(t) for t in terms), default=0.0)
    question = seen.matches[0].score if seen.matches else 0.0
    brief = 1.0 / max(len(asked.words), 1)
    read = _units(seen)
    units = [_unit(asked, u) for u in read]
    names = max((1 - w.cover(union) for w in asked.names), default=0.0)
    missing = _heaviest(asked, covers)
    story = float(is_story(query.original))
    same = _same(asked, seen.matches[:_MATCHES])
    return Features(
        top=seen.top,
        both=coverage * max((signal.meaning for signal, _ in seen.best), default=0.0),
        missing=missing,
        one_missing=one_missing,
        far=far,
        names=names,
        one_place=_lacking_in_one(asked, terms),
        years=years,
        cosine=max(0.0, seen.dense[0].score) if seen.dense else 0.0,
        question=question,
        figure_far=figure * far,
        figure_one=figure * one_missing,
        figure_year=figure * years,
        instruction=float(is_instruction(query.original) or is_personal_advice(query.original)),
        sentence=max((signal.sentence for signal, _ in seen.best), default=0.0),
        brief=brief,
        unlike=brief * (1.0 - question),
        named=float(bool(asked.names)),
        unknown_name=float(any(not w.known for w in asked.names)),
        unit_year=min((u.years for u in units), default=1.0) if asked.years else 0.0,
        figure_unit=figure * min((u.heaviest + _NAME * u.names for u in units), default=1.0),
        alike=max((m.overlap for m in seen.matches), default=0.0),
        known=asked.cover(seen.matches[0].terms) * seen.matches[0].cosine if seen.matches else 0.0,
        outside=_outside(asked, read),
        same_names=max((score for score, _ in same), default=0.0),
        same_kind=max((score for score, intent in same if intent is query.intent), default=0.0),
        counts=figure,
        bank_named=max((one.named for one in bank), default=0.0),
        bank_nearer=max((one.against - question for one in bank), default=0.0),
        bank_ahead=_nearest(seen.outside.matches) - _nearest(seen.matches) if bank else 0.0,
        bank_side=seen.outside.side,
        bank_wording=seen.outside.wording,
        encoded=seen.encoded[0].score if seen.encoded else 0.0,
        encoded_few=_nearest(seen.encoded),
        encoded_outside=seen.encoded_outside[0].score if seen.encoded_outside else 0.0,
        encoded_outside_few=_nearest(seen.encoded_outside),
        story=story,
        story_missing=story * missing,
        story_names=story * names,
    )


def _outside(asked: Asked, units: Collection[frozenset[str]]) -> float:
    """How far the sentences that hold a word of another subject lack the rest of the question, 0 to 1."""
    words = [w for w in asked.words if is_outside(w.token)]
    if not words:
        return 0.0
    shares = [(terms, min(1.0, _ENOUGH * asked.cover(terms))) for terms in units]
    return max(1 - max((w.cover(terms) * share for terms, share in shares), default=0.0) for w in words)


def _same(asked: Asked, matches: Sequence[QuestionMatch]) -> list[tuple[float, Intent]]:
    """Scores of known questions, less for each lacking name or year, with the kind of answer that they want."""
    return [(match.score * held_names(asked, match), intent_of(match.question.text)) for match in matches]


class _Unit(NamedTuple):
    """What one sentence with its known questions lacks of a question, each 0 to 1: heaviest word, names, years."""

    heaviest: float
    names: float
    years: float


def _units(seen: Seen) -> set[frozenset[str]]:
    read = (unit for _, reading in seen.best for unit in reading.units)
    return {*read, *(match.terms for match in seen.matches[:_MATCHES])}


def _unit(asked: Asked, terms: frozenset[str]) -> _Unit:
    held = terms & asked.terms
    lacking = [1 - w.cover(held) for w in asked.words]
    return _Unit(
        max((w.weight * lack for w, lack in zip(asked.words, lacking, strict=True)), default=asked.total) / asked.total,
        _mean([lack for w, lack in zip(asked.words, lacking, strict=True) if w.token.is_name]),
        _mean([lack for w, lack in zip(asked.words, lacking, strict=True) if w.is_year]),
    )


def _nearest(matches: Sequence[QuestionMatch]) -> float:
    """Mean score of the nearest few."""
    return sum(match.score for match in matches[:FEW]) / FEW


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _heaviest(asked: Asked, covers: Sequence[float]) -> float:
    lacking = (w.weight * (1 - c) for w, c in zip(asked.words, covers, strict=True))
    return max(lacking, default=asked.total) / asked.total


def _nearness(seen: Seen, count: int) -> list[float]:
    """For each word of the question, how near it is to a sentence of the best passages, 0 to 1."""
    vectors = [reading.vectors for _, reading in seen.best if reading.vectors is not None]
    if seen.words is None or not vectors or not count:
        return [0.0] * count
    cosines = (seen.words @ np.concatenate(vectors).T).max(axis=1)
    return [min(1.0, max(0.0, (float(c) - _UNLIKE) / (_LIKE - _UNLIKE))) for c in cosines]


def _lacking_in_one(asked: Asked, terms: Sequence[frozenset[str]]) -> float:
    words = [*asked.names, *asked.years]
    if not words:
        return 0.0
    return min((sum(1 - w.cover(t) for w in words) / len(words) for t in terms), default=1.0)
