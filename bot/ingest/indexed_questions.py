"""What is searched beside the passages: their questions and their words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from bot.domain.passages import Passage, PassageKind
from bot.ports import IndexedQuestion


def indexed_questions(passages: Sequence[Passage]) -> list[IndexedQuestion]:
    """Every question of cards and digest sections once, with the passages that answer it."""
    answers: dict[tuple[str, str], list[str]] = {}
    for passage in passages:
        card = passage.key if passage.kind is PassageKind.CARD else ""
        for question in passage.questions:
            answers.setdefault((question, card), []).append(passage.id)
    return [
        IndexedQuestion("v" + hashlib.sha256(f"{card}|{text}".encode()).hexdigest()[:15], text, tuple(ids), card)
        for (text, card), ids in answers.items()
    ]


def vocabulary(texts: Iterable[str]) -> set[str]:
    """All words of the texts, lower case."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())}
