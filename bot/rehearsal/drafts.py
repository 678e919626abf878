"""A round as text, so that an answer that is being written survives a reload."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.cards import Card
from bot.rehearsal.opponents import Opponent, Setting
from bot.rehearsal.scheduling import Reason
from bot.rehearsal.session import Choice, Question


def write_round(choice: Choice, questions: Sequence[Question], at: int, grades: Sequence[float]) -> str:
    """A round as JSON.

    Args:
        at: number of the present question, from 0.
        grades: of the questions answered.
    """
    asked = [[q.card.slug, q.asked, q.scene, q.reason.value] for q in questions]
    plain = {
        "theme": choice.theme, "setting": choice.setting.value, "opponent": choice.opponent.value,
        "minutes": choice.minutes, "cards": choice.cards, "questions": asked, "at": at, "grades": list(grades),
    }  # fmt: skip
    return json.dumps(plain, ensure_ascii=False)


def read_round(text: str, cards: Mapping[str, Card]) -> tuple[Choice, tuple[Question, ...], int, list[float]] | None:
    """The round again; None when it can't be read, or when the card that was asked is gone from the corpus."""
    try:
        it: dict[str, Any] = json.loads(text)
        rows, at = it["questions"], int(it["at"])
        if not 0 <= at < len(rows) or rows[at][0] not in cards:
            return None
        before = sum(row[0] in cards for row in rows[:at])
        questions = tuple(
            Question(cards[slug], asked, scene, Reason(reason)) for slug, asked, scene, reason in rows if slug in cards
        )
        choice = Choice(
            it["theme"], Setting(it["setting"]), Opponent(it["opponent"]), int(it["minutes"]), tuple(it["cards"])
        )
        return choice, questions, before, [float(grade) for grade in it["grades"]]
    except (ValueError, KeyError, TypeError, IndexError):
        return None
