"""An assistant that answers with what a test gives it, and cards to choose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.answers import Answer, AnswerSentence, AnswerWarning, SourceNote, WarningKind
from bot.domain.cards import Card
from bot.domain.filters import SourceFilter
from bot.domain.sources import ChainStatus


def answered(question: str, text: str = "Opvang kostte 10 euro in 2024.", **changes: object) -> Answer:
    note = SourceNote(
        1,
        "partos2024",
        "Partos",
        "Vragen en antwoorden",
        2024,
        "p. 2",
        "https://www.partos.nl/",
        "Bronzin.",
        ChainStatus.NOTE_ONLY,
    )
    values = {
        "sentences": (
            AnswerSentence(text, (1,), "fact", 2024),
            AnswerSentence("Partos vindt dat goed.", (1,), "position"),
        ),
        "sources": (note,),
        "warnings": (AnswerWarning(WarningKind.STALE, "Let op: er is een nieuwer cijfer.", (1,)),),
        "related": ("Wat kost hulp?",),
        **changes,
    }
    return Answer("", question, "nl", "extractive", False, None, **values)  # type: ignore[arg-type]


def refused(question: str) -> Answer:
    return Answer(
        "", question, "en", "extractive", True, "Dat staat niet in mijn bronnen.", related=("Wat kost hulp?",)
    )


def card(slug: str, question: str, theme: str = "hulp") -> Card:
    return Card(slug, theme, (), question, (), (), (), (), (), (), ())


@dataclass
class FakeAssistant:
    """Answers with what it is given and records what it was asked."""

    reply: Callable[[str], Answer] = answered
    asked: list[tuple[str, str]] = field(default_factory=list)
    narrowed: list[SourceFilter | None] = field(default_factory=list)

    def ask(self, question: str, context: str = "", *, only: SourceFilter | None = None) -> Answer:
        self.asked.append((question, context))
        self.narrowed.append(only)
        return self.reply(question)


CARDS = (
    card("partos-1-a", "Wat doet hulp?"),
    card("partos-2-b", "Is *alles* :smile: waar?"),
    card("overig", "Wat kost klimaat?", "klimaat"),
)
