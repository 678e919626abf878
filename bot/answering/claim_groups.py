"""Groups of countries: a figure of poor countries is as wrong for rich ones as one of another country."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.claim_reading import Evidence, Read, clause_with, countries, numbers_in, places_in
from bot.domain.numbers import Number, Unit, figures_only

_INCOME = (
    (r"rijke(?:re)?\s(?:landen|regio\w*|delen)|hoge-?\s?inkomenslanden|landen\smet\s(?:een\s)?hoog\sinkomen", "rijk"),
    (r"lage-en-middeninkomenslanden|arme(?:re)?\slanden|ontwikkelingslanden", "laag midden hoogmidden"),
    (r"minst\sontwikkelde\slanden|armste\slanden|lage-?\s?inkomenslanden", "laag"),
    (r"hogere?\smiddeninkomens?\w*", "hoogmidden"),
    (r"lagere?\smiddeninkomens?\w*", "midden"),
    (r"(?<!hogere\s)(?<!hoger\s)(?<!lagere\s)(?<!lager\s)(?<!en-)\bmiddeninkomens\w*", "midden hoogmidden"),
    (r"buurland\w*|land(?:en)?\snaast", "buur"),
)
_REACH = (
    (r"wereldwijde?|(?:in|van|voor)\sde\swereld|hele\swereld|mondia\w+|wereld\s?gemiddeld\w*", "wereld"),
    (r"(?:afrika\s)?ten\szuiden\svan\sde\ssahara|sub-?\s?sahara\w*", "sahara afrika"),
    (r"afrika", "afrika"),
    (r"europa", "europa"),
    (r"azi[eë]", "azie"),
)
_LEVELS = (
    (r"vlaa?mse?|vlaanderen", "vlaanderen"),
    (r"waalse?|walloni[eë]", "wallonie"),
    (r"brusselse?", "brussel"),
    (r"federale?", "federaal"),
)
_FAMILIES = tuple(
    tuple((re.compile(rf"\b(?:{words})", re.IGNORECASE), frozenset(keys.split())) for words, keys in family)
    for family in (_INCOME, _REACH, _LEVELS)
)
"""Only groups of one family exclude each other: the whole world has rich countries in it."""
_BOTH = re.compile(r"\blage?-?(?:\s?inkomens)?-?\sen\smiddeninkomens(?:landen)?", re.IGNORECASE)
"""One group, though "en" stands in it."""
_ALL_KEYS = tuple(frozenset(key for _, keys in family for key in keys) for family in _FAMILIES)
_COMPARED = re.compile(
    r"\b(?:dan(?!\sin\s(?:19|20)\d\d\b)|tegen(?:over)?|(?:onder|boven)\s(?:die|dat)\svan)\s", re.IGNORECASE
)
_MOST = re.compile(r"\b(?:de\s)?(?:meeste|meerderheid|merendeel)\b", re.IGNORECASE)
_HALF = 50
_DONORS = re.compile(
    r"\b(?:DAC|OESO)-?\s?(?:donoren|landen|leden)|\b(?:andere|rijke|alle|westerse)\s(?:donoren|landen|lidstaten)|\bdonorlanden",
    re.IGNORECASE,
)
_BASE = re.compile(r"^\W{0,2}van\s(?:de|het|alle|hun)\s(?P<base>(?:[a-zà-ÿ-]+\s){0,2}[A-Z][\w-]+)")
_BASE_BEFORE = re.compile(r"\b[Vv]an\s(?:de|alle|hun)\s(?P<base>(?:[a-zà-ÿ-]+\s){0,2}[A-Z][\w-]+)\s[^,;]*$")


def groups_in(text: str) -> frozenset[str]:
    """Keys of the groups of countries in a text; those of two that may be the same have one in common."""
    text = _joined(text)
    return frozenset(key for family in _FAMILIES for pattern, keys in family if pattern.search(text) for key in keys)


def wrong_group(claim: Read, cover: Sequence[Evidence]) -> str:
    """A figure, or "de meeste", with another group of countries than the evidence gives it, "" when groups agree."""
    for number in figures_only(claim.numbers):
        said = _beside(claim.text, number)
        given = [_beside(e.read.text, number) for e in cover if any(number.same_as(n) for n in e.read.numbers)]
        if said and given and all(_apart(said, one) for one in given):
            return number.text
    return _of_one_donor(claim, cover) or _wrong_base(claim, cover) or _wrong_most(claim, cover)


def _of_one_donor(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "België gaf 29 miljard" for "bij de DAC-donoren ging 29 miljard", or under the head "Andere donoren"."""
    if _DONORS.search(claim.text):
        return ""
    for number in figures_only(claim.numbers):
        holding = [e for e in cover if any(number.same_as(n) for n in e.read.numbers)]
        said = countries(places_in(clause_with(claim.text, number.same_as)) or claim.places)
        if said and holding and all(_of_donors(e) and not countries(e.read.places) & said for e in holding):
            return number.text
    return ""


def _of_donors(evidence: Evidence) -> bool:
    """True for a sentence about a group of donors, by its own words or, where it names no country, by its head."""
    if _DONORS.search(evidence.read.text):
        return True
    return not countries(evidence.read.places) and any(map(_DONORS.search, evidence.passage.heading[1:]))


def _wrong_base(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "69 procent van de Libanezen" for "69 procent van de Syriërs in Libanon"."""
    for number in figures_only(claim.numbers):
        said = _base(claim.text, number)
        given = [_base(e.read.text, n) for e in cover for n in e.read.numbers if number.same_as(n)]
        if said and given and all(base and not base & said for base in given):
            return number.text
    return ""


def _base(text: str, number: Number) -> frozenset[str]:
    match = _BASE.match(text[number.end :]) or _BASE_BEFORE.search(text[: number.start])
    return places_in(match["base"]) if match else frozenset()


def _wrong_most(claim: Read, cover: Sequence[Evidence]) -> str:
    """Finds "de meeste vluchtelingen wonen in rijke landen" where 73 percent live in poor ones."""
    most = _MOST.search(claim.text)
    said = groups_in(claim.text)
    if most is None or not said or figures_only(claim.numbers):
        return ""
    for evidence in cover:
        for number in figures_only(evidence.read.numbers):
            given = _beside(evidence.read.text, number)
            if number.unit is Unit.PERCENT and given and len(number.values) == 1:
                larger = max(number.values) > _HALF
                if (larger and _apart(said, given)) or (not larger and said <= given):
                    return most.group()
    return ""


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for groups of one family that can't be the same."""
    return any(one & keys and other & keys and not one & other & keys for keys in _ALL_KEYS)


def _beside(text: str, number: Number) -> frozenset[str]:
    """The groups that a figure is of: on its side of a comparison in its clause; else the only one of its sentence."""
    clause = clause_with(_joined(text), number.same_as)
    sides = [side for side in _COMPARED.split(clause) if number.text in side]
    alone = len(figures_only(numbers_in(text))) == 1
    return groups_in(sides[0] if sides else clause) or groups_in(clause) or (groups_in(text) if alone else frozenset())


def _joined(text: str) -> str:
    return _BOTH.sub("lage-en-middeninkomenslanden", text)
