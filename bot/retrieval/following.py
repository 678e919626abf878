"""Whether a question is a follow-up that the corpus answers, from a search with and one without the question before.

With the words of the question before, any question seems answerable: "Wat kost een brood?" too, after one about asylum
costs. So the words of the question itself count apart.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.retrieval.coverage import Asked
from bot.retrieval.follow_up import points_back

_FEWEST = 1e-4
_LONG = 10


@dataclass(frozen=True, slots=True)
class Following:
    """What that judgement rests on.

    Attributes:
        after: log odds of the evidence with the question before.
        alone: the same without it.
        missing: heaviest word of the question itself that the best passages for both lack, 0 to 1.
        one_missing: the same for the one passage that lacks least.
        unit: the same for the one sentence that lacks least.
        share: how much of the content of both the question itself is, 0 to 1.
        outside: ``Features.outside`` with the question before.
        ahead: how much nearer the two together are to a known question of those passages than to an outside one.
        own_ahead: the same of the question by itself.
        points_back: 1 when it has a word that can stand for something said before.
        length: its words, divided by ten.
    """

    after: float = 0.0
    alone: float = 0.0
    missing: float = 0.0
    one_missing: float = 0.0
    unit: float = 0.0
    share: float = 0.0
    outside: float = 0.0
    ahead: float = 0.0
    own_ahead: float = 0.0
    points_back: float = 0.0
    length: float = 0.0


class Held(NamedTuple):
    """What the best passages for a question with the one before it hold.

    Attributes:
        passages: terms of each, with its known questions.
        units: terms of each of their sentences.
    """

    passages: Sequence[frozenset[str]]
    units: Collection[frozenset[str]]


class Compared(NamedTuple):
    """Two figures of a question, with and without the one before it.

    Attributes:
        evidence: judgement of the search, 0 to 1.
        ahead: see ``Following``.
    """

    evidence: float
    ahead: float


def following(
    question: str, words: tuple[Asked, Asked], held: Held, both: Compared, alone: Compared, outside: float
) -> Following:
    """The features of a question as a follow-up.

    Args:
        words: its own, and these with the words of the question before.
    """
    own, together = words
    union: frozenset[str] = frozenset().union(*held.passages)
    return Following(
        after=_log_odds(both.evidence),
        alone=_log_odds(alone.evidence),
        missing=_lacks(own, union),
        one_missing=min((_lacks(own, terms) for terms in held.passages), default=1.0),
        unit=min((_lacks(own, terms) for terms in held.units), default=1.0),
        share=min(1.0, own.total / together.total),
        outside=outside,
        ahead=both.ahead,
        own_ahead=alone.ahead,
        points_back=float(points_back(question)),
        length=len(question.split()) / _LONG,
    )


def _lacks(own: Asked, terms: frozenset[str]) -> float:
    return max((word.weight * (1 - word.cover(terms)) for word in own.words), default=0.0) / own.total


def _log_odds(chance: float) -> float:
    held = max(_FEWEST, min(1 - _FEWEST, chance))
    return math.log(held / (1 - held))
