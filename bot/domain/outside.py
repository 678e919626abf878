"""Questions that the sources do not answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


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
    plain = unicodedata.normalize("NFKD", question.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))
