"""A spoken figure in its sentence, and whether a known figure fits there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.domain.numbers import Number, Unit, find_numbers
from bot.rehearsal.grading.figure_context import WORLD, Dated, clause_of, names_year
from bot.rehearsal.grading.known import KnownFigure, money_in, unit_fits
from bot.rehearsal.grading.polarity import direction
from bot.rehearsal.grading.rounding import Hedge, agrees, hedge_at
from bot.rehearsal.grading.terms import recall
from bot.rehearsal.grading.text import Said

_BESIDE = 0.3
_CLEARLY = 0.15
_NAMED, _OUTDONE = 0.6, 0.2
_SAME_SENTENCE = 0.6
_HEAD = 4
_COUNTED = re.compile(r"\s*(jaar|maanden|landen)\b", re.IGNORECASE)
_CLAUSE_WORDS = re.compile(r"^\s*(?:\S+\s+){0,1}\S+")


@dataclass(frozen=True, slots=True)
class Place:
    """A spoken figure in its sentence.

    Attributes:
        around: two sentences before and one after, which may name the year.
        clause: forms of the words in its clause.
        nearby: the countries that the clause itself names.
        earlier: the only year of the sentence before, where this one goes on from it.
    """

    number: Number
    said: Said
    hedge: Hedge
    around: str
    dated: Dated
    countries: frozenset[str]
    pool: frozenset[str]
    clause: frozenset[str]
    nearby: frozenset[str]
    earlier: frozenset[int] = frozenset()

    @property
    def has_year(self) -> bool:
        """True when the sentence or a neighbour names a year."""
        return any(self.dated) or names_year(self.around)


def thing_fits(place: Place, known: KnownFigure) -> bool:
    """True when the unit, and the foreign currency where one is named, may stand for the figure's."""
    if not unit_fits(place.number, known):
        return False
    behind = place.said.read[place.number.end :]
    counted = _COUNTED.match(behind)
    if counted and known.row is not None and known.row.unit not in (counted[1].lower(), "aantal"):
        return False
    money = money_in(behind)
    if money:
        return money == known.money
    return not (known.money and place.number.unit)


def year_fits(place: Place, known: KnownFigure) -> bool:
    """False only when the sentence names another year."""
    if not known.years:
        return True
    if place.dated.years:
        return bool(place.dated.years & known.years)
    return True


def issue_fits(place: Place, near: Sequence[KnownFigure]) -> bool:
    """False only when the sentence names a publication of a year from which the card has neither source nor figure."""
    if not place.dated.issued or place.dated.years:
        return True
    held = {year for k in near for year in k.years} | {r.year for k in near for r in k.references}
    return bool(place.dated.issued & held)


def is_reversed(place: Place, known: KnownFigure) -> bool:
    """True when a figure is of a rise and the clause speaks of a fall, or the other way round."""
    if not known.way:
        return False
    found = _CLAUSE_WORDS.search(place.said.read[place.number.end :])
    said = direction(found.group()) if found else 0
    return (said or direction(clause_of(place.said.read, place.number))) == -known.way


def is_other_percentage(place: Place, known: KnownFigure) -> bool:
    """True when the speaker says points and the source percent, or the other way round."""
    return place.number.unit is Unit.PERCENT and ("punt" in place.number.text.lower()) is not known.points


def country_fits(place: Place, known: KnownFigure) -> bool:
    """False only when the sentence ties the figure to another country than the source."""
    named, own = place.countries - WORLD, known.places - WORLD
    if named and own:
        return bool(named & own)
    if not place.countries or not known.places or place.countries & known.places:
        return True
    if own & {"NL", "BE"}:
        return not place.countries & {"world", "EU"}
    return not (named & place.nearby & {"NL", "BE"})


def is_pinned(place: Place, known: KnownFigure) -> bool:
    """True when the sentence gives a figure's very value, with its year, its unit and its country by name."""
    exact = known.low in place.number.values and place.number.unit is known.unit
    return exact and bool(place.dated.years & known.years and place.countries & known.places - WORLD)


def swapped_for(
    place: Place, matched: Sequence[tuple[KnownFigure, float]], fitting: Sequence[tuple[KnownFigure, float]]
) -> KnownFigure | None:
    """The figure that the clause is about, when what is said is the figure of something beside it.

    Banks and digital services have each their own price: "banken rekenden 4,84 procent" names the one and gives the
    other. Both labels share a good part of their words; the speaker's words are those of the other only.
    """
    own = [k for k, _ in matched if k.near and k.row is not None and year_fits(place, k)]
    given = {k.low for k in own}
    others = [k for k in _untold(place, fitting) if k.low not in given]
    sentences = [k for k, likeness in matched if k.near and k.row is None and likeness >= _SAME_SENTENCE]
    for other in others:
        if other.row is not None and any(n.same_as(place.number) for n in find_numbers(other.row.label)):
            continue
        if any(other.low not in _values(k.text) for k in sentences):
            continue
        if own and all(_is_beside(place, mine, other) or _is_namesake(place, mine, other) for mine in own):
            return other
    return None


def _untold(place: Place, fitting: Sequence[tuple[KnownFigure, float]]) -> list[KnownFigure]:
    """Ledger figures of the card that fit the year and that the sentence does not give."""
    told = _numbers(place.said.read)
    return [k for k, _ in fitting if k.near and k.row is not None and year_fits(place, k) and not _is_told(k, told)]


def outdone_by(
    place: Place, matched: Sequence[tuple[KnownFigure, float]], fitting: Sequence[tuple[KnownFigure, float]]
) -> KnownFigure | None:
    """The figure that the clause names far better than any figure that was said, None without one."""
    if any(k.superseded for k, _ in matched):
        return None
    others = _untold(place, fitting)
    best = max((likeness for _, likeness in matched), default=1.0)
    named = [(recall(k.terms, place.clause), k) for k in others if country_fits(place, k)]
    likeness, other = max(named, key=lambda pair: pair[0], default=(0.0, None))
    if other is None or likeness < _NAMED or best > likeness - _OUTDONE:
        return None
    theirs = _forms(other)
    said = any(_whole(_forms(k) - theirs) & place.pool for k, _ in matched if k.row is not None)
    mine = frozenset(form for k, _ in matched for form in _forms(k))
    return None if said or not (theirs - mine) & place.clause else other


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[tuple[Number, Hedge], ...]:
    return tuple((number, hedge_at(text, number)) for number in find_numbers(text))


def _is_told(known: KnownFigure, told: Sequence[tuple[Number, Hedge]]) -> bool:
    return any(unit_fits(number, known) and agrees(number, hedge, known.low, known.high) for number, hedge in told)


@lru_cache(maxsize=4096)
def _values(text: str) -> frozenset[Decimal]:
    return frozenset(value for number in find_numbers(text) for value in number.values)


def _is_namesake(place: Place, mine: KnownFigure, other: KnownFigure) -> bool:
    """True when the clause names the other's compound and not the own one of the same head: "vluchtelingenpact"."""
    if mine.places != other.places or mine.years != other.years:
        return False
    named = [t.surface for t in other.terms if t.surface in place.clause]
    unnamed = [t.surface for t in mine.terms if not _whole(t.forms) & place.pool]
    return any(_share_head(one, two) for one in named for two in unnamed)


def _share_head(one: str, two: str) -> bool:
    """True for two compounds that end in the same word of four letters or more."""
    shared = 0
    while shared < min(len(one), len(two)) and one[-1 - shared] == two[-1 - shared]:
        shared += 1
    return _HEAD <= shared < min(len(one), len(two)) - _HEAD


def _whole(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(form for form in forms if form[0] not in "+~")


def _is_beside(place: Place, mine: KnownFigure, other: KnownFigure) -> bool:
    held, theirs = _forms(mine), _forms(other)
    if not held - theirs or not theirs - held or mine.places != other.places:
        return False
    alike = len(held & theirs) / min(len(held), len(theirs)) >= _BESIDE
    if recall(other.terms, place.pool) < recall(mine.terms, place.pool) + _CLEARLY:
        return False
    whole = {form for form in theirs - held if not form.startswith("+")}
    return alike and not (held - theirs) & place.pool and bool(whole & place.clause)


def _forms(known: KnownFigure) -> frozenset[str]:
    """The words of a label and their parts, without concepts and without beginnings that words share."""
    return frozenset(form for term in known.terms for form in term.forms if form[0] != "~" and form[-1] != "…")
