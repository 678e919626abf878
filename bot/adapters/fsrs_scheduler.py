"""Spacing by FSRS, through the package ``fsrs``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.domain.rehearsal import Rating, Schedule
from bot.errors import StorageError

if TYPE_CHECKING:
    from fsrs import Card

_RETENTION = 0.9


class FsrsScheduler:
    """Implements ``CardScheduler``.

    There are no learning steps of minutes: a card comes back on another day, the next one when it went wrong.
    Nothing is left to chance, so that the same answers give the same days.
    """

    def __init__(self) -> None:
        from fsrs import Scheduler

        self._scheduler = Scheduler(
            desired_retention=_RETENTION, learning_steps=(), relearning_steps=(), enable_fuzzing=False
        )

    def review(self, state: str | None, rating: Rating, at: datetime) -> Schedule:
        """The schedule after a review; a time before the last review counts as the same moment."""
        from fsrs import Card
        from fsrs import Rating as FsrsRating

        moment = at.astimezone(UTC)
        card = Card(card_id=1, due=moment) if state is None else self._card(state)
        if card.last_review is not None and card.last_review > moment:
            card.last_review = moment
        after, _ = self._scheduler.review_card(card, FsrsRating(int(rating)), moment)
        return Schedule(json.dumps(after.to_dict()), after.due)

    def recall(self, state: str, at: datetime) -> float:
        """Probability that the card is still known, 0 to 1."""
        card = self._card(state)
        moment = at.astimezone(UTC)
        if card.last_review is not None and card.last_review > moment:
            return 1.0
        return float(self._scheduler.get_card_retrievability(card, moment))

    @staticmethod
    def _card(state: str) -> Card:
        from fsrs import Card

        try:
            plain: Any = json.loads(state)
            return Card.from_dict(plain)
        except (ValueError, KeyError, TypeError) as error:
            raise StorageError(
                "De planning van een kaart is beschadigd; verwijder uw voortgang of zet een kopie terug."
            ) from error
