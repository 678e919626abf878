"""Rehearsing as a whole: ask, grade, keep, press on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from bot.domain.cards import Card
from bot.domain.passages import Sentence
from bot.domain.rehearsal import Attempt, Review, ReviewLine, Schedule
from bot.ports import Catalog
from bot.rehearsal.follow_ups import FollowUp, Press, SourcedLine, follow_ups, model_line, resolved, short_answer
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.opponents import Opponent
from bot.rehearsal.progress import Progress, progress_of
from bot.rehearsal.results import Feedback
from bot.rehearsal.scheduling import Deck
from bot.rehearsal.session import Choice, Question, plan


class ReviewStore(Protocol):
    """Keeps reviews."""

    def record(self, attempt: Attempt, schedule: Callable[[str | None], Schedule]) -> Review:
        """Keep a review durably; the same attempt twice is kept once."""
        ...

    def reviews(self, person: str) -> list[Review]:
        """All reviews of a person, oldest first."""
        ...

    def lines(self, person: str) -> list[ReviewLine]:
        """The same without their texts, for progress."""
        ...

    def latest(self, person: str) -> dict[str, Review]:
        """The last review of each card."""
        ...

    def keep_draft(self, person: str, attempt: str, answer: str, round_: str) -> None:
        """Keep the answer that a person is writing until it is graded."""
        ...

    def draft(self, person: str) -> tuple[str, str, str] | None:
        """Attempt, answer and round of what a person was writing."""
        ...

    def drop_draft(self, person: str) -> None:
        """Forget what a person was writing."""
        ...

    def export(self, person: str) -> dict[str, Any]:
        """Everything kept of a person."""
        ...

    def delete(self, person: str) -> int:
        """Remove everything of a person."""
        ...


class Coach:
    """Leads a round.

    Args:
        catalog: cards, sources and ledger.
        grader: grades answers.
        deck: says what is due.
        store: keeps reviews.
    """

    def __init__(self, catalog: Catalog, grader: Grader, deck: Deck, store: ReviewStore) -> None:
        self.catalog = catalog
        self.grader = grader
        self.deck = deck
        self.store = store

    def themes(self) -> list[str]:
        """Themes of the cards, in order."""
        return sorted({card.theme for card in self.catalog.cards.values()})

    def start(self, choice: Choice, person: str) -> tuple[Question, ...]:
        """The questions of a round."""
        return plan(choice, self.deck.standings(self.store.latest(person)))

    def answer(
        self,
        person: str,
        question: Question,
        text: str,
        *,
        attempt: str,
        seconds: float = 0.0,
        ticked: Sequence[int] = (),
    ) -> Feedback:
        """Grade an answer and keep it; feedback comes back only when it is kept.

        Args:
            attempt: made once for this question on the screen.
            ticked: key points, from 0, that the speaker marked as said aloud.

        Raises:
            StorageError: it could not be kept.
        """
        card = question.card
        feedback = self.grader.grade(card, text, asked=question.asked, seconds=seconds, ticked=ticked)
        now = self.deck.clock()
        kept = Attempt(
            attempt, person, card.slug, card.theme, card.question, question.asked, text, feedback.grade,
            feedback.rating, seconds, feedback.mistakes, self.deck.fingerprint(card), now,
        )  # fmt: skip
        self.store.record(kept, self.deck.schedule(feedback.rating, now))
        return feedback

    def follow_ups(self, card: Card, feedback: Feedback, opponent: Opponent) -> tuple[FollowUp, ...]:
        """What the opponent presses on."""
        return follow_ups(card, feedback, opponent, self.catalog.sources)

    def reply(self, card: Card, follow_up: FollowUp, text: str) -> bool:
        """True when a reply gives what the follow-up asked for."""
        targets: Sequence[Sentence] = ()
        if follow_up.press is Press.POINT:
            targets = [s for s in card.key_points if s.text == follow_up.target]
        elif follow_up.press is Press.COUNTER:
            targets = card.reply
        likeness = max((self.grader.match(card, s, text).score for s in targets), default=0.0)
        return resolved(follow_up, text, likeness)

    def model_line(self, card: Card) -> tuple[SourcedLine, ...]:
        """What to grant and where to steer to."""
        return model_line(card, self.catalog.sources)

    def short_answer(self, card: Card) -> tuple[SourcedLine, ...]:
        """The card's own answer."""
        return short_answer(card, self.catalog.sources)

    def progress(self, person: str) -> Progress:
        """How a person goes."""
        return progress_of(self.store.lines(person), self.deck.clock().tzinfo)
