"""Whether a sentence has the form that a question asks for: a reason, a moment, a figure of the asked kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from enum import StrEnum

from bot.domain.numbers import Number, Unit, figures_only, find_numbers, find_years
from bot.retrieval.query import Intent, Query


class Kind(StrEnum):
    """What a "hoeveel" question counts."""

    SHARE = "deel"
    MONEY = "geld"
    TIME = "tijd"
    NUMBER = "aantal"


_KINDS = (
    (Kind.SHARE, r"procent\w*|percent\w*|deel|aandeel|share|part|pourcentage"),
    (Kind.TIME, r"hoe lang|how long|combien de temps"),
    (
        Kind.MONEY,
        r"geld\w*|euro\w*|bedrag\w*|kost\w*|betaal\w*|budget\w*|dollar\w*|uitge\w+|centen|duur|"
        r"money|cost\w*|spen[dt]\w*|argent|coûte\w*",
    ),
)
_ASKS = tuple((kind, re.compile(rf"\b({words})\b", re.IGNORECASE)) for kind, words in _KINDS)
_DURATION = re.compile(r"\d\s+(?:jaar|jaren|maanden|weken|dagen)\b|\bjaar lang\b")
_REASON = re.compile(
    r"\b(want|omdat|doordat|waardoor|daardoor|reden\w*|oorza\w*|vanwege|dankzij|door|zodat)\b", re.IGNORECASE
)
_STILL = re.compile(
    r"\b(nog (altijd|steeds)|nog (van kracht|geldig)|geldt|bestaat|still|toujours|encore)\b", re.IGNORECASE
)
_ENDED = re.compile(
    r"\b(ingetrokken|trok\b.{1,60}\bin\b|afgeschaft|geschrapt|stopte|gestopt|beëindigd|eindigde|verlopen)",
    re.IGNORECASE,
)


def has_form(query: Query, text: str) -> bool:
    """True when a sentence has the form that a question asks for."""
    if _STILL.search(query.text) and _ENDED.search(text):
        return True
    match query.intent:
        case Intent.REASON:
            return _REASON.search(text) is not None
        case Intent.TIME:
            return bool(find_years(text))
        case Intent.NUMBER:
            return _COUNTS[counted(query.text)](text)
        case _:
            return False


def counted(question: str) -> Kind:
    """What a "hoeveel" question counts."""
    return next((kind for kind, words in _ASKS if words.search(question)), Kind.NUMBER)


_PEOPLE = re.compile(
    r"\b(?:hoeveel|how many|combien d[e'])\s*(?:\w+\s+){0,2}?"
    r"(mensen|personen|asielzoekers|vluchtelingen|migranten|ontheemden|kinderen|vrouwen|mannen|jongeren|"
    r"people|asylum seekers|refugees|migrants|demandeurs d'asile|réfugiés)\b",
    re.IGNORECASE,
)


def lacks_the_count(query: Query, texts: Iterable[str]) -> bool:
    """True when a question asks how many people and no text counts any: by a number, or a share of those people."""
    asked = _PEOPLE.search(query.text)
    if asked is None or counted(query.text) is not Kind.NUMBER:
        return False
    who = asked.group(1)[:6] if query.language == "nl" else ""
    share = re.compile(rf"procent(?:\W+\w+){{0,3}}\W+{who}|^van (?:de |alle )?(?:\w+ )?{who}", re.IGNORECASE)
    return not any(
        n.unit is Unit.NONE or (n.unit is Unit.PERCENT and share.search(text)) for text in texts for n in _figures(text)
    )


def is_elsewhere(asked: Set[str], about: Set[str]) -> bool:
    """True for what is only about the other country than the one that is asked for."""
    return len(asked) == 1 and bool(about) and not asked & about


def _figures(text: str) -> list[Number]:
    return figures_only(find_numbers(text))


_COUNTS: dict[Kind, Callable[[str], bool]] = {
    Kind.SHARE: lambda text: any(n.unit is Unit.PERCENT or n.ratio is not None for n in _figures(text)),
    Kind.MONEY: lambda text: any(n.unit in (Unit.EUR, Unit.USD) for n in _figures(text)),
    Kind.TIME: lambda text: _DURATION.search(text) is not None,
    Kind.NUMBER: lambda text: any(n.unit is Unit.NONE for n in _figures(text)),
}
