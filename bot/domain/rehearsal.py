"""What is kept of a rehearsed question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple


class Rating(IntEnum):
    """How well an answer went, in the four steps of the scheduler."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a card is asked again.

    Attributes:
        state: the scheduler's own memory of the card, as JSON.
        due: when the card should come back, with time zone.
    """

    state: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer as it is handed to the store.

    Attributes:
        id: made once for a question on the screen, so that a repeated click keeps one review.
        card: slug; the card itself may be gone later.
        asked: the question in the opponent's words.
        grade: 0 to 1.
        seconds: time spent answering, 0 when unknown.
        mistakes: kinds of remarks that count against the answer.
        figures: fingerprint of the card's figures when it was asked.
        at: when the answer was given, with time zone.
    """

    id: str
    person: str
    card: str
    theme: str
    question: str
    asked: str
    answer: str
    grade: float
    rating: Rating
    seconds: float
    mistakes: tuple[str, ...]
    figures: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """A kept answer with what the scheduler made of it.

    Attributes:
        number: rises with each review in the database.
    """

    number: int
    attempt: Attempt
    schedule: Schedule


class ReviewLine(NamedTuple):
    """What progress needs of a review; light, because there are thousands.

    Attributes:
        mistakes: kinds of remarks, parted by spaces.
        at: when the answer was given, with time zone.
    """

    card: str
    theme: str
    question: str
    grade: float
    mistakes: str
    at: datetime
