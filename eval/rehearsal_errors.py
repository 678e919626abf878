"""Answers changed by rule into wrong ones: errors that must be found."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from bot.domain.numbers import Unit, find_numbers, find_years
from bot.rehearsal.grading.rounding import Hedge
from eval.rehearsal_spelling import decimal_in_words, dutch, mistyped
from eval.rehearsal_spots import Case, Spot, is_year, parts, rounded, short_years, worded_years

_TENTHS = ((Decimal(50), "de helft"), (Decimal(25), "een kwart"), (Decimal(20), "één op de vijf"),
           (Decimal("33.3"), "een derde"), (Decimal("66.7"), "twee derde"), (Decimal(75), "driekwart"),
           (Decimal("16.7"), "één op de zes"), (Decimal(10), "een tiende"), (Decimal(80), "vier op de vijf"),
           (Decimal("12.5"), "één op de acht"), (Decimal(40), "twee op de vijf"))  # fmt: skip
_TURNS = (("daalde", "steeg"), ("gedaald", "gestegen"), ("daling", "stijging"), ("minder", "meer"), ("lager", "hoger"),
          ("afgenomen", "toegenomen"), ("verlaagde", "verhoogde"))  # fmt: skip
_SWAPS = (("million and billion", "miljoen", "miljard"), ("million and billion", "miljard", "miljoen"),
          ("euro and dollar", "euro", "dollar"), ("euro and dollar", "dollar", "euro"),
          ("percent and point", "procent", "procentpunt"))  # fmt: skip
_NL_BE = (("Nederlandse", "Belgische"), ("Nederlands", "Belgisch"), ("Nederland", "België"))
_WRONG_YEARS = (2012, 2013, 2009, 2011, 2007, 2014, 2006, 2005, 2003, 2002, 2001)
_WRONG_FACTORS = (Decimal("0.5"), Decimal("0.7"), Decimal("1.4"), Decimal("1.9"), Decimal("3.2"))


def errors(spot: Spot, chance: random.Random) -> Iterator[Case]:
    """The answer with a wrong figure, in each way that fits."""
    yield from _other_amounts(spot, chance)
    yield from _other_units(spot)
    yield from _rounded_too_far(spot)
    yield from _wrong_years(spot)
    yield from _turned_round(spot)
    yield from _elsewhere(spot, chance)


def _wrong(spot: Spot, kind: str, said: str, text: str | None = None) -> Case:
    return Case(kind, True, said, spot.answer, text or spot.put(said))


def _other_amounts(spot: Spot, chance: random.Random) -> Iterator[Case]:
    fitting = (_like(spot.value * factor, spot.value) for factor in _WRONG_FACTORS)
    others = [v for v in fitting if v != spot.value and not spot.known(v, Hedge.ABOUT) and not is_year(v, spot)]
    if others:
        other = chance.choice(others)
        said = dutch(other) + spot.tail
        yield _wrong(spot, "another amount", said)
        yield _wrong(spot, "another amount, year in words", said, worded_years(spot.put(said)))
        if other < 10**6:
            yield _wrong(spot, "another amount in words", decimal_in_words(other) + spot.tail)
            yield _wrong(spot, "another amount in loose words", decimal_in_words(other, loose=True) + spot.tail)
            yield _wrong(spot, "another amount mistyped", mistyped(decimal_in_words(other), chance) + spot.tail)
    digits = f"{spot.value:f}"
    for at in range(len(digits) - 1):
        one, two = digits[at], digits[at + 1]
        if one.isdigit() and two.isdigit() and one != two and (two != "0" or at):
            swapped = Decimal(digits[:at] + two + one + digits[at + 2 :])
            if not spot.known(swapped, Hedge.ABOUT) and not is_year(swapped, spot):
                yield _wrong(spot, "digits changed about", dutch(swapped) + spot.tail)
                return


def _other_units(spot: Spot) -> Iterator[Case]:
    for kind, one, other in _SWAPS:
        if one in spot.tail:
            yield _wrong(spot, kind, dutch(spot.value) + spot.tail.replace(one, other))


def _rounded_too_far(spot: Spot) -> Iterator[Case]:
    if spot.hedged:
        return
    if spot.value >= 10 or spot.number.factor > 1:
        for hedge, word, factor in ((Hedge.ABOVE, "ruim", Decimal("0.75")), (Hedge.BELOW, "bijna", Decimal("1.35"))):
            far = rounded(spot.value * factor, 2)
            if not spot.known(far, hedge) and not is_year(far, spot):
                said = dutch(far) + spot.tail
                yield _wrong(spot, "rounded too far", said, spot.put(f"{word} {said}"))
    if spot.number.unit is Unit.PERCENT:
        for share, words in _TENTHS:
            away = abs(share - spot.value) / spot.value
            if Decimal("0.14") < away < Decimal("0.6") and not spot.known(share, Hedge.ABOUT):
                yield _wrong(spot, "fraction too far", words)
                return


def _wrong_years(spot: Spot) -> Iterator[Case]:
    years = set(find_years(spot.answer.text))
    held = {y for k in spot.near for y in k.years} | {r.year for k in spot.near for r in k.references} | years
    wrong = next((str(y) for y in _WRONG_YEARS if y not in held), "")
    if len(years) == 1 and wrong and _is_dated(spot):
        moved = spot.answer.text.replace(str(next(iter(years))), wrong)
        yield _wrong(spot, "wrong year", spot.number.text, moved)
        yield _wrong(spot, "wrong year in words", spot.number.text, worded_years(moved))
        yield _wrong(spot, "wrong year, short", spot.number.text, short_years(moved))


def _turned_round(spot: Spot) -> Iterator[Case]:
    text = spot.answer.text
    start, end = next(part for part in parts(text) if part[0] <= spot.number.start < part[1])
    for one, other in (*_TURNS, *((b, a) for a, b in _TURNS)):
        found = re.search(rf"\b{one}\b(?! dan| uitstoot)", text[start:end])
        if found:
            at = start + found.start()
            yield _wrong(spot, "turned round", spot.number.text, text[:at] + other + text[at + len(one) :])
            return


def _elsewhere(spot: Spot, chance: random.Random) -> Iterator[Case]:
    """The figure given for another country, and the figure of another thing on the card."""
    text, factor = spot.answer.text, spot.number.factor
    rows = [k.row for k in spot.near if k.row is not None and k.row.value in spot.number.values]
    if not rows:
        return
    if all(row.country in ("NL", "BE") for row in rows):
        for one, other in (*_NL_BE, *((b, a) for a, b in _NL_BE)):
            if one in text and not any(word[:4] == other[:4] for word in re.findall(r"[A-Z]\w+", text)):
                yield _wrong(spot, "wrong country", spot.number.text, re.sub(rf"\b{one}\b", other, text))
                break
    mine, told = rows[0], {value for number in find_numbers(text) for value in number.values}
    strange = [
        k.row.value / factor
        for k in spot.near
        if k.row is not None
        and (k.row.unit, k.row.high) == (mine.unit, None)
        and k.row.indicator != mine.indicator
        and k.row.value not in told
        and abs(k.row.value - mine.value) > mine.value / 7
        and k.row.value >= factor
    ]
    if strange:
        yield _wrong(spot, "figure of another thing", dutch(chance.choice(strange).normalize()) + spot.tail)


def _like(value: Decimal, other: Decimal) -> Decimal:
    """A value with as many decimals and about as many digits as another."""
    exponent = other.as_tuple().exponent
    kept = value.quantize(Decimal(1).scaleb(int(exponent)))
    return Decimal(f"{rounded(kept, max(2, len(other.normalize().as_tuple().digits))):f}")


def _is_dated(spot: Spot) -> bool:
    """True when no undated figure of the card has the value, so that a wrong year can be known."""
    value = next(iter(spot.number.values))
    mine = [k for k in spot.near if k.low == value]
    return bool(mine) and all(k.years for k in mine)
