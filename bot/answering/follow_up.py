"""What a follow-up takes over from the question before it."""

from __future__ import annotations

import re

from bot.retrieval.countries import named_countries
from bot.retrieval.places import PLACES

_DUTCH = ("Nederland", "Nederlands", "Nederlandse", "Nederlander", "Nederlanders")
_BELGIAN = ("België", "Belgisch", "Belgische", "Belg", "Belgen")
_OTHER = {
    "BE": dict(zip(map(str.lower, _DUTCH), _BELGIAN, strict=True)),
    "NL": dict(zip(map(str.lower, _BELGIAN), _DUTCH, strict=True)),
}
_HERE = frozenset(word for words in _OTHER.values() for word in words)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE = re.compile(
    r"\bjaar (?:daarvoor|ervoor|eerder|voordien)\b|\byear before\b|\bannée précédente\b", re.IGNORECASE
)
_AFTER = re.compile(r"\bjaar (?:daarna|erna|later|nadien)\b|\byear after\b|\bannée suivante\b", re.IGNORECASE)


def moved(context: str, question: str) -> str:
    """The question before, about the country and the year that a follow-up asks for.

    After "Hoeveel geeft Nederland?", the question "En België?" asks how much Belgium gives; after "Hoeveel in 2024?"
    the question "En het jaar daarvoor?" asks for 2023.
    """
    return _moved_in_time(_moved_in_place(context, question), question)


def _moved_in_place(context: str, question: str) -> str:
    asked = named_countries(question)
    if not asked and _names_a_place(question):
        return _replaced(context, dict.fromkeys(_HERE, ""))
    if len(asked) != 1 or not named_countries(context) - asked:
        return context
    return _replaced(context, _OTHER[next(iter(asked))])


def _moved_in_time(context: str, question: str) -> str:
    if _YEAR.search(question):
        return _YEAR.sub("", context)
    step = -1 if _BEFORE.search(question) else 1 if _AFTER.search(question) else 0
    return _YEAR.sub(lambda year: str(int(year.group()) + step), context) if step else context


def _replaced(context: str, words: dict[str, str]) -> str:
    return re.sub(r"\w+", lambda match: words.get(match.group().lower(), match.group()), context)


def _names_a_place(question: str) -> bool:
    known = PLACES.keys() | set(PLACES.values())
    return any(word.lower() in known for word in re.findall(r"\w+(?:-\w+)*", question))
