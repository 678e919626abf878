"""What a follow-up takes over from the question before it."""

from __future__ import annotations

import re

from bot.retrieval.countries import named_countries

_DUTCH = ("Nederland", "Nederlands", "Nederlandse", "Nederlander", "Nederlanders")
_BELGIAN = ("België", "Belgisch", "Belgische", "Belg", "Belgen")
_OTHER = {
    "BE": dict(zip(map(str.lower, _DUTCH), _BELGIAN, strict=True)),
    "NL": dict(zip(map(str.lower, _BELGIAN), _DUTCH, strict=True)),
}


def moved(context: str, question: str) -> str:
    """The question before, about the country that a follow-up asks for.

    After "Hoeveel geeft Nederland?", the question "En België?" asks how much Belgium gives.
    """
    asked = named_countries(question)
    if len(asked) != 1 or not named_countries(context) - asked:
        return context
    words = _OTHER[next(iter(asked))]
    return re.sub(r"\w+", lambda match: words.get(match.group().lower(), match.group()), context)
