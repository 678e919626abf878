"""Learns when a question is a follow-up that the corpus answers.

From the follow-ups of the development split, and from its out-of-scope questions, each asked after a question that has
nothing to do with it: in a conversation every question but the first has one before it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from typing import NamedTuple

import numpy as np

from bot.retrieval.evidence import EvidenceModel
from bot.retrieval.follow_up import is_follow_up, may_follow, moved
from bot.retrieval.following import Following
from bot.retrieval.logistic import fit_logistic
from bot.retrieval.search import Searcher
from eval.learning import Array, Lesson, held_out
from eval.questions import Case

_L2 = 0.3
_COUNTS = 3.0
"""So much a true follow-up counts against a question asked after one that has nothing to do with it."""
_SEED = 5
_NAMES = tuple(field.name for field in fields(Following))


class FollowUps(NamedTuple):
    """Questions with one before them.

    Attributes:
        follows: whether each is a true follow-up.
        needs: whether each can't be understood without.
        alone: evidence of each without.
        held_out: probability of each from weights learned without it.
    """

    model: EvidenceModel
    truths: Array
    follows: Array
    needs: Array
    alone: Array
    held_out: Array

    def answered(self, threshold: float) -> Array:
        """Which are answered, 1 or 0."""
        scores = np.where(self.needs == 1, self.held_out, np.maximum(self.held_out, self.alone))
        return np.asarray(scores >= threshold, dtype=np.float64)


def learn_following(searcher: Searcher, cases: Sequence[Case]) -> FollowUps:
    """Weights of the judgement of follow-ups.

    Args:
        searcher: with the weights of ranking and evidence that it will have.
        cases: the development split.
    """
    rows = list(_rows(searcher, cases))
    features = np.array([astuple(row.features) for row in rows], dtype=np.float64)
    truths, follows, needs, alone = (
        np.array(column, dtype=np.float64)
        for column in zip(*((r.answers, r.follows, r.needs, r.alone) for r in rows), strict=True)
    )
    # a lesson's features carry the count of each row along, so that folds keep the two together
    lesson = Lesson(np.c_[features, np.where(follows == 1, _COUNTS, 1.0)], truths)

    def fit(part: Lesson) -> Array:
        weights = fit_logistic(part.features[:, :-1], part.truths, _L2, part.features[:, -1])
        return np.append(weights, 0.0)

    weights = fit(lesson)[:-1]
    model = EvidenceModel(
        round(float(weights[0]), 3), {n: round(float(w), 3) for n, w in zip(_NAMES, weights[1:], strict=True)}
    )
    return FollowUps(model, truths, follows, needs, alone, held_out(lesson, fit))


class _Row(NamedTuple):
    features: Following
    answers: bool
    follows: bool
    needs: bool
    alone: float


def _rows(searcher: Searcher, cases: Sequence[Case]) -> Iterator[_Row]:
    chance = random.Random(_SEED)
    before = [c.question for c in cases if c.expect == "answer" and c.language == "nl" and not c.context]
    for case in cases:
        if case.context:
            yield _row(searcher, case, case.context, follows=True)
        elif case.expect == "refuse" and may_follow(case.question):
            yield _row(searcher, case, chance.choice(before), follows=False)


def _row(searcher: Searcher, case: Case, context: str, *, follows: bool) -> _Row:
    alone = searcher.survey(case.question)
    both = searcher.survey(case.question, context=moved(context, case.question))
    return _Row(
        searcher.follow_features(alone, both),
        case.expect == "answer",
        follows,
        is_follow_up(case.question, len(alone.query.tokens)),
        searcher.judge(alone).score,
    )


def report(found: FollowUps) -> None:
    """Print held-out refusals by threshold."""
    kinds = [
        ("follow-ups that the corpus answers", (found.follows == 1) & (found.truths == 1)),
        ("follow-ups that it does not answer", (found.follows == 1) & (found.truths == 0)),
        ("out of scope, after another question", found.follows == 0),
    ]
    for name, chosen in kinds:
        shares = ", ".join(f"{t}: {1 - found.answered(t)[chosen].mean():.1%}" for t in (0.3, 0.4, 0.5, 0.6, 0.7))
        print(f"  refused of {int(chosen.sum())} {name}: {shares}")
