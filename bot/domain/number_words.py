"""Words and patterns for numbers in Dutch, English and French text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

MULTIPLIERS: dict[str, int] = {
    "duizend": 10**3, "thousand": 10**3, "mille": 10**3,
    "miljoen": 10**6, "mln": 10**6, "million": 10**6, "millions": 10**6,
    "miljard": 10**9, "mld": 10**9, "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "bn": 10**9,
    "biljoen": 10**12, "trillion": 10**12,
}  # fmt: skip
_UNITS = [
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
]  # fmt: skip
TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
_OTHER_LANGUAGES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twenty": 20, "fifty": 50, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10, "vingt": 20,
}  # fmt: skip


def _dutch_words() -> dict[str, Decimal]:
    words = {name: Decimal(value) for value, name in enumerate(_UNITS) if value > 1}
    for name, value in TENS.items():
        words[name] = Decimal(value)
        for unit, unit_name in enumerate(_UNITS[:10]):
            if unit:
                words[f"{unit_name}{'ën' if unit_name.endswith('e') else 'en'}{name}"] = Decimal(value + unit)
    words |= {
        "honderd": Decimal(100),
        "halve eeuw": Decimal(50),
        "anderhalf": Decimal("1.5"),
        "anderhalve": Decimal("1.5"),
    }
    for unit in range(2, 10):
        words[f"{_UNITS[unit]}honderd"] = Decimal(unit * 100)
    whole = {name: value for name, value in words.items() if value == int(value) and " " not in name}
    return words | {f"{name}duizend": value * 1000 for name, value in whole.items()}


WORDS = _dutch_words() | {word: Decimal(value) for word, value in _OTHER_LANGUAGES.items()}
SINGLES: dict[str, Decimal] = {
    "een": Decimal(1), "één": Decimal(1), "one": Decimal(1), "a": Decimal(1), "un": Decimal(1),
    "half": Decimal("0.5"), "een half": Decimal("0.5"), "half a": Decimal("0.5"), "un demi": Decimal("0.5"),
    "een kwart": Decimal("0.25"), "a quarter": Decimal("0.25"), "a quarter of a": Decimal("0.25"),
    "driekwart": Decimal("0.75"),
}  # fmt: skip
"""Words that are a number only before a multiplier: "een miljard", "half miljoen"."""
COUNTS: dict[str, int] = {
    **{name: value for value, name in enumerate(_UNITS[1:13], 1)}, "één": 1, "one": 1, "un": 1, "une": 1,
    **{word: value for word, value in _OTHER_LANGUAGES.items() if value <= 10},
}  # fmt: skip
DENOMINATORS: dict[str, int] = {
    "derde": 3, "kwart": 4, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8, "negende": 9,
    "tiende": 10,
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
    "tiers": 3, "quart": 4, "quarts": 4, "cinquième": 5, "cinquièmes": 5, "dixième": 10, "dixièmes": 10,
}  # fmt: skip
HALVES = ("de helft", "half of", "la moitié")
MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_DIGITS = "|".join(
    (
        r"\d{1,3}(?:\.\d{3})+(?:,\d+)?",
        r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:,\d+)?",
        r"\d{1,3}(?:,\d{3})+(?:\.\d+)?",
        r"\d+(?:[.,]\d+)?",
    )
)
"""Thousands are set apart in one way within a number: "1.500 250.000" are two."""
_MULT = rf"(?:(?:mln|mld)\b\.?|(?:{_alternatives(MULTIPLIERS)})\b)"
_CURRENCY = r"(?:€|US\$|\$|(?:euro's|euros|euro|EUR|USD|dollars|dollar)\b)"
_PERCENT = r"(?:%|(?:procentpunten|procentpunt|procent|percent|pour\s?cent|pct)\b)"
NUMBER = re.compile(
    rf"(?P<pre>(?<!\w){_CURRENCY}\s?)?(?<![\w.,])(?P<num>{_DIGITS})(?:(?:ste|de|e|th|st|nd|rd)\b|(?!\w))"
    rf"(?P<mult>[\s\u00a0-]?{_MULT})?"
    rf"(?P<post>[\s\u00a0]?(?:{_PERCENT}|(?:d'|de\s)?{_CURRENCY}(?!\s?\d)))?",
    re.IGNORECASE,
)
GLUED = re.compile(rf"(?P<pre>€|\$)(?P<num>{_DIGITS})(?P<mult>[\s\u00a0-]?{_MULT})?", re.IGNORECASE)
WORDED = re.compile(
    rf"\b(?P<num>{_alternatives(WORDS)})(?:\b|(?=jaarlijkse?\b|jarige?\b))(?P<mult>[\s\u00a0]?{_MULT})?"
    rf"(?P<post>\s?(?:{_PERCENT}|(?:d'|de\s)?{_CURRENCY}))?",
    re.IGNORECASE,
)
SINGLE = re.compile(
    rf"\b(?P<num>{_alternatives(SINGLES)})(?P<mult>[\s\u00a0]{_MULT})(?P<post>\s?(?:d'|de\s)?{_CURRENCY})?",
    re.IGNORECASE,
)

_COUNT = rf"{_alternatives(COUNTS)}|\d{{1,3}}"
# "een derde land" is a third country, not a third of a country.
_ORDINAL_NOUN = (
    r"(?!\s+(?:land|landen|landse|partij|partijen|keer|maal|reden|weg|versie|ronde|fase|voetnoot\w*|rapport|studie|vraag|"
    r"punt|groep|optie|mogelijke|country|countries|party|time|pays|fois|monde)\b)"
)
FRACTION = re.compile(
    rf"(?<![\w.,])(?:"
    rf"(?P<of>{_COUNT})\s+(?:op\s+(?:de|elke|iedere|per)|op|out\s+of|in\s+every|sur)\s+(?P<total>{_COUNT})"
    rf"(?!\w|[.,]\d|\s+(?:{MONTHS})\b)"
    rf"|one\s+in\s+(?P<one>{_COUNT})(?!\w|[.,]\d)"
    rf"|(?P<half>{_alternatives(HALVES)})\b"
    rf"|(?P<kwart>driekwart)\b"
    rf"|(?P<top>a|{_COUNT})[\s-]+(?P<part>{_alternatives(DENOMINATORS)})\b{_ORDINAL_NOUN}"
    rf")",
    re.IGNORECASE,
)
DAY = re.compile(rf"(?<![\w.,])(?P<num>\d{{1,2}})(?:e|ste|de|er|st|nd|rd|th)?\s+(?:{MONTHS})\b", re.IGNORECASE)
_DECADE_NAME = rf"(?:{_alternatives(TENS)}|['’]?\d0(?!\s*(?:{_PERCENT}|{_MULT}|{_CURRENCY})))"
DECADE = re.compile(
    rf"\bjaren\s+(?P<first>{_DECADE_NAME})\b(?:\s+(?:en|tot|of)\s+(?P<second>{_DECADE_NAME})\b)?", re.IGNORECASE
)
RANGE = re.compile(r"\s*(?:-|–|en|tot|à|of|naar|van de|van|and|to|or|et|ou|out of)\s*", re.IGNORECASE)
SURE_RANGE = re.compile(r"\s*(?:-|–|tot|à|to)\s*", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:tussen|between|entre)(?:\s+de)?\s*$", re.IGNORECASE)

_IDENTIFIER = r"[A-Z]?\d{1,5}(?:[.-][a-z\d]{1,3})*"
NAMES = re.compile(
    r"\b11\.11\.11\b|\b(?:artikel(?:en)?|artt?\.|articles?|verdrag(?:en)?|conventies?|conventions?|aanbeveling(?:en)?|"
    r"agenda|resoluties?|nr\.|nummers?|sdg(?:'s|s)?|doel(?:en|stelling|stellingen)?|voetnoot|voetnoten|bijlagen?|"
    r"hoofdstuk(?:ken)?|kamerstuk(?:ken)?|feit(?:en)?|pagina(?:'s)?|blz\.|deel|vraag|working\s+paper|policy\s+paper)\s+"
    rf"{_IDENTIFIER}(?:(?:,\s|\sen\s|\stot\s|\set\s|\sand\s){_IDENTIFIER})*"
    rf"(?!\w|[.,]\d|\s*(?:{_PERCENT}|{_MULT}|{_CURRENCY}|(?:{MONTHS})\b))"
    r"|\b(?!EUR|USD)[A-Z]{2,}-?\d+\b|\bF\d+\b|\b\d{1,2}(?:e|ste|th)\s+(?:eeuw|century)\b|\bCO2\b|\b(?:EU|G|UE)-?\d+\b|\b[A-Z]+(?:/[A-Z\d.]+){2,}|\b\d+-[XVI]+\b",
    re.IGNORECASE,
)
