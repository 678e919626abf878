"""When a card is asked again, and which cards are due now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.rehearsal import Rating, Review, Schedule

Clock = Callable[[], datetime]
"""Gives the present time with its time zone."""

_CLOCK_SLACK = timedelta(days=1)


class CardScheduler(Protocol):
    """The spacing algorithm."""

    def review(self, state: str | None, rating: Rating, at: datetime) -> Schedule:
        """The schedule after a review; a time before the last review counts as the same moment."""
        ...

    def recall(self, state: str, at: datetime) -> float:
        """Probability that the card is still known, 0 to 1."""
        ...


class Reason(StrEnum):
    """Why a card is asked now, the most urgent first."""

    FIGURE = "een cijfer op deze kaart is veranderd"
    DUE = "aan de beurt"
    CLOCK = "de klok van de computer is teruggezet"
    NEW = "nog niet geoefend"
    LATER = "nog niet aan de beurt"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one card stands for one person.

    Attributes:
        last: the last review, None for a new card.
        recall: probability that it is still known, 0 for a new card.
    """

    card: Card
    reason: Reason
    last: Review | None
    recall: float

    @property
    def due(self) -> bool:
        """True when the card was practised and should be asked now."""
        return self.reason in (Reason.FIGURE, Reason.DUE, Reason.CLOCK)


class Deck:
    """The cards of the corpus with a person's reviews beside them.

    A card is due on the day of its schedule, whatever the hour, so that the second day asks what went wrong on the
    first. A review from the future means that the clock was set back: such a card is due, better too early than never.

    Args:
        cards: the corpus.
        figures: the ledger.
        scheduler: the spacing algorithm.
        clock: the present time.
    """

    def __init__(
        self, cards: Mapping[str, Card], figures: Mapping[str, Figure], scheduler: CardScheduler, clock: Clock
    ) -> None:
        self.cards = cards
        self._figures = figures
        self._scheduler = scheduler
        self.clock = clock

    def fingerprint(self, card: Card) -> str:
        """Changes when a figure on the card changes or is superseded."""
        digest = hashlib.sha256()
        for name in card.figures:
            row = self._figures.get(name)
            parts = (name,) if row is None else _content(row)
            digest.update("\x1f".join(parts).encode())
            digest.update(b"\x1e")
        return digest.hexdigest()[:16]

    def schedule(self, rating: Rating, at: datetime) -> Callable[[str | None], Schedule]:
        """What the store calls within its transaction, with the card's state at that moment."""
        return lambda state: self._scheduler.review(state, rating, at)

    def standings(self, latest: Mapping[str, Review]) -> list[Standing]:
        """All cards, the most urgent first."""
        found = [self._standing(card, latest.get(slug)) for slug, card in self.cards.items()]
        urgency = {reason: place for place, reason in enumerate(Reason)}
        return sorted(found, key=lambda s: (urgency[s.reason], s.recall, s.card.slug))

    def due(self, latest: Mapping[str, Review]) -> list[Standing]:
        """Practised cards that should be asked now."""
        return [standing for standing in self.standings(latest) if standing.due]

    def forecast(self, latest: Mapping[str, Review], days: int = 7) -> list[int]:
        """How many cards fall due today and on each following day."""
        today = self.clock().date()
        counts = [0] * days
        for standing in self.standings(latest):
            if standing.last is None:
                continue
            away = (self._day(standing.last.schedule.due) - today).days if not standing.due else 0
            if away < days:
                counts[max(away, 0)] += 1
        return counts

    def _standing(self, card: Card, last: Review | None) -> Standing:
        if last is None:
            return Standing(card, Reason.NEW, None, 0.0)
        now = self.clock()
        recall = self._scheduler.recall(last.schedule.state, now)
        if last.attempt.figures != self.fingerprint(card):
            return Standing(card, Reason.FIGURE, last, recall)
        if self._day(last.schedule.due) <= now.date():
            return Standing(card, Reason.DUE, last, recall)
        if last.attempt.at > now + _CLOCK_SLACK:
            return Standing(card, Reason.CLOCK, last, recall)
        return Standing(card, Reason.LATER, last, recall)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.clock().tzinfo).date()


def _content(row: Figure) -> Iterable[str]:
    return (
        row.id, str(row.value), str(row.high), row.qualifier, row.unit, row.country, row.period, row.status.value,
        row.successor,
    )  # fmt: skip
