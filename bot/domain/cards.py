"""Talking-point cards."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.passages import Sentence


@dataclass(frozen=True, slots=True)
class Wording:
    """Another way to ask a card's question.

    Attributes:
        tone: "neutraal", "vijandig", "spreektaal", "vlaams", "en" or "fr".
    """

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Card:
    """A question people ask, with a sourced answer and what an opponent says.

    Attributes:
        figures: ledger ids that the card rests on.
    """

    slug: str
    theme: str
    countries: tuple[str, ...]
    question: str
    wordings: tuple[Wording, ...]
    figures: tuple[str, ...]
    answer: tuple[Sentence, ...]
    key_points: tuple[Sentence, ...]
    counter: tuple[Sentence, ...]
    reply: tuple[Sentence, ...]
    caveats: tuple[Sentence, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The question and its other wordings."""
        return (self.question, *(w.text for w in self.wordings))
