"""Other ways to read a figure that fits, or that fits nothing: an older one, one of another year, a slip, a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.domain.numbers import Number
from bot.rehearsal.grading.known import KnownFigure
from bot.rehearsal.grading.placing import Place, country_fits, year_fits
from bot.rehearsal.grading.rounding import agrees
from bot.rehearsal.grading.worked_out import is_worked_out

_NAMED, _ABOUT = 0.6, 0.1
_TIMES = re.compile(r"^\s*(?:keer|maal)\b", re.IGNORECASE)


def older(place: Place, known: KnownFigure, sound: Sequence[KnownFigure], *, today: bool) -> KnownFigure | None:
    """The figure said, when a newer one is known that is not said too; None when the card has the same value still.

    Args:
        today: the speaker says that it holds now; else only a figure that was superseded counts.
    """
    sound = [k for k in sound if not _stays(place, k)]
    if _stays(place, known) or not sound:
        return None
    if not today:
        same = [k for k in sound if k.near and k.row is not None and k.low == known.low]
        gone = [k for k in same if k.superseded]
        return known if known.superseded else gone[0] if gone and len(gone) == len(same) else None
    same = [k for k in sound if k.near and k.low == known.low] or [known]
    old = next((k for k in (known, *same) if k.newer is not None or k.later), None)
    current = [k for k in same if k.row is not None and k.newer is None]
    if old is None or any(max(k.years) > max(old.years, default=0) for k in current):
        return None
    return old


def _stays(place: Place, known: KnownFigure) -> bool:
    """True when what is said is as fair for the newer figure: "ongeveer twee derde" for 67 and for 66 percent."""
    newer = known.newer
    return newer is not None and agrees(place.number, place.hedge, newer.value, newer.high)


def of_another_year(
    place: Place, best: KnownFigure, matched: Sequence[tuple[KnownFigure, float]]
) -> KnownFigure | None:
    """The card's figure of just this value and another year, where the year said does not go with the card's."""
    exact = [(k, s) for k, s in matched if k.near and k.years and is_exact(place.number, k) and country_fits(place, k)]
    if not best.near:
        likeness = max((s for k, s in matched if k is best), default=1.0)
        return next((k for k, s in exact if s >= max(likeness, _NAMED) and not year_fits(place, k)), None)
    if place.earlier and exact and not any(place.earlier & k.years for k, _ in matched if k.years):
        undated = [k for k, _ in matched if k.near and not k.years and is_exact(place.number, k)]
        return None if undated else exact[0][0]
    return None


def follows(place: Place, right: Sequence[Place]) -> bool:
    """True when a figure is worked out from right ones of the same sentence."""
    beside = [other.number for other in right if other.said is place.said]
    times = bool(_TIMES.match(place.said.read[place.number.end :]))
    return is_worked_out(place.number, place.hedge, beside, times=times)


def slip_of(place: Place, fitting: Sequence[tuple[KnownFigure, float]]) -> KnownFigure | None:
    """The card's figure of the same digits, of which what is said is a slip: another size, or two digits changed."""
    said = max(place.number.values)
    slips = [
        (k, likeness)
        for k, likeness in fitting
        if k.near and likeness >= _ABOUT and year_fits(place, k) and _is_slip(said, k.low)
    ]
    return max(slips, key=lambda pair: (pair[0].row is not None, pair[1]))[0] if slips else None


def _is_slip(said: Decimal, true: Decimal) -> bool:
    one, other = (value.normalize().as_tuple() for value in (said, true))
    if said == true or len(one.digits) != len(other.digits):
        return False
    if one.digits == other.digits:
        return True
    return len(one.digits) > 1 and one.exponent == other.exponent and sorted(one.digits) == sorted(other.digits)


def is_exact(number: Number, known: KnownFigure) -> bool:
    """True when what is said is an end of the figure itself, not rounded."""
    return known.low in number.values or known.high in number.values
