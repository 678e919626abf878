"""Whether a spoken figure is that of the thing that the speaker speaks of, or of something beside it on the card.

What a figure is of, is told by its ledger label and by the clauses of the card that give it. A card on trust and on
being heard has a percentage for each: "84 procent voelt zich niet gehoord" gives the one and names the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.numbers import Number, Unit, figures_only, find_numbers
from bot.rehearsal.grading.figure_context import clause_of
from bot.rehearsal.grading.known import KnownFigure, unit_fits
from bot.rehearsal.grading.placing import Place, country_fits, thing_fits, year_fits
from bot.rehearsal.grading.rounding import agrees, hedge_at
from bot.rehearsal.grading.terms import Term, Terms, recall
from bot.rehearsal.grading.today import bare

_NAMED, _LESS = 0.5, 0.3
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"(?:eigen|hun)\s+land|binnenland\w*", r"(?:een\s+)?ander\s+land|andere\s+landen|buitenland\w*|over\s+de\s+"
         r"grens"),
        (r"mannen|mannelijke?|jongens", r"vrouwen|vrouwelijke?|meisjes"),
        (r"banken|bank", r"digitale?|online|apps?"),
        (r"hoogopgeleid\w*|hoger\s+opgeleid\w*", r"laagopgeleid\w*|lager\s+opgeleid\w*"),
        (r"binnen\s+(?:\w+\s+)?(?:continent|afrika)|elders\s+in\s+afrika", r"buiten\s+(?:\w+\s+)?(?:continent|afrika)|"
         r"daarbuiten|erbuiten|afrika\s+(?:hadden\s+)?verlaten"),
        (r"zuid[\s-]+(?:naar[\s-]+)?zuid", r"zuid[\s-]+(?:naar[\s-]+)?noord"),
        (r"(?:onder)?teken\w*|ondertekenden?", r"bekrachtig\w*|geratificeerd\w*|ratificeer\w*|ratificaties?"),
        (r"goedgekeurd\w*|ingewilligd\w*|toegekend\w*", r"afgewezen|geweigerd\w*"),
        (r"(?:van\s+)?de\s+(?:anderen|rest)|niet-migranten", r"(?<!niet-)migranten"),
        (r"export\w*|uitvoer\w*", r"import\w*|invoer\w*"),
        (r"kinderen|minderjarig\w*", r"volwassenen?"),
        (r"ste(?:den|deling\w*)|stad", r"platteland"),
        (r"legaal|legale|reguliere?|met\s+papieren", r"illegaal|illegale|irreguliere?|zonder\s+papieren"),
    )
)  # fmt: skip
_SPEAKS = re.compile(r"\b(?:noem\w*|volgens|zei|zegt|schat\w*|sprak)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*(?:minister|grondslag|staatssecretaris|kabinet)")
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w.]*[A-ZÀ-Ý]\w*\b")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a card's figure is of.

    Attributes:
        known: its ledger row where it has one.
        texts: its label, and the clauses that give it.
        wide: the same, with the whole sentence where it has no other figure.
        terms: the words of each of the texts.
    """

    known: KnownFigure
    texts: tuple[str, ...]
    wide: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]

    @property
    def forms(self) -> frozenset[str]:
        """All whole words of its texts."""
        return frozenset(f for words in self.terms for t in words for f in t.forms if f[0] not in "+~")

    def likeness(self, pool: frozenset[str]) -> float:
        """How much of its best telling text a pool of words holds."""
        return max(recall(words, pool) for words in self.terms)


class Things:
    """What the figures of a card are of.

    Args:
        near: figures of the card.
        terms: words of a text.
    """

    def __init__(self, near: Sequence[KnownFigure], terms: Terms) -> None:
        self._terms = terms
        rows = [k for k in near if k.row is not None]
        self._rows = [self._thing(row, [k for k in near if k.row is None and _is_same(k, row)]) for row in rows]
        held = {(row.low, row.unit) for row in rows}
        loose: dict[tuple[Decimal, Unit], list[KnownFigure]] = {}
        for k in near:
            if k.row is None and (k.low, k.unit) not in held:
                loose.setdefault((k.low, k.unit), []).append(k)
        self._loose = [self._thing(group[0], group) for group in loose.values()]

    def meant_by(self, place: Place, matched: Iterable[KnownFigure]) -> KnownFigure | None:
        """The figure that the speaker's words ask for, when these gave another of the card; None when all is well."""
        own, others = self._own(place, matched), self._others(place, matched)
        if not own:
            return None
        way = _side(place, own)
        if way < 0:
            fitting = [thing for thing in others if _side(place, [thing]) > 0]
            return (fitting or own)[0].known
        return self._other(place, own, others) or self._exchanged(place, own, others)

    def goes_along(self, place: Place, matched: Iterable[KnownFigure]) -> bool:
        """True when the speaker's words go the way of the figure where there is an opposite: "buiten Afrika"."""
        own, others = self._own(place, matched), self._others(place, matched)
        return bool(own) and _side(place, own) > 0 and any(_side(place, [thing]) < 0 for thing in others)

    def _own(self, place: Place, matched: Iterable[KnownFigure]) -> list[Thing]:
        said = {(k.low, k.unit) for k in matched}
        own = [t for t in (*self._rows, *self._loose) if (t.known.low, t.known.unit) in said]
        return [t for t in own if year_fits(place, t.known)] or own

    def _others(self, place: Place, matched: Iterable[KnownFigure]) -> list[Thing]:
        """Other figures of the card that the words may ask for: of the same unit, year and country."""
        own = self._own(place, matched)
        said = {(t.known.low, t.known.unit) for t in own}
        counted = {t.known.row.unit for t in own if t.known.row is not None}
        return [
            t
            for t in (*self._rows, *self._loose)
            if (t.known.low, t.known.unit) not in said
            and not any(_is_one_thing(t.known, mine.known) for mine in own)
            and (t.known.row is None or not counted or t.known.row.unit in counted)
            and thing_fits(place, t.known)
            and year_fits(place, t.known)
            and country_fits(place, t.known)
        ]

    def _thing(self, known: KnownFigure, given: Sequence[KnownFigure]) -> Thing:
        label = [known.row.label] if known.row is not None else []
        spots = [(k.text, n) for k in given for n in find_numbers(k.text) if k.low in n.values and n.unit is k.unit]
        texts = list(dict.fromkeys([*label, *(clause_of(text, n) for text, n in spots)])) or [known.text]
        wide = list(dict.fromkeys([*label, *(_telling(text, n) for text, n in spots)])) or [known.text]
        words = tuple(found for text in texts if (found := self._terms.of(text)))
        return Thing(known, tuple(texts), tuple(wide), words or ((),))

    @staticmethod
    def _other(place: Place, own: Sequence[Thing], others: Sequence[Thing]) -> KnownFigure | None:
        """A thing that the clause names clearly, where nothing in the sentence is of the own one only."""
        told = [(n, hedge_at(place.said.read, n)) for n in find_numbers(place.said.read)]
        best = max(thing.likeness(place.pool) for thing in own)
        for thing in sorted(others, key=lambda t: -t.likeness(place.clause)):
            k = thing.known
            if any(unit_fits(n, k) and agrees(n, hedge, k.low, k.high) for n, hedge in told):
                continue
            named = thing.likeness(place.clause)
            if named < _NAMED or best > named - _LESS:
                return None
            theirs = thing.forms
            mine = frozenset().union(*(t.forms for t in own)) - theirs
            if not mine & place.pool and (theirs - frozenset().union(*(t.forms for t in own))) & place.clause:
                return k
        return None

    def _exchanged(self, place: Place, own: Sequence[Thing], others: Sequence[Thing]) -> KnownFigure | None:
        """The other of two figures in one sentence, each said of the other's thing."""
        read = place.said.read
        for number in find_numbers(read):
            if number.start == place.number.start or number.unit is not place.number.unit:
                continue
            pool = self._terms.pool(clause_of(read, number))
            if pool == place.clause:
                continue
            for thing in others:
                if not agrees(number, hedge_at(read, number), thing.known.low, thing.known.high):
                    continue
                if all(_is_exchanged(mine, thing, place.clause, pool) for mine in own):
                    return thing.known
        return None


def said_by_another(place: Place, matched: Sequence[KnownFigure], near: Sequence[KnownFigure]) -> KnownFigure | None:
    """The figure of the source that the speaker names, when what is said is what somebody else named."""
    names = set(_NAME.findall(_telling(place.said.read, place.number)))
    if not names or not place.dated.years or any(names & set(_NAME.findall(k.text)) for k in matched):
        return None
    if not all(_SPEAKS.search(k.text) if k.row is None else _ASIDE.search(k.row.label) for k in matched):
        return None
    for k in near:
        if k.row is None or not names & set(_NAME.findall(k.row.label)) or not place.dated.years & k.years:
            continue
        if unit_fits(place.number, k) and country_fits(place, k):
            return k
    return None


def _side(place: Place, things: Sequence[Thing]) -> int:
    """1 when the speaker's words go the way of all things on some axis, -1 when they go the other way, else 0."""
    said = _telling(place.said.read, place.number)
    for one, other in _OPPOSITES:
        way = _way(said, one, other)
        ways = {_way_of(thing.wide, one, other) for thing in things}
        if way and len(ways) == 1 and 0 not in ways:
            return way * ways.pop()
    return 0


def _telling(text: str, number: Number) -> str:
    """The clause of a number, or the whole text where it has no other figure."""
    return clause_of(text, number) if len(figures_only(find_numbers(text))) > 1 else text


def _is_same(given: KnownFigure, row: KnownFigure) -> bool:
    return given.low == row.low and given.unit is row.unit and (not given.years or bool(given.years & row.years))


def _is_one_thing(one: KnownFigure, other: KnownFigure) -> bool:
    """True for two years of one measure."""
    if one.row is None or other.row is None:
        return False
    return bare(one.row.label) == bare(other.row.label) or other.newer is one.row or one.newer is other.row


def _way(text: str, one: re.Pattern[str], other: re.Pattern[str]) -> int:
    return bool(one.search(text)) - bool(other.search(text))


def _way_of(texts: Iterable[str], one: re.Pattern[str], other: re.Pattern[str]) -> int:
    """Which way all texts go that go any; 0 when they differ or one speaks of both."""
    ways = {_way(text, one, other) for text in texts if one.search(text) or other.search(text)}
    return ways.pop() if len(ways) == 1 else 0


def _is_exchanged(mine: Thing, theirs: Thing, here: frozenset[str], there: frozenset[str]) -> bool:
    own, other = mine.forms - theirs.forms, theirs.forms - mine.forms
    return bool(other & here and own & there) and not (own & here or other & there)
