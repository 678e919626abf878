"""Whether an answer says a point of a card."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.numbers import Number, figures_only, find_numbers, find_years
from bot.ports import Embedder, Vectors
from bot.rehearsal.grading.polarity import negations, opposed
from bot.rehearsal.grading.rounding import agrees, hedge_at
from bot.rehearsal.grading.terms import Term, Terms, recall
from bot.rehearsal.grading.text import AnswerText


class Features(NamedTuple):
    """What the decision rests on.

    Attributes:
        near: recall of the point's words in the nearest stretch of the answer.
        whole: the same in the whole answer.
        likeness: highest cosine of a stretch to the point.
        numbers: share of the point's figures said, 0 without figures.
        lacking: share of the point's figures not said, 0 without figures.
        turned: 1 when the nearest stretch denies or reverses the point.
        ahead: how much likelier the stretch that is most like the point is to be this one than another of the card.
        other_year: 1 when point and nearest stretch both name years, and no year in common.
        figured: 1 for a point with figures.
    """

    near: float
    whole: float
    likeness: float
    numbers: float
    lacking: float
    turned: float
    ahead: float
    other_year: float
    figured: float


WEIGHTS = Features(
    near=1.07,
    whole=1.16,
    likeness=1.34,
    numbers=1.92,
    lacking=-3.11,
    turned=-0.09,
    ahead=2.7,
    other_year=-1.57,
    figured=-1.19,
)
BIAS = -1.33
_USUAL_LEAD = 0.1
"""Fitted by ``python -m eval.rehearsal_eval --fit`` on all development sets; those in own words count twice."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence to be found in an answer."""

    text: str
    terms: tuple[Term, ...]
    numbers: tuple[Number, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer made ready to compare."""

    windows: tuple[str, ...]
    pools: tuple[frozenset[str], ...]
    pool: frozenset[str]
    vectors: Vectors
    numbers: tuple[tuple[Number, str], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How well an answer says a claim.

    Attributes:
        score: probability that it does; from 0.5 it counts.
        window: the nearest stretch of the answer.
    """

    score: float
    window: str
    features: Features


class PointMatcher:
    """Compares answers with claims.

    Args:
        terms: words and their weights.
        embedder: for likeness of meaning.
    """

    def __init__(self, terms: Terms, embedder: Embedder) -> None:
        self._terms = terms
        self._embedder = embedder

    def claims(self, texts: Sequence[str], drop: frozenset[str], common: frozenset[str]) -> list[Claim]:
        """Claims of these texts.

        Args:
            drop: words that carry no content, such as names of sources.
            common: forms of the question, which count for half.
        """
        vectors = self._embedder.embed_passages(list(texts)) if texts else np.zeros((0, 1), dtype=np.float32)
        return [
            Claim(text, tuple(_lighter(t, common) for t in self._terms.of(text, drop)), tuple(_figures(text)), vector)
            for text, vector in zip(texts, vectors, strict=True)
        ]

    def hear(self, answer: AnswerText) -> Heard:
        """An answer made ready; done once for all claims."""
        windows = answer.windows()
        vectors = self._embedder.embed_passages(windows) if windows else np.zeros((0, 1), dtype=np.float32)
        pools = tuple(self._terms.pool(window) for window in windows)
        whole = frozenset().union(*pools) if pools else frozenset()
        numbers = tuple((number, said.read) for said in answer.sentences for number in find_numbers(said.read))
        return Heard(tuple(windows), pools, whole, vectors, numbers)

    def match(self, claim: Claim, heard: Heard, rivals: Sequence[Claim] = ()) -> Match:
        """How well an answer says a claim.

        Args:
            rivals: other claims that the answer may mean; without any a usual lead is taken.
        """
        if not heard.windows:
            return Match(0.0, "", Features(*(0.0 for _ in Features._fields)))
        recalls = np.array([recall(claim.terms, pool) for pool in heard.pools])
        cosines = heard.vectors @ claim.vector
        best = int(np.argmax(recalls + 0.5 * cosines))
        window = heard.windows[best]
        said = [_is_said(number, heard) for number in claim.numbers]
        share = sum(said) / len(said) if said else 0.0
        features = Features(
            float(recalls[best]),
            recall(claim.terms, heard.pool),
            float(cosines.max()),
            share,
            1.0 - share if said else 0.0,
            float(_is_turned(claim.text, window)),
            _lead(claim, heard, cosines, rivals),
            float(_names_other_year(claim.text, window)),
            float(bool(said)),
        )
        return Match(probability(features), window, features)


def probability(features: Features, weights: Features = WEIGHTS, bias: float = BIAS) -> float:
    """Probability that the point was said."""
    z = bias + sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def _lead(claim: Claim, heard: Heard, cosines: Vectors, rivals: Sequence[Claim]) -> float:
    """How much more like this claim than like any rival the stretch is that is most like it; below 0 for less."""
    others = [rival for rival in rivals if rival is not claim]
    if not others:
        return _USUAL_LEAD
    best = int(np.argmax(cosines))
    return float(cosines[best]) - max(float(heard.vectors[best] @ rival.vector) for rival in others)


def _names_other_year(claim: str, window: str) -> bool:
    own, said = set(find_years(claim)), set(find_years(window))
    return bool(own and said) and not own & said


def _lighter(term: Term, common: frozenset[str]) -> Term:
    plain = {form for form in term.forms if not form.startswith("+")}
    return Term(term.forms, term.surface, term.weight * 0.5) if plain & common else term


def _figures(text: str) -> list[Number]:
    return figures_only(find_numbers(text))


def _is_said(number: Number, heard: Heard) -> bool:
    return any(
        said.unit is number.unit or not (said.unit and number.unit)
        for said, sentence in heard.numbers
        if any(agrees(said, hedge_at(sentence, said), value) for value in number.values)
    )


def _is_turned(claim: str, window: str) -> bool:
    return (negations(claim) > 0) != (negations(window) > 0) or opposed(claim, window)
