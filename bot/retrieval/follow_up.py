"""Which questions follow up the one before, and what they take over from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


_FOLLOW_UP = re.compile(
    r"^\W*(en|maar|and|but|et|mais)\b.{0,60}$|^\W*(waarom|hoezo|why|pourquoi|en dan|sinds wanneer|hoeveel dan|"
    r"welke dan|echt waar|bron|is dat (zo|waar)|klopt dat|hoeveel is dat)\W*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(dat|dit|daar\w*|er\w+|die|deze|zij|ze|hen|hun|zo|dan|toen|that|this|those|they|them|it|so|there|then|"
    r"cela|ça|ce|ceci|ils?|elles?|en)\b|\bhet\W*$",
    re.IGNORECASE,
)
_SHORT_WORDS, _FEW_TOKENS = 10, 2


def is_follow_up(question: str, content_tokens: int) -> bool:
    """True for a question that can't be understood without the turn before ("en in België?", "Helpt het?")."""
    if _FOLLOW_UP.match(question):
        return content_tokens <= 4
    short = len(question.split()) <= _SHORT_WORDS and content_tokens <= _FEW_TOKENS
    return short and (not content_tokens or bool(_POINTS_BACK.search(question)))


_POINTS_FAR = re.compile(
    r"\b(dat|dit|daar\w*|er\w+|die|deze|zij|ze|hen|hun|zo|dan|toen|nog|ook|that|this|those|they|them|it|so|there|then|"
    r"still|cela|ça|ce|ceci|ils?|elles?|en|encore|da|ge|ne)\b|\bhet\W*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^\W*(en|maar|dus|want|and|but|so|et|mais|donc|ma)\b", re.IGNORECASE)
_MAY_WORDS = 16


def points_back(question: str) -> bool:
    """True for a question with a word that can stand for something said before ("dat", "ze", "daar")."""
    return bool(_POINTS_FAR.search(question))


def may_follow(question: str) -> bool:
    """True for a question that could be about what was asked before, in words that do not prove it."""
    words = len(question.split())
    return words <= _MAY_WORDS and (words <= _SHORT_WORDS or points_back(question) or bool(_BEGINS.match(question)))


_LEANS = re.compile(
    r"^\W*(en|maar|ma|and|but|et|mais)\b|\b(daar\w*|er(?:mee|van|voor|over|uit|bij|op|aan|in|door|tegen|na)|ze|zij|hen|hun|"
    r"dan|die|they|them|there|ils|elles)\b|\b(dat|da|die|het|it|that|cela|ça)\W*$|^\W*(waarom|hoezo|why|pourquoi)\W*$",
    re.IGNORECASE,
)
_LEANING_WORDS, _TURNS = 8, 3


def question_before(questions: Sequence[str]) -> str:
    """What the next question follows up: the last one, led by those before it that it leans on itself.

    Args:
        questions: those of the conversation, oldest first.
    """
    told: list[str] = []
    for question in reversed(questions[-_TURNS:]):
        told.insert(0, question)
        if len(question.split()) > _LEANING_WORDS or not _LEANS.search(question):
            break
    return " ".join(told)
