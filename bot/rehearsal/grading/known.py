"""The figures that a card, its sources and the ledger know."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.cards import Card
from bot.domain.figure_text import figure_text
from bot.domain.figures import Figure
from bot.domain.numbers import Number, Unit, figures_only, find_numbers, find_years
from bot.domain.passages import Sentence
from bot.domain.sources import ChainStatus, Source
from bot.ports import Catalog
from bot.rehearsal.grading.figure_context import clause_of, named_places, years_for
from bot.rehearsal.grading.polarity import direction
from bot.rehearsal.grading.terms import Term, Terms
from bot.rehearsal.grading.today import follower, later_in
from bot.rehearsal.results import Reference, reference_to, references_of

_UNITS = {"procent": Unit.PERCENT, "procentpunt": Unit.PERCENT, "eur": Unit.EUR, "usd": Unit.USD}
_CITED, _ELSEWHERE = 0.45, 0.6
_MONEY = re.compile(
    r"\s*(?:turkse\s+|britse\s+|zwitserse\s+|marokkaanse\s+)?(lira|pond|frank|dirham|dinar|naira|roepies?|yen|yuan|kronen)\b",
    re.IGNORECASE,
)
_LEAST, _MOST = Decimal("0.85"), Decimal("1.15")


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure that may be meant.

    Attributes:
        years: years it holds for; empty when the text names none.
        places: country codes it is about.
        near: True for a figure of the card itself, False for another of the ledger.
        likeness: how much of its label a sentence must say before it counts as meant; 0 for a figure of the card.
        text: the figure and what it measures, with its year.
        row: its ledger row, None for a figure of a card sentence.
        points: True for percentage points.
        way: 1 for a rise, -1 for a fall, 0 for neither or unknown.
        later: a newer figure that its sentence itself gives, "" without one.
        money: the foreign currency that it is in, "" without one.
    """

    low: Decimal
    high: Decimal | None
    unit: Unit
    years: frozenset[int]
    places: frozenset[str]
    near: bool
    text: str
    terms: tuple[Term, ...]
    references: tuple[Reference, ...]
    likeness: float = 0.0
    row: Figure | None = None
    newer: Figure | None = None
    points: bool = False
    way: int = 0
    later: str = ""
    money: str = ""

    @property
    def superseded(self) -> bool:
        """True when the ledger has a newer figure."""
        return self.row is not None and self.row.status is ChainStatus.SUPERSEDED and self.newer is not None


class NearAndFar:
    """Known figures, those of the card first, with the others by their size.

    Args:
        known: the figures for a card.
    """

    def __init__(self, known: Sequence[KnownFigure]) -> None:
        self.near = [k for k in known if k.near]
        far = [k for k in known if not k.near]
        self._ranges = [k for k in far if k.high is not None]
        self._points = sorted((k for k in far if k.high is None), key=lambda k: k.low)
        self._lows = [k.low for k in self._points]

    def like(self, values: Iterable[Decimal]) -> list[KnownFigure]:
        """Figures outside the card that may be meant: not further away than any rounding reaches."""
        found = {id(k): k for k in self._ranges}
        for value in values:
            ends = sorted((value * _LEAST, value * _MOST))
            for k in self._points[bisect_left(self._lows, ends[0]) : bisect_right(self._lows, ends[1])]:
                found[id(k)] = k
        return list(found.values())


def sentences_of(card: Card) -> tuple[Sentence, ...]:
    """All sentences of a card."""
    return (*card.answer, *card.key_points, *card.counter, *card.reply, *card.caveats)


class KnownFigures:
    """Collects the figures for a card; those of the ledger once for all cards.

    Args:
        catalog: cards, sources and ledger.
        terms: words of labels.
    """

    def __init__(self, catalog: Catalog, terms: Terms) -> None:
        self._catalog = catalog
        self._terms = terms
        self._rows: dict[tuple[str, float], KnownFigure] = {}
        self._by_source: dict[str, list[Figure]] = {}
        for figure in catalog.figures.values():
            self._by_source.setdefault(figure.source, []).append(figure)

    def of(self, card: Card) -> tuple[KnownFigure, ...]:
        """Figures of the card first, then the rest of the ledger."""
        figures = self._catalog.figures
        own = [figures[name] for name in card.figures if name in figures]
        cited = {c.key for sentence in sentences_of(card) for c in sentence.citations} | {f.source for f in own}
        names = {f.id for f in own} | {f.successor for f in own if f.successor} | self._behind(card)
        near = [self._row(figures[name], 0.0) for name in sorted(names) if name in figures]
        far = [self._row(f, _CITED if f.source in cited else _ELSEWHERE) for f in figures.values() if f.id not in names]
        return (*near, *self._in_sentences(card), *far)

    def _behind(self, card: Card) -> set[str]:
        """Ids of ledger rows that hold a figure of the card's sentences, from a source that the sentence cites."""
        found = set()
        for sentence in sentences_of(card):
            keys = {c.key for c in sentence.citations}
            rows = [f for key in keys for f in self._by_source.get(key, ())]
            for number in figures_only(find_numbers(sentence.text)) if rows else ():
                years = _years_of(sentence.text, number)
                for row in rows:
                    same = row.value in number.values and _UNITS.get(row.unit, Unit.NONE) is number.unit
                    if same and (not years or years & years_of(row)):
                        found.add(row.id)
        return found

    def _row(self, row: Figure, likeness: float) -> KnownFigure:
        name = (row.id, likeness)
        if name not in self._rows:
            newer = follower(row, self._catalog.figures, self._catalog.sources)
            self._rows[name] = KnownFigure(
                row.value,
                row.high,
                _UNITS.get(row.unit, Unit.NONE),
                years_of(row),
                frozenset({row.country}) | (named_places(row.label) & {"NL", "BE"}),
                likeness == 0.0,
                f"{row.label}: {figure_text(row)} ({row.period})",
                self._terms.of(row.label),
                (reference_to(row.source, row.locator, self._catalog.sources),),
                likeness,
                row,
                newer,
                row.unit == "procentpunt",
                _way_of(row.label),
                money=money_in(row.label.rpartition(" in ")[2]),
            )
        return self._rows[name]

    def _in_sentences(self, card: Card) -> Iterable[KnownFigure]:
        sources = self._catalog.sources
        for sentence in sentences_of(card):
            numbers = figures_only(find_numbers(sentence.text))
            for number in numbers:
                years = _years_of(sentence.text, number)
                for value in number.values:
                    yield KnownFigure(
                        value,
                        None,
                        number.unit,
                        years | _issued(sentence, sources) if years else frozenset(),
                        named_places(sentence.text),
                        True,
                        sentence.text,
                        self._terms.of(sentence.text),
                        references_of(sentence, sources),
                        points="punt" in number.text.lower(),
                        way=direction(clause_of(sentence.text, number)),
                        later=later_in(sentence.text, number),
                        money=money_in(sentence.text[number.end :]),
                    )


def years_of(row: Figure) -> frozenset[int]:
    """All years of a row's period, and those that its label names."""
    first = int(row.period[:4])
    return frozenset(range(first, row.year + 1)) | frozenset(find_years(row.label))


def unit_fits(number: Number, known: KnownFigure) -> bool:
    """True when a spoken unit may stand for the figure's; an unnamed one may for all but percentages."""
    if number.unit is known.unit:
        return True
    return Unit.NONE in (number.unit, known.unit) and Unit.PERCENT not in (number.unit, known.unit)


def money_in(behind: str) -> str:
    """The foreign currency that a text begins with, "" for none.

    Args:
        behind: what stands behind a number.
    """
    found = _MONEY.match(behind)
    return found[1].lower() if found else ""


def _way_of(label: str) -> int:
    """Which way a ledger label goes: "daling van …" is a fall, whatever comes with it."""
    start = direction(" ".join(label.split()[:2]))
    return start or direction(label.partition(" bij ")[0])


def _years_of(text: str, number: Number) -> frozenset[int]:
    """The years that a sentence gives a figure: those of its own clause, else all."""
    dated = years_for(text, number)
    return (dated.years | dated.bounds | dated.issued) if dated.years else frozenset(find_years(text))


def _issued(sentence: Sentence, sources: Mapping[str, Source]) -> frozenset[int]:
    """Publication years that the sentence itself names."""
    named = set(find_years(sentence.text))
    years = {sources[c.key].year for c in sentence.citations if c.key in sources}
    return frozenset(year for year in years if year is not None and year in named)
