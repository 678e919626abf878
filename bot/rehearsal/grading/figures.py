"""The figures in an answer against the card, its sources and the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.domain.numbers import Number, Unit, figures_only, find_numbers
from bot.rehearsal.grading.beside import Things, said_by_another
from bot.rehearsal.grading.figure_context import WORLD, named_places
from bot.rehearsal.grading.known import KnownFigure, NearAndFar, unit_fits
from bot.rehearsal.grading.no_claim import claims_nothing, speaks_of_self
from bot.rehearsal.grading.places import places_of
from bot.rehearsal.grading.placing import (
    Place,
    country_fits,
    is_other_percentage,
    is_pinned,
    is_reversed,
    issue_fits,
    outdone_by,
    swapped_for,
    thing_fits,
    year_fits,
)
from bot.rehearsal.grading.readings import follows, is_exact, of_another_year, older, slip_of
from bot.rehearsal.grading.rounding import agrees
from bot.rehearsal.grading.terms import Terms, recall
from bot.rehearsal.grading.text import AnswerText
from bot.rehearsal.grading.today import says_now
from bot.rehearsal.results import FigureResult, Reference, Verdict
from bot.rehearsal.wording import dated_figure

_ABOUT_LIKENESS = 0.2
_COUNTING = 12
_CLOSE = 0.2
_PINNED = 0.2
"""How much of a label a sentence must say for a figure of another card that its value, year and country single out."""
_TELLING_UNITS = (Unit.PERCENT, Unit.EUR, Unit.USD)


class FigureChecker:
    """Judges each figure of an answer.

    Args:
        reference_of: a ledger source as a remark names it.
        terms: words of a text.
    """

    def __init__(self, reference_of: Callable[[str, str], Reference], terms: Terms) -> None:
        self._reference_of = reference_of
        self._terms = terms
        self._kept: dict[int, tuple[Sequence[KnownFigure], NearAndFar, Things]] = {}

    def check(self, answer: AnswerText, known: Sequence[KnownFigure], question: str) -> list[FigureResult]:
        """One result for each figure, in order; counting words and what the question says are left out."""
        asked = figures_only(find_numbers(question))
        sorted_known, things = self._sorted(known)
        results: list[FigureResult] = []
        right: list[Place] = []
        idle: Place | None = None
        for place in places_of(answer, sorted_known.near, self._terms):
            number = place.number
            before = idle.number if idle is not None and idle.said is place.said else None
            if self._is_idle(place, sorted_known.near, before):
                idle = place
                continue
            result = self._judge(place, sorted_known, things)
            if result.verdict is Verdict.WRONG and not result.explanation and follows(place, right):
                continue
            if result.verdict is Verdict.RIGHT:
                right.append(place)
            repeats_question = any(number.same_as(other) for other in asked)
            if result.verdict is Verdict.WRONG and repeats_question and not result.explanation:
                continue
            results.append(result)
        return results

    def _sorted(self, known: Sequence[KnownFigure]) -> tuple[NearAndFar, Things]:
        """The known figures of a card made ready, once for each card."""
        kept = self._kept.get(id(known))
        if kept is None or kept[0] is not known:
            near = NearAndFar(known)
            kept = self._kept[id(known)] = (known, near, Things(near.near, self._terms))
        return kept[1], kept[2]

    def _is_idle(self, place: Place, known: Sequence[KnownFigure], before: Number | None) -> bool:
        """True for a number that claims nothing about the subject; one that fits a figure on the same always claims.

        Args:
            before: a number just before it that claims nothing.
        """
        if self._is_loose(place, known):
            return True
        number = place.number
        likely = [k for k in known if unit_fits(number, k) and recall(k.terms, place.pool) >= _ABOUT_LIKENESS]
        if any(agrees(number, place.hedge, k.low, k.high) for k in likely):
            return False
        if claims_nothing(place.said.read, number, before):
            return True
        return number.factor == 1 and not (likely and number.unit) and speaks_of_self(place.said.read)

    def _is_loose(self, place: Place, known: Sequence[KnownFigure]) -> bool:
        """True for a counting word that is about no figure of the card: "drie redenen", "de eerste 2 jaar"."""
        number = place.number
        if number.unit in _TELLING_UNITS or number.factor > 1 or max(number.values) > _COUNTING:
            return False
        near = [k for k in known if k.near and unit_fits(number, k)]
        if any(agrees(number, place.hedge, k.low, k.high) for k in near):
            return False
        following = re.match(r"\s*([^\W\d_]+)", place.said.read[number.end :])
        word = following.group(1).lower() if following else ""
        rows = [k for k in near if k.row is not None and recall(k.terms, place.pool) >= _ABOUT_LIKENESS]
        if word in ("keer", "maal"):
            return not any(k.row is not None and k.row.unit == "factor" for k in rows)
        if word == "landen" and not number.written_out and any(k.row is not None and k.row.unit == word for k in near):
            return False
        counted = self._terms.pool(word)
        return not any(counted & form for k in rows for form in (term.forms for term in k.terms))

    def _judge(self, place: Place, known: NearAndFar, things: Things) -> FigureResult:
        number = place.number
        fitting = [(k, recall(k.terms, place.pool)) for k in known.near if thing_fits(place, k)]
        far = [
            (k, recall(k.terms, place.pool))
            for k in known.like(number.values)
            if thing_fits(place, k) and agrees(number, place.hedge, k.low, k.high)
        ]
        matched = [
            (k, likeness)
            for k, likeness in (*((k, s) for k, s in fitting if agrees(number, place.hedge, k.low, k.high)), *far)
            if likeness >= (_PINNED if k.likeness and is_pinned(place, k) else k.likeness)
        ]
        if not matched:
            return self._unknown(place, fitting)
        along = things.goes_along(place, [k for k, _ in matched if k.near])
        swapped = swapped_for(place, matched, fitting)
        if swapped is not None and not along:
            return self._result(place, Verdict.WRONG, swapped, "Dat cijfer hoort bij iets anders.")
        matched = _telling(place, matched)
        sound = [pair for pair in matched if year_fits(place, pair[0]) and country_fits(place, pair[0])]
        if sound:
            best = _best(sound)
            given = [k for k, _ in sound if k.near]
            meant = outdone_by(place, sound, fitting)
            if along:
                meant = None
            elif meant is None and given:
                meant = things.meant_by(place, given) or said_by_another(place, given, known.near)
            if meant is not None:
                return self._result(place, Verdict.WRONG, meant, "Dat cijfer hoort bij iets anders.")
            if is_other_percentage(place, best):
                return self._result(place, Verdict.WRONG, best, "Een procentpunt is geen procent.")
            if is_reversed(place, best):
                return self._result(place, Verdict.WRONG, best, "U noemt het omgekeerde.")
            if best.near and not issue_fits(place, known.near):
                return self._result(place, Verdict.WRONG_YEAR, best)
            elsewhere = of_another_year(place, best, matched)
            if elsewhere is not None:
                return self._result(place, Verdict.WRONG_YEAR, elsewhere)
            return self._right(place, best, sound)
        exact = [pair for pair in matched if is_exact(place.number, pair[0])]
        alike = [pair for pair in exact if pair[1] >= _ABOUT_LIKENESS / 2]
        foreign = any(k.near and not country_fits(place, k) for k, _ in exact)
        if not exact or (not alike and not foreign and self._about(place, fitting)):
            return self._unknown(place, fitting)
        exact = alike or exact
        local = [pair for pair in exact if country_fits(place, pair[0])]
        if local:
            return self._result(place, Verdict.WRONG_YEAR, _best(local))
        telling = [pair for pair in exact if named_places(pair[0].text) & pair[0].places]
        return self._result(place, Verdict.WRONG_COUNTRY, _best(telling or exact))

    def _right(self, place: Place, known: KnownFigure, sound: Sequence[tuple[KnownFigure, float]]) -> FigureResult:
        today = says_now(place.said.read) and not any(place.dated)
        if place.has_year and not today:
            return self._result(place, Verdict.RIGHT, known)
        old = older(place, known, [k for k, _ in sound], today=today)
        if old is not None:
            return self._result(place, Verdict.OUTDATED, old)
        return self._result(place, Verdict.RIGHT if place.has_year else Verdict.UNDATED, known)

    @staticmethod
    def _about(place: Place, fitting: Sequence[tuple[KnownFigure, float]]) -> list[tuple[KnownFigure, float]]:
        """Figures of the card on what the sentence is about."""
        return [p for p in fitting if p[0].near and p[1] >= _ABOUT_LIKENESS and country_fits(place, p[0])]

    def _unknown(self, place: Place, fitting: Sequence[tuple[KnownFigure, float]]) -> FigureResult:
        """A figure that no source holds; named with the figure that is about the same, where there is one."""
        slip = slip_of(place, fitting)
        if slip is not None:
            return self._result(place, Verdict.WRONG, slip)
        about = self._about(place, fitting)
        if not about:
            return self._result(place, Verdict.WRONG, None)
        said = max(place.number.values)
        told = {value for number in find_numbers(place.said.read) for value in number.values}
        about = [pair for pair in about if pair[0].low not in told] or about
        top = max(likeness for _, likeness in about)
        here = place.nearby - WORLD
        nearest = min(
            (pair for pair in about if pair[1] >= top - _CLOSE),
            key=lambda pair: (
                not year_fits(place, pair[0]),
                bool(here) and not here & pair[0].places,
                pair[0].row is None,
                pair[0].superseded,
                _distance(said, pair[0].low),
            ),
        )
        return self._result(place, Verdict.WRONG, nearest[0])

    def _result(self, place: Place, verdict: Verdict, known: KnownFigure | None, why: str = "") -> FigureResult:
        newer = known.newer if known is not None and (known.superseded or verdict is Verdict.OUTDATED) else None
        later = known.later if known is not None and verdict is Verdict.OUTDATED else ""
        return FigureResult(
            said=place.number.text,
            quote=place.said.quote,
            verdict=verdict,
            stated=known.text if known else "",
            references=known.references if known else (),
            newer=f"{newer.label}: {dated_figure(newer)}" if newer else later,
            newer_references=(self._reference_of(newer.source, newer.locator),) if newer else _held(known, later),
            explanation=why,
        )


def _held(known: KnownFigure | None, later: str) -> tuple[Reference, ...]:
    return known.references if known is not None and later else ()


def _telling(place: Place, pairs: list[tuple[KnownFigure, float]]) -> list[tuple[KnownFigure, float]]:
    """The matches that tell: one without a year, or with several countries, gives way to a clear one."""
    if place.dated.years and any(k.near and k.years for k, _ in pairs):
        pairs = [pair for pair in pairs if pair[0].years]
    clear = [k for k, _ in pairs if k.near and k.row is not None and k.places - WORLD]
    if place.countries - WORLD and clear:
        pairs = [pair for pair in pairs if pair[0].row is not None or len(pair[0].places - WORLD) == 1]
    return pairs


def _best(pairs: Sequence[tuple[KnownFigure, float]]) -> KnownFigure:
    return max(pairs, key=_worth)[0]


def _worth(pair: tuple[KnownFigure, float]) -> tuple[bool, float]:
    known, likeness = pair
    return known.near, likeness + 0.2 * (not known.superseded) + 0.15 * (known.row is not None)


def _distance(said: Decimal, true: Decimal) -> float:
    return float(abs(said - true) / max(abs(true), Decimal(1)))
