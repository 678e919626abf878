"""Questions that the sources do not answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.accents import without_accents


@dataclass(frozen=True, slots=True)
class OutsideSubject:
    """One file of ``corpus/outside``.

    Attributes:
        id: name of the file.
        subject: a Dutch noun phrase that fits in "Over … zeggen deze bronnen niets."
        questions: what people ask about it and the sources do not answer.
    """

    id: str
    subject: str
    questions: tuple[str, ...]


def normal(question: str) -> str:
    """A question without capitals, accents, punctuation and double spaces, to tell whether two are the same."""
    return " ".join(re.findall(r"\w+", without_accents(question.casefold())))
