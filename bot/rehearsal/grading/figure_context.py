"""Which year and which country a sentence ties to a figure."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.domain.numbers import Number, Unit, find_numbers

WORLD = frozenset({"world", "EU", "AF"})
_CLAUSE = re.compile(
    r",\s+(?!\d)|[;:]\s+|\s+(?:maar(?!\s+(?:op|liefst|met|een|tot|\d))|terwijl|tegenover|tegen|en|dan|waarvan|versus|of|bij)\s+(?!\d+\s*(?:procent|%))"
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
        "world": r"wereldwijde?|in de wereld|hele wereld|wereld|alle landen|alle donoren|donorlanden|mondiaal|"
        r"donoren samen|rijke landen(?: samen)?|oeso-(?:landen|donoren)|gezamenlijke donoren",
    }.items()
}  # fmt: skip
_SPEECH = 30
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
_HOME = frozenset({"NL", "BE"})
_AT_HOME = re.compile(r"\b(?:bij\s+ons|ons\s+land|hier\s+te\s+lande)\b", re.IGNORECASE)
_OWN_YEAR = re.compile(r"\s+(?:in|eind|medio|midden|begin)\s+((?:19|20)\d\d)\b,?(\s+(?:naar|tot)\b)?", re.IGNORECASE)
_GOES_TO = re.compile(r"\b(?:naar|tot)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""In "van 0,8 miljoen in 2008 naar 0,6 miljoen in 2014" each year belongs to the figure before it."""
_IN_ORDER = re.compile(r"\b(?:respectievelijk|resp\.?|achtereenvolgens)\b", re.IGNORECASE)
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

    @property
    def any(self) -> bool:
        """True when the sentence names a year of any kind."""
        return bool(self.years or self.issued or self.bounds)


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
    bound = _OWN_YEAR.match(sentence[number.end :])
    if bound and (bound[2] or _GOES_TO.search(sentence[: number.start])):
        return Dated(frozenset({int(bound[1])}), frozenset(), frozenset())
    start, end, long = _bounds(sentence, number, _YEAR_BEHIND)
    if long:
        near = _dated(sentence, start, end)
        return Dated(near.years | near.issued | near.bounds, frozenset(), frozenset())
    clause = _dated(sentence, start, end)
    return clause if clause.years or clause.bounds else whole_years(sentence)


def whole_years(sentence: str) -> Dated:
    """All years that a sentence names."""
    return _dated(sentence, 0, len(sentence))


def _bounds(sentence: str, number: Number, most: int) -> tuple[int, int, bool]:
    """Where the words that belong to a number begin and end: its clause, or the nearest words of a long one.

    Args:
        most: how many words behind the number still belong to it.

    Returns:
        start and end in the sentence, and True when the clause was too long.
    """
    clause = clause_of(sentence, number)
    start = sentence.find(clause)
    if len(clause.split()) <= _LONG and (len(sentence.split()) <= _SPEECH or "," in sentence):
        return start, start + len(clause), False
    ahead = [m.start() for m in _WORDS.finditer(sentence[: number.start])][-_AHEAD:]
    behind = [m.end() + number.end for m in _WORDS.finditer(sentence[number.end :])][:most]
    return (ahead or [0])[0], (behind or [len(sentence)])[-1], True


def names_year(text: str) -> bool:
    """True when a text names a year, or a decade."""
    return any(n.unit in (Unit.YEAR, Unit.DECADE) for n in find_numbers(text))


def countries_for(sentence: str, number: Number) -> frozenset[str]:
    """Codes of the countries that the clause names, else of the sentence; "EU", "AF" and "world" too."""
    listed = _in_order(sentence, number)
    if listed:
        return frozenset({listed})
    start, end, long = _bounds(sentence, number, _PLACE_BEHIND)
    here = sentence[start:end]
    return _named(here) or (_HOME if _AT_HOME.search(here) else frozenset() if long else _named(sentence))


def _in_order(sentence: str, number: Number) -> str:
    """The country of a figure where a sentence lists countries and then, "respectievelijk", as many figures."""
    word = _IN_ORDER.search(sentence)
    if word is None:
        return ""
    places = {found.start(): code for code, p in _COUNTRIES.items() for found in p.finditer(sentence[: word.start()])}
    figures = [n.start for n in find_numbers(sentence) if n.start >= word.end() and n.unit is not Unit.YEAR]
    codes = [places[start] for start in sorted(places)]
    return codes[figures.index(number.start)] if len(codes) == len(figures) and number.start in figures else ""


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
