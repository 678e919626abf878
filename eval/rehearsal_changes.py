"""Answers changed by rule: other ways of saying what is right."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

from bot.domain.numbers import Unit, find_years
from bot.rehearsal.grading.rounding import Hedge
from eval.rehearsal_spelling import decimal_in_words, dutch, mistyped
from eval.rehearsal_spots import Case, Spot, is_year, rounded, short_years, worded_years

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
        yield case("years in words", spot.number.text, worded_years(text))
        yield case("short years", spot.number.text, short_years(text))
    if not spot.hedged:
        for kind, word, hedge, near in (
            ("about", "zo'n", Hedge.ABOUT, rounded(spot.value, 2)),
            ("well over", "ruim", Hedge.ABOVE, rounded(spot.value, 2, down=True)),
            ("almost", "bijna", Hedge.BELOW, rounded(spot.value, 2, up=True)),
        ):
            if near != spot.value and spot.known(near, hedge) and not is_year(near, spot):
                yield case(
                    f"rounded: {kind}", f"{dutch(near)}{spot.tail}", spot.put(f"{word} {dutch(near)}{spot.tail}")
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
