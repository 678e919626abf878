"""Figures that a speaker works out from two others in the same words: "57 van de 455 miljoen, ruim een achtste"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations

from bot.domain.numbers import Number, Unit
from bot.rehearsal.grading.rounding import Hedge, agrees

_TIMES_FROM = Decimal("1.5")


def is_worked_out(number: Number, hedge: Hedge, others: Sequence[Number], *, times: bool) -> bool:
    """True when a figure is the share, the difference or the sum of two others, or how many times the one is the other.

    Args:
        others: figures said in the same sentence that are right.
        times: True when "keer" or "maal" follows.
    """
    for one, other in permutations(others, 2):
        if one.unit is not other.unit:
            continue
        small, large = max(one.values), max(other.values)
        if not 0 < small < large:
            continue
        if times:
            ratio = large / small
            if ratio >= _TIMES_FROM and agrees(number, hedge, ratio):
                return True
        elif number.unit is Unit.PERCENT and one.unit is not Unit.PERCENT:
            if agrees(number, hedge, 100 * small / large):
                return True
        elif (
            (number.unit is one.unit or not number.unit) and number.factor > 1 and agrees(number, hedge, large - small)
        ):
            return True
    return False
