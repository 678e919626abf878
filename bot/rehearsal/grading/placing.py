"""A spoken figure in its sentence, and whether a known figure fits there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.domain.numbers import Number, find_numbers
from bot.rehearsal.grading.figure_context import WORLD, Dated, names_year
from bot.rehearsal.grading.known import KnownFigure
from bot.rehearsal.grading.polarity import direction
from bot.rehearsal.grading.rounding import Hedge
from bot.rehearsal.grading.terms import recall
from bot.rehearsal.grading.text import Said

_BESIDE = 0.3
_CLEARLY = 0.15
_SAME_SENTENCE = 0.6
_HEAD = 4
_CLAUSE_WORDS = re.compile(r"^\s*(?:\S+\s+){0,1}\S+")


@dataclass(frozen=True, slots=True)
class Place:
    """A spoken figure in its sentence.

    Attributes:
        around: two sentences before and one after, which may name the year.
        clause: forms of the words in its clause.
        nearby: the countries that the clause itself names.
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

    @property
    def has_year(self) -> bool:
        """True when the sentence or a neighbour names a year."""
        return any(self.dated) or names_year(self.around)


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
    """True when a ledger figure measures more of something and the clause says less of it, or the other way round."""
    if known.row is None:
        return False
    found = _CLAUSE_WORDS.search(place.said.read[place.number.end :])
    said = direction(found.group()) if found else 0
    return bool(said) and direction(known.row.label.partition(" bij ")[0]) == -said


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


def swapped_for(
    place: Place, matched: Sequence[tuple[KnownFigure, float]], fitting: Sequence[tuple[KnownFigure, float]]
) -> KnownFigure | None:
    """The figure that the clause is about, when what is said is the figure of something beside it.

    Banks and digital services have each their own price: "banken rekenden 4,84 procent" names the one and gives the
    other. Both labels share a good part of their words; the speaker's words are those of the other only.
    """
    own = [k for k, _ in matched if k.near and k.row is not None and year_fits(place, k)]
    given = {k.low for k in own}
    told = _values(place.said.read)
    others = [
        k for k, _ in fitting if k.near and k.row is not None and k.low not in given | told and year_fits(place, k)
    ]
    sentences = [k for k, likeness in matched if k.near and k.row is None and likeness >= _SAME_SENTENCE]
    for other in others:
        if other.row is not None and any(n.same_as(place.number) for n in find_numbers(other.row.label)):
            continue
        if any(other.low not in _values(k.text) for k in sentences):
            continue
        if own and all(_is_beside(place, mine, other) or _is_namesake(place, mine, other) for mine in own):
            return other
    return None


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
