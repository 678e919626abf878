"""Which year and which country a sentence ties to a figure."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.domain.numbers import Number, Unit, find_numbers

WORLD = frozenset({"world", "EU", "AF"})
_CLAUSE = re.compile(
    r",\s+(?!\d)|[;:]\s+|\s+(?:maar|terwijl|tegenover|tegen|en|dan|waarvan|versus|of|bij)\s+(?!\d+\s*(?:procent|%))"
    r"|(?<![\d%])(?<!procent)\s+en\s+(?=\d+\s*(?:procent|%))"
)
_COUNTRIES = {
    code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for code, words in {
        "NL": r"nederlands?e?|nederlanders?|holland(?:se?)?|den haag",
        "BE": r"belgië|belgie|belgisch?e?|belgen?|vlaanderen|vlaamse?",
        "TR": r"turkije|turkse?", "NE": r"niger", "LB": r"libanon|libanese?", "MA": r"marokko|marokkaanse?",
        "JO": r"jordanië|jordaanse?", "LY": r"libië|libische?", "DE": r"duitsland|duitse?", "SY": r"syrië",
        "IR": r"iran", "PK": r"pakistan", "IN": r"india", "MX": r"mexico",
        "SD": r"soedan", "UG": r"oeganda", "FR": r"frankrijk|franse?", "IT": r"italië|italiaanse?",
        "EU": r"europa|europees|europese|eu",
        "AF": r"afrika|afrikaanse?|afrikanen",
        "world": r"wereldwijde?|in de wereld|hele wereld|wereld|alle landen|alle donoren|donorlanden|mondiaal",
    }.items()
}  # fmt: skip
_LONG, _AHEAD, _YEAR_BEHIND, _PLACE_BEHIND = 24, 12, 10, 5
_WORDS = re.compile(r"\S+")
"""A clause of more words is speech without commas; then the words just before and after a number tell its year."""
_NOT_IN = re.compile(r"\b(?:niet|geen|nooit|zonder)\b[^,;.]{0,18}$", re.IGNORECASE)
_NAMED = r"(?:[A-ZÀ-Ý(][\w.'-]*|de|het|een|en|van|der|den|collega's|anderen|rapport|studie|nota|onderzoek)\s+"
_ISSUED = (
    re.compile(
        r"(?:\(|\b(?:rapport|nota|studie|onderzoek|brief|artikel|persbericht|evaluatie|verslag|boek)\s+(?:uit|van)\s+)$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:[Vv]olgens|aldus|zei(?:den)?|zegt|schreef|schreven|schrijft|vond(?:en)?|zag(?:en)?|meldden?|waarschuwden?|"
        rf"rekenden?|berekenden?|becijferden?|concludeerden?)\s+(?:{_NAMED}){{0,6}}(?:in|van|uit)\s+$"
    ),
)
"""What makes a year that of a publication, and not the year of the figure."""
_BOUND = re.compile(r"\b(?:sinds|vanaf|na|tot)\s+$", re.IGNORECASE)


class Dated(NamedTuple):
    """The years that a sentence names for a figure.

    Attributes:
        years: years that the figure may be of.
        issued: years named as those of a publication.
        bounds: years named as a bound ("sinds 2019").
    """

    years: frozenset[int]
    issued: frozenset[int]
    bounds: frozenset[int]


def clause_of(sentence: str, number: Number) -> str:
    """The part of a sentence that a number stands in."""
    start = 0
    for cut in _CLAUSE.finditer(sentence):
        if cut.end() <= number.start:
            start = cut.end()
        elif cut.start() >= number.end:
            return sentence[start : cut.start()]
    return sentence[start:]


def years_for(sentence: str, number: Number) -> Dated:
    """Years of the clause when it names any, else of the sentence."""
    start, end, long = _bounds(sentence, number, _YEAR_BEHIND)
    clause = _dated(sentence, start, end)
    return clause if clause.years or long else _dated(sentence, 0, len(sentence))


def _bounds(sentence: str, number: Number, most: int) -> tuple[int, int, bool]:
    """Where the words that belong to a number begin and end: its clause, or the nearest words of a long one.

    Args:
        most: how many words behind the number still belong to it.

    Returns:
        start and end in the sentence, and True when the clause was too long.
    """
    clause = clause_of(sentence, number)
    start = sentence.find(clause)
    if len(clause.split()) <= _LONG:
        return start, start + len(clause), False
    ahead = [m.start() for m in _WORDS.finditer(sentence[: number.start])][-_AHEAD:]
    behind = [m.end() + number.end for m in _WORDS.finditer(sentence[number.end :])][:most]
    return (ahead or [0])[0], (behind or [len(sentence)])[-1], True


def names_year(text: str) -> bool:
    """True when a text names a year, or a decade."""
    return any(n.unit in (Unit.YEAR, Unit.DECADE) for n in find_numbers(text))


def countries_for(sentence: str, number: Number) -> frozenset[str]:
    """Codes of the countries that the clause names, else of the sentence; "EU", "AF" and "world" too."""
    start, end, long = _bounds(sentence, number, _PLACE_BEHIND)
    return _named(sentence[start:end]) or (frozenset() if long else _named(sentence))


def named_places(text: str) -> frozenset[str]:
    """Codes of all places that a text names."""
    return frozenset(code for code, pattern in _COUNTRIES.items() if pattern.search(text))


def _named(text: str) -> frozenset[str]:
    return frozenset(
        code
        for code, pattern in _COUNTRIES.items()
        if any(not _NOT_IN.search(text[: match.start()]) for match in pattern.finditer(text))
    )


def _dated(text: str, start: int, end: int) -> Dated:
    """The years in a part of a text; what comes before the part tells what kind of year it is."""
    years: set[int] = set()
    issued: set[int] = set()
    bounds: set[int] = set()
    for number in find_numbers(text, words=False):
        if number.unit is Unit.YEAR and start <= number.start < end:
            value = int(next(iter(number.values)))
            before = text[: number.start]
            kind = bounds if _BOUND.search(before) else issued if any(p.search(before) for p in _ISSUED) else years
            kind.add(value)
    return Dated(frozenset(years), frozenset(issued), frozenset(bounds))
