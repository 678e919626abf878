"""Places in answers where a right figure stands, to be said in another way or wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.numbers import Number, find_numbers
from bot.ports import Catalog
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.known import KnownFigure
from bot.rehearsal.grading.rounding import Hedge, agrees, hedge_at
from eval.rehearsal_answers import LabelledAnswer
from eval.rehearsal_spelling import dutch, in_words

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


def parts(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    cuts = [m.end() for m in re.finditer(r"[.!?]\s+|\n", text)]
    return list(zip([0, *cuts], [*cuts, len(text)], strict=True))


def is_year(value: Decimal, spot: Spot) -> bool:
    """True when a value without size or unit would be read as a year."""
    return not spot.tail and 1900 <= value <= 2100


def worded_years(text: str) -> str:
    """The text with its years in words."""
    return re.sub(r"\b20(\d\d)\b", lambda m: f"tweeduizend {in_words(int(m[1]))}" if int(m[1]) else m[0], text)


def short_years(text: str) -> str:
    """The text with years as '23."""
    return re.sub(r"\b20(\d\d)\b", r"'\1", text)


def rounded(value: Decimal, digits: int, *, down: bool = False, up: bool = False) -> Decimal:
    """A value in so many digits, to the nearest, down or up."""
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    steps = value / step
    whole = int(steps) + (1 if up and steps != int(steps) else 0) if down or up else int(steps + Decimal("0.5"))
    return Decimal(f"{(whole * step).normalize():f}")
