"""Answers changed by rule: errors that must be found, other ways of saying what is right."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.numbers import Number, Unit, find_numbers, find_years
from bot.ports import Catalog
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.known import KnownFigure
from bot.rehearsal.grading.rounding import Hedge, agrees, hedge_at
from eval.rehearsal_eval import LabelledAnswer
from eval.rehearsal_spelling import decimal_in_words, dutch, in_words, mistyped

_CLUTTER = (
    "Ik ben zelf 72 jaar en woon al 40 jaar in dezelfde straat.",
    "Geef me nog 60 seconden, ik heb hier twee redenen voor.",
    "In mijn straat wonen 3 gezinnen uit Syrië, op nummer 14 en 16.",
    "Bel me gerust op 06-12345678, of kom op 12 mei om 20.00 uur langs.",
    "Dat staat in artikel 3, op bladzijde 27 van mijn boekje.",
    "Mijn broer heeft 4 kinderen en betaalt 850 euro huur.",
    "Ik sta hier al 25 jaar op de markt, elke zaterdag van 9 tot 5.",
    "Ik heb daar 10 minuten over nagedacht, en 100 procent zeker weet je het nooit.",
)
_TENTHS = ((Decimal(50), "de helft"), (Decimal(25), "een kwart"), (Decimal(20), "één op de vijf"),
           (Decimal("33.3"), "een derde"), (Decimal("66.7"), "twee derde"), (Decimal(75), "driekwart"),
           (Decimal("16.7"), "één op de zes"), (Decimal(10), "een tiende"), (Decimal(80), "vier op de vijf"),
           (Decimal("12.5"), "één op de acht"), (Decimal(40), "twee op de vijf"))  # fmt: skip
_SIZES = {10**6: "miljoen", 10**9: "miljard", 10**12: "biljoen", 10**3: "duizend"}
_SHOWN = {
    "procent": " procent",
    "eur": " euro",
    "usd": " dollar",
    "personen": "",
    "aantal": "",
    "procentpunt": " procentpunt",
}
_PLACES = {"NL": " in Nederland", "BE": " in België"}
_TURNS = (("daalde", "steeg"), ("gedaald", "gestegen"), ("daling", "stijging"), ("minder", "meer"), ("lager", "hoger"),
          ("afgenomen", "toegenomen"), ("verlaagde", "verhoogde"))  # fmt: skip
_SWAPS = (("million and billion", "miljoen", "miljard"), ("million and billion", "miljard", "miljoen"),
          ("euro and dollar", "euro", "dollar"), ("euro and dollar", "dollar", "euro"),
          ("percent and point", "procent", "procentpunt"))  # fmt: skip
_NL_BE = (("Nederlandse", "Belgische"), ("Nederlands", "Belgisch"), ("Nederland", "België"))
_WRONG_YEARS = (2012, 2013, 2009, 2011, 2007, 2014, 2006, 2005, 2003, 2002, 2001)
_WRONG_FACTORS = (Decimal("0.5"), Decimal("0.7"), Decimal("1.4"), Decimal("1.9"), Decimal("3.2"))


@dataclass(frozen=True, slots=True)
class Case:
    """A changed answer.

    Attributes:
        kind: the change.
        error: True when its figure is now wrong.
        said: the figure as it now stands.
    """

    kind: str
    error: bool
    said: str
    answer: LabelledAnswer
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """One right figure in an answer.

    Attributes:
        number: the figure; its ``start`` and ``end`` are places in the text.
        value: without the size word.
        hedged: True when a word of caution stands before it.
    """

    answer: LabelledAnswer
    number: Number
    value: Decimal
    hedged: bool
    near: tuple[KnownFigure, ...]

    def put(self, new: str, text: str | None = None) -> str:
        """The answer with other words for the figure."""
        whole = self.answer.text if text is None else text
        return whole[: self.number.start] + new + whole[self.number.end :]

    @property
    def tail(self) -> str:
        """Size and unit words after the digits."""
        found = re.match(r"[\d.,]+", self.number.text)
        return self.number.text[found.end() :] if found else ""

    def known(self, value: Decimal, hedge: Hedge = Hedge.NONE) -> bool:
        """True when a value would fit a figure of the card."""
        number = Number(frozenset({value * self.number.factor}), self.number.unit, "", 0, 0)
        return any(agrees(number, hedge, k.low, k.high) for k in self.near)


def from_ledger(grader: Grader, catalog: Catalog) -> Iterator[LabelledAnswer]:
    """A plain sentence for each figure of each card, as its ledger row has it."""
    for slug, card in catalog.cards.items():
        for known in grader.ready(card).figures:
            row = known.row
            if not known.near or row is None or row.high is not None or row.unit not in _SHOWN:
                continue
            factor = next((f for f in (10**9, 10**6) if abs(row.value) >= f), 1)
            figure = f"{dutch((row.value / factor).normalize())} {_SIZES.get(factor, '')}".strip() + _SHOWN[row.unit]
            place = _PLACES.get(row.country, "")
            text = f"Over {row.year}{place} is dit het cijfer voor {row.label}: {figure}."
            yield LabelledAnswer(
                id=f"{slug}/{row.id}", card=slug, kind="ledger", points=(), figures=(f"{figure}=juist",), text=text
            )


def spots(grader: Grader, catalog: Catalog, answers: list[LabelledAnswer]) -> Iterator[Spot]:
    """Right figures in digits, of answers in which every figure is right."""
    for answer in answers:
        if not answer.figures or any(not label.endswith("=juist") for label in answer.figures):
            continue
        near = tuple(k for k in grader.ready(catalog.cards[answer.card]).figures if k.near)
        for label in answer.figures:
            said = label.rpartition("=")[0]
            for number in find_numbers(answer.text, words=False):
                plain = re.match(r"[\d.,]+", number.text)
                if number.text != said or plain is None or len(number.values) != 1 or number.ratio is not None:
                    continue
                value = next(iter(number.values)) / number.factor
                hedged = hedge_at(answer.text, number) is not Hedge.NONE
                yield Spot(answer, number, Decimal(f"{value.normalize():f}"), hedged, near)
                break


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
    others = [v for v in fitting if v != spot.value and not spot.known(v, Hedge.ABOUT) and not _is_year(v, spot)]
    if others:
        other = chance.choice(others)
        said = dutch(other) + spot.tail
        yield _wrong(spot, "another amount", said)
        yield _wrong(spot, "another amount, year in words", said, _worded_years(spot.put(said)))
        if other < 10**6:
            yield _wrong(spot, "another amount in words", decimal_in_words(other) + spot.tail)
            yield _wrong(spot, "another amount in loose words", decimal_in_words(other, loose=True) + spot.tail)
            yield _wrong(spot, "another amount mistyped", mistyped(decimal_in_words(other), chance) + spot.tail)
    digits = f"{spot.value:f}"
    for at in range(len(digits) - 1):
        one, two = digits[at], digits[at + 1]
        if one.isdigit() and two.isdigit() and one != two and (two != "0" or at):
            swapped = Decimal(digits[:at] + two + one + digits[at + 2 :])
            if not spot.known(swapped, Hedge.ABOUT) and not _is_year(swapped, spot):
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
            far = _round(spot.value * factor, 2)
            if not spot.known(far, hedge) and not _is_year(far, spot):
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
        yield _wrong(spot, "wrong year in words", spot.number.text, _worded_years(moved))
        yield _wrong(spot, "wrong year, short", spot.number.text, _short_years(moved))


def _turned_round(spot: Spot) -> Iterator[Case]:
    text = spot.answer.text
    start, end = next(part for part in _parts(text) if part[0] <= spot.number.start < part[1])
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


def rights(spot: Spot, chance: random.Random) -> Iterator[Case]:
    """The answer with the same figure said in another way."""

    def case(kind: str, said: str, text: str | None = None) -> Case:
        return Case(kind, False, said, spot.answer, text or spot.put(said))

    if spot.value < 10**6:
        yield case("words", decimal_in_words(spot.value) + spot.tail)
        yield case("loose words", decimal_in_words(spot.value, loose=True) + spot.tail)
        yield case("words without accents", decimal_in_words(spot.value).replace("ë", "e") + spot.tail)
        yield case("words mistyped", mistyped(decimal_in_words(spot.value), chance) + spot.tail)
    text = spot.answer.text
    if find_years(text):
        yield case("years in words", spot.number.text, _worded_years(text))
        yield case("short years", spot.number.text, _short_years(text))
    if not spot.hedged:
        for kind, word, hedge, rounded in (
            ("about", "zo'n", Hedge.ABOUT, _round(spot.value, 2)),
            ("well over", "ruim", Hedge.ABOVE, _round(spot.value, 2, down=True)),
            ("almost", "bijna", Hedge.BELOW, _round(spot.value, 2, up=True)),
        ):
            if rounded != spot.value and spot.known(rounded, hedge) and not _is_year(rounded, spot):
                yield case(
                    f"rounded: {kind}", f"{dutch(rounded)}{spot.tail}", spot.put(f"{word} {dutch(rounded)}{spot.tail}")
                )
        if spot.number.unit is Unit.PERCENT:
            for share, words in _TENTHS:
                if abs(share - spot.value) / spot.value < Decimal("0.04"):
                    yield case("fraction", words, spot.put(f"ongeveer {words}"))
    if spot.number.factor == 10**9 and spot.value < 1000 and not re.search(r"\d tot $", text[: spot.number.start]):
        yield case("in millions", "", spot.put(f"{dutch(spot.value * 1000)}{spot.tail.replace('miljard', 'miljoen')}"))
    clutter = chance.choice(_CLUTTER)
    yield case("beside other numbers", spot.number.text, f"{clutter} {text}")
    yield case("before other numbers", spot.number.text, f"{text} {clutter}")
    spoken = re.sub(r"[.!?:;](?=\s|$)|,(?!\d)", "", text).replace("\n", " ")
    yield case("transcript", spot.number.text, "ja euh kijk " + spoken[0].lower() + spoken[1:] + " euh ja dus")


def _like(value: Decimal, other: Decimal) -> Decimal:
    """A value with as many decimals and about as many digits as another."""
    exponent = other.as_tuple().exponent
    kept = value.quantize(Decimal(1).scaleb(int(exponent)))
    return Decimal(f"{_round(kept, max(2, len(other.normalize().as_tuple().digits))):f}")


def _round(value: Decimal, digits: int, *, down: bool = False, up: bool = False) -> Decimal:
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    steps = value / step
    whole = int(steps) + (1 if up and steps != int(steps) else 0) if down or up else int(steps + Decimal("0.5"))
    return Decimal(f"{(whole * step).normalize():f}")


def _parts(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    cuts = [m.end() for m in re.finditer(r"[.!?]\s+|\n", text)]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))


def _is_year(value: Decimal, spot: Spot) -> bool:
    return not spot.tail and 1900 <= value <= 2100


def _is_dated(spot: Spot) -> bool:
    """True when no undated figure of the card has the value, so that a wrong year can be known."""
    value = next(iter(spot.number.values))
    mine = [k for k in spot.near if k.low == value]
    return bool(mine) and all(k.years for k in mine)


def _worded_years(text: str) -> str:
    return re.sub(r"\b20(\d\d)\b", lambda m: f"tweeduizend {in_words(int(m[1]))}" if int(m[1]) else m[0], text)


def _short_years(text: str) -> str:
    return re.sub(r"\b20(\d\d)\b", r"'\1", text)
