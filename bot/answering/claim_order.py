"""Which of two things is more, by the figures of the evidence: "meer uit Eritrea dan uit Irak" where these say less."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bot.answering.claim_figures import unit_word
from bot.answering.claim_groups import groups_in
from bot.answering.claim_ranking import in_one_form
from bot.answering.claim_reading import Evidence, Read, clauses, countries, numbers_in, places_in
from bot.domain.numbers import Unit, figures_only, find_years

_THAN = re.compile(
    r"\bdan\b(?!\s+(?:ook|wel|ooit|elders|elke?|ieder\w*|alle|welke?|(?:de\s|het\s|een\s|drie\s?|twee\s)?(?:\d|helft|kwart|derde|vijfde|tiende|mil[jl]\w+)))",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:meer|extra|hogere?|grotere?|duurdere?|dure?|vaker|talrijker|sterker|sneller)\b", re.IGNORECASE
)
_LESS = re.compile(
    r"\b(?:minder|lagere?|kleinere?|goedkop\w*|goedkoop|zeldener|zwakker|langzamer|trager)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:niet|geen|nooit|evenveel|even)\b", re.IGNORECASE)
_SHARE = re.compile(r"\b(?:aandeel|deel|percentage)\b", re.IGNORECASE)
_RANK = re.compile(r"\b(?:na|achter)\s(?:de\s|het\s)?(?P<ahead>[A-Z][\w-]+)\s(?:de|het)\s(?:\w+\s)?tweede\b")
_CHANGES = re.compile(
    r"\b(?:groei\w*|gegroeid|st(?:ijg|eeg|egen)\w*|gestegen|da(?:al|l)\w*|gedaald|toename|afname|\w+\seerder)\b", re.I
)
_LAST = 2
_END = re.compile(r"[,;:]\s|\s(?:volgens|aldus)\s")
_WORD = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)*")
_REGION = re.compile(r"\b(?:noord|zuid|oost|west|centraal|midden|zuidoost)-[^\W\d_]{4,}", re.IGNORECASE)
_ENOUGH, _TWO = 0.5, 2
_EMPTY = frozenset("meer minder hoog laag groot klein extra zijn hebben worden kosten veel weinig".split())  # noqa: SIM905


class _Fact(NamedTuple):
    """A figure of the evidence with what it is of.

    Attributes:
        kind: unit, in words too: figures of two kinds are never compared.
        labels: places, years, groups of countries and words of its clause.
        change: how much something grew or fell, not how much it is.
    """

    kind: tuple[Unit, str]
    value: Decimal
    labels: frozenset[str]
    change: bool


class _Sides(NamedTuple):
    """What only one side of a comparison names."""

    first: frozenset[str]
    second: frozenset[str]


def against_facts(claim: Read, evidence: Sequence[Evidence]) -> str:
    """The word that compares two things otherwise than their figures in the evidence do, "" when none does.

    Args:
        evidence: all sentences of the cited passages, for the two figures may stand apart.
    """
    claim = replace(claim, text=in_one_form(claim.text))
    said = _compared(claim) if len(figures_only(claim.numbers)) < _TWO else None
    if said is None:
        return ""
    how, sides = said
    if any(_outranked(how, sides, e.read.text) for e in evidence):
        return how
    share = _SHARE.search(claim.text) is not None
    facts = [fact for e in evidence for fact in _facts(e.read)]
    if not _CHANGES.search(claim.text):
        facts = [fact for fact in facts if not fact.change]
    share = share and any(fact.kind[0] is Unit.PERCENT for fact in facts)
    kinds = {fact.kind for fact in facts if not share or fact.kind[0] is Unit.PERCENT}
    by_kind = [[f for f in facts if f.kind == kind] for kind in sorted(kinds, key=str)]
    orders = [_order(own, sides) for own in by_kind]
    known = [order for order in orders if order]
    for others in (_worded(claim), _nearest(claim, sides)):
        known = known or [order for own in by_kind if (order := _order(own, others))]
    more = _MORE.fullmatch(how) is not None
    return how if known and all((order > 0) != more for order in known) else ""


def _outranked(how: str, sides: _Sides, text: str) -> bool:
    """True for "België meer dan Nederland" where the evidence has "België was na Nederland de tweede"."""
    rank = _RANK.search(text)
    ahead = places_in(rank["ahead"]) if rank else frozenset[str]()
    own = places_in(text) - ahead
    more, less = _MORE.fullmatch(how), _LESS.fullmatch(how)
    return bool(
        (more and ahead & sides.second and own & sides.first) or (less and ahead & sides.first and own & sides.second)
    )


def _compared(claim: Read) -> tuple[str, _Sides] | None:
    """The comparing word of a claim and what stands on its two sides, None for no plain comparison."""
    text = claim.text
    thans = list(_THAN.finditer(text))
    if not thans:
        return None
    than = thans[-1]
    before, after = text[: than.start()], _END.split(text[than.end() :])[0]
    words = [*_MORE.finditer(before), *_LESS.finditer(before)]
    ways = {_MORE.fullmatch(word.group()) is not None for word in words}
    if len(ways) != 1 or _DENIED.search(before):
        return None
    one, other = _keys(before), _keys(after)
    sides = _Sides(one - other, other - one)
    sides = sides if sides.first and sides.second else _worded(claim)
    return (words[-1].group(), sides) if sides.second else None


def _worded(claim: Read) -> _Sides:
    """The sides of a claim that compares, with all their words."""
    than = list(_THAN.finditer(claim.text))[-1]
    before, after = claim.text[: than.start()], _END.split(claim.text[than.end() :])[0]
    one, other = _keys(before) | _words(before, claim), _keys(after) | _words(after, claim)
    return _Sides(one - other, other - one)


def _nearest(claim: Read, sides: _Sides) -> _Sides:
    """The same with only the last words before "dan" as the first side: "in kampen dan in steden"."""
    before = claim.text[: list(_THAN.finditer(claim.text))[-1].start()]
    last = " ".join(before.split()[-_LAST:])
    first = (_keys(last) | _words(last, claim)) - sides.second
    return _Sides(first, sides.second) if first else sides


def _keys(text: str) -> frozenset[str]:
    """Places, parts of continents, years and groups of countries."""
    regions = frozenset(m.group().lower() for m in _REGION.finditer(text))
    places = countries(places_in(text)) or places_in(text)
    return regions | places | {str(y) for y in find_years(text)} | groups_in(text)


def _words(text: str, read: Read) -> frozenset[str]:
    """The lemmas of a part of a sentence, with the parts of compounds."""
    held = set(_WORD.findall(text.lower()))
    tokens = (t for t in read.tokens if t.surface in held)
    return frozenset(w for t in tokens for w in (t.stem, *t.parts) if w not in _EMPTY)


def _facts(read: Read) -> list[_Fact]:
    text = read.text
    found: list[_Fact] = []
    years = {str(y) for y in find_years(text)}
    alone = len(figures_only(numbers_in(text))) == 1
    for part in [text] if alone else _with_figures(text):
        own = {str(y) for y in find_years(part)}
        labels = _keys(part) | _words(part, read) | (own or (years if len(years) == 1 else set()))
        for number in figures_only(numbers_in(part)):
            if len(number.values) == 1:
                kind = (number.unit, unit_word(part, number) if number.unit is Unit.NONE else "")
                if kind == (Unit.NONE, "") and found and found[-1].kind[0] is Unit.NONE:
                    kind = found[-1].kind  # "14,3 miljoen mensen uit A en 13,5 miljoen uit B"
                change = number.unit is Unit.PERCENT and _CHANGES.search(part) is not None
                found.append(_Fact(kind, max(number.values), labels, change))
    return found


def _with_figures(text: str) -> list[str]:
    """Clauses with figures, each with the clauses without that lead up to it or only go on with "en"."""
    found: list[str] = []
    before = ""
    for part in clauses(text):
        if figures_only(numbers_in(part)):
            found.append(f"{before} {part}".strip())
            before = ""
        elif found and part.startswith("en "):
            found[-1] = f"{found[-1]} {part}"
        else:
            before = f"{before} {part}"
    return found


def _order(facts: Sequence[_Fact], sides: _Sides) -> int:
    """1 where the first side has the larger figure, -1 where the second has, 0 where that is not certain."""
    common = frozenset.intersection(*(f.labels for f in facts))
    one, other = sides.first - common, sides.second - common
    first, second = _of(facts, one, other), _of(facts, other, one)
    values = {f.value for f in facts}
    if not one and len(values) == _TWO and len(second) == 1:
        first = values - second
    if len(first) != 1 or len(second) != 1:
        return 0
    mine, theirs = first.pop(), second.pop()
    return (mine > theirs) - (mine < theirs)


def _of(facts: Sequence[_Fact], mine: frozenset[str], others: frozenset[str]) -> set[Decimal]:
    """The figures that carry the labels of one side best, and those of the other less."""
    fits = [(len(f.labels & mine) / (len(mine) or 1) - len(f.labels & others) / (len(others) or 1), f) for f in facts]
    best = max((fit for fit, _ in fits), default=0.0)
    return {f.value for fit, f in fits if fit == best > 0 and len(f.labels & mine) >= _ENOUGH * min(len(mine), 2)}
