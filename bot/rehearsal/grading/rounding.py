"""When a spoken figure is a fair form of a figure in a source.

Without a word of caution a figure is the source's own or its rounding to the speaker's last digit, at most 3 percent
away. "Ongeveer" allows 10 percent for such a rounding and 5 percent for any figure; a fraction ("één op de vijf") may
be 5 percent off. With "ruim" the source lies up to 10 percent above what is said, with "bijna" as much below; 12
percent where what is said has one digit or is a share.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from bot.domain.numbers import Number


class Hedge(StrEnum):
    """The word of caution before a figure."""

    NONE = ""
    ABOUT = "ongeveer"
    ABOVE = "ruim"
    BELOW = "bijna"


EXACT, NEARBY, FRACTION, HEDGED = Decimal("0.03"), Decimal("0.05"), Decimal("0.05"), Decimal("0.10")
COARSE, COARSEST = Decimal("0.12"), Decimal("0.17")
"""For "ruim" and "bijna" before a figure of one digit or a plain share: "ruim een half miljard" for 559 million;
more still before one, ten or a hundred: "ruim een miljard" for 1.2."""
_ABOUT = (
    r"ongeveer|zo'n|zo’n|circa|ca\.?|rond(?:\s+de)?|pakweg|om\s+en\s+bij(?:\s+de)?|grofweg|naar\s+schatting|"
    r"in\s+de\s+buurt\s+van(?:\s+de)?|een\s+kleine|zowat|plusminus|plus\s+minus|iets\s+van|om\s+en\s+nabij(?:\s+de)?|"
    r"ruwweg|afgerond|een\s+stuk\s+of|bij\s+benadering|pak\s+['’]?m\s+beet|rondom(?:\s+de)?|grosso\s+modo"
)
_ABOVE = (
    r"ruim|meer\s+dan(?:\s+de)?|iets\s+meer\s+dan|boven(?:\s+de)?|minstens|zeker|een\s+dikke|dik|goed|over\s+de|"
    r"een\s+ruime|minimaal|hoger\s+dan|groter\s+dan|(?:net|iets|vlak)\s+boven(?:\s+de)?|net\s+over\s+de|meer\s+als|"
    r"ten\s*minste|op\s+zijn\s+minst|royaal|een\s+(?:goede|goeie|flinke)"
)
_BELOW = (
    r"bijna|krap|net\s+geen|nog\s+geen|minder\s+dan(?:\s+de)?|iets\s+minder\s+dan|tegen\s+de|nagenoeg|hooguit|"
    r"maximaal|lager\s+dan|(?:net|iets|vlak)\s+onder(?:\s+de)?|onder\s+de|net\s+niet|schaars|haast|zo\s+goed\s+als|minder\s+als"
)
_BEFORE = tuple(
    (hedge, re.compile(rf"\b(?:{words})\s+(?:een\s+|de\s+)?$", re.IGNORECASE))
    for hedge, words in ((Hedge.ABOVE, _ABOVE), (Hedge.BELOW, _BELOW), (Hedge.ABOUT, _ABOUT))
)
_AFTER = re.compile(r"^\s*(?:ongeveer|of\s+zo|zowat|circa|zoiets)\b", re.IGNORECASE)


def hedge_at(text: str, number: Number) -> Hedge:
    """The word of caution that belongs to a number in a text."""
    before = text[max(0, number.start - 30) : number.start]
    for hedge, pattern in _BEFORE:
        if pattern.search(before):
            return hedge
    return Hedge.ABOUT if _AFTER.search(text[number.end :]) else Hedge.NONE


def agrees(number: Number, hedge: Hedge, low: Decimal, high: Decimal | None = None) -> bool:
    """True when a spoken number may stand for a figure, or for a point within its range."""
    ends = (low,) if high is None else (low, high)
    for said in number.values:
        if any(_fair(said, number, hedge, end) for end in ends):
            return True
        if high is not None and hedge is not Hedge.NONE and low <= said <= high:
            return True
    return False


def _fair(said: Decimal, number: Number, hedge: Hedge, true: Decimal) -> bool:
    if said == true:
        return True
    if not said or not true or (said < 0) != (true < 0):
        return False
    away = abs(said - true) / abs(true)
    hedged = COARSE if number.ratio is not None or _is_coarse(said) else HEDGED
    hedged = COARSEST if said.normalize().as_tuple().digits == (1,) else hedged
    if hedge is Hedge.ABOVE:
        return said < true and away <= hedged
    if hedge is Hedge.BELOW:
        return said > true and away <= hedged
    if number.ratio is not None:
        return away <= (HEDGED if hedge is Hedge.ABOUT else FRACTION)
    if hedge is Hedge.ABOUT and away <= NEARBY:
        return True
    allowed = HEDGED if hedge is Hedge.ABOUT else EXACT
    return away <= allowed and _is_rounding(said, true)


def _is_coarse(said: Decimal) -> bool:
    return len(said.normalize().as_tuple().digits) == 1


def _is_rounding(said: Decimal, true: Decimal) -> bool:
    """True when rounding to the speaker's last digit that is not 0 gives what was said."""
    exponent = said.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(int(exponent))
    steps = true / step
    return any(steps.quantize(Decimal(1), rounding=way) * step == said for way in (ROUND_HALF_UP, ROUND_HALF_DOWN))
