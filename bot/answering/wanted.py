"""Whether a sentence has the form that a question asks for: a reason, a moment, a figure of the asked kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Set
from enum import StrEnum

from bot.domain.numbers import Number, Unit, figures_only, find_numbers, find_years
from bot.retrieval.countries import all_countries
from bot.retrieval.query import Intent, Query, is_story


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


_ASKS_FIGURE = re.compile(
    r"\b(?:hoeveel|how (?:much|many)|combien|procent|percentage|per ?cent|pour ?cent\w*)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"[^.!?]+[.!?]*")
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*(?:-|–|tot(?: en met)?|en)\s*((?:19|20)\d\d)\b")


def lacks_the_year(query: Query, texts: Collection[str]) -> bool:
    """True when a question asks about one year and no text names it, nor a span of years around it."""
    asked = set(find_years(_own(query)))
    if len(asked) != 1:
        return False
    (year,) = asked
    spans = [span for text in texts for span in _YEARS.findall(text)]
    return not (
        any(year in find_years(text) or str(year) in text for text in texts)
        or any(int(first) <= year <= int(last) for first, last in spans)
    )


def lacks_the_property(query: Query, texts: Collection[str]) -> bool:
    """True when a question asks for a property that can't be told without certain words or numbers, and no text has it.

    Such are an age, a birth, a price, a percentage, and whatever is counted.
    """
    wanted = [has for asks, has in _PROPERTIES if asks.search(_own(query))]
    return bool(wanted) and not all(any(has(text) for text in texts) for has in wanted)


def lacks_the_country(query: Query, texts: Iterable[str]) -> bool:
    """True when a figure of one country is asked, and all texts that name a country name others.

    A figure of another country is worse than none. Only the sentence that asks for the figure counts; a text without
    a country may still answer.
    """
    asks = " ".join(part for part in _SENTENCES.findall(query.text) if _ASKS_FIGURE.search(part))
    asked = all_countries(asks)
    told = frozenset[str]().union(*(all_countries(text) for text in texts))
    return len(asked) == 1 and bool(told) and not asked & told


def _own(query: Query) -> str:
    """What is asked here, without the question before; of a long story its questions."""
    return query.text if is_story(query.original) else query.original


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
_AGE = re.compile(r"\b\d+ jaar\b|leeftijd|\bjonger|\bouder\b|\boude?\b|jongeren", re.IGNORECASE)
_PROPERTIES: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = tuple(
    (re.compile(asks, re.IGNORECASE), has)
    for asks, has in (
        (
            r"\bhoe oud\b|\bleeftijd|\b(?:average|mean|what) age\b|\bhow old\b|\bquel âge\b|\bâge moyen\b",
            lambda text: _AGE.search(text) is not None,
        ),
        (
            r"(?:^|[.!?:] *)(?:en |maar )?(?:in |uit )?(?:waar|wanneer|welke?|hoeveel|is|zijn|was|waren|wordt|worden|"
            r"wie|where|when|which|how many|are|were)\b[^.!?]*\b(?:geboren|born)\b",
            lambda text: "gebor" in text.lower(),
        ),
        (
            r"\b(?:wat|hoeveel)\b.{0,12}\bkost(?:te|en)?\b|\bhow much\b.{0,30}\bcost|\bcombien\b.{0,20}\bcoût",
            lambda text: _COUNTS[Kind.MONEY](text) or _COUNTS[Kind.SHARE](text),
        ),
        (r"\bhoeveel procent\b|\b(?:welk|what|quel) p(?:er|our)centage\b", _COUNTS[Kind.SHARE]),
        (r"\bhoeveel\b|\bhow many\b|\bcombien\b", lambda text: bool(_figures(text))),
    )
)
