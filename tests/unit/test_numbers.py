"""Numbers in running text: the hard cases of Dutch, with English and French."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.domain.numbers import Number, Unit, figures_only, find_numbers, find_years, missing_from


def only(text: str) -> Number:
    numbers = find_numbers(text)
    assert len(numbers) == 1, numbers
    return numbers[0]


def values(text: str) -> list[set[Decimal]]:
    return [set(number.values) for number in find_numbers(text)]


ONE = [
    ("1,3 miljard euro", "1300000000", Unit.EUR),
    ("EUR 1.3 billion", "1300000000", Unit.EUR),
    ("1,3 milliard d'euros", "1300000000", Unit.EUR),
    ("€ 1.300.000.000", "1300000000", Unit.EUR),
    ("€1,3 mld.", "1300000000", Unit.EUR),
    ("529 miljard dollar", "529000000000", Unit.USD),
    ("1.970 mensen", "1970", Unit.NONE),
    ("6,5 procent", "6.5", Unit.PERCENT),
    ("0,7%", "0.7", Unit.PERCENT),
    ("anderhalf miljoen", "1500000", Unit.NONE),
    ("vijfentwintig procent", "25", Unit.PERCENT),
    ("het 20e lid", "20", Unit.NONE),
    ("als 6de land", "6", Unit.NONE),
    ("29 miljard.", "29000000000", Unit.NONE),
    ("al een halve eeuw", "50", Unit.NONE),
    ("één miljard euro", "1000000000", Unit.EUR),
    ("een half miljoen mensen", "500000", Unit.NONE),
    ("half miljoen", "500000", Unit.NONE),
    ("a quarter of a million", "250000", Unit.NONE),
    ("un milliard d'euros", "1000000000", Unit.EUR),
    ("tweehonderdduizend mensen", "200000", Unit.NONE),
    ("vijfentwintigduizend", "25000", Unit.NONE),
    ("een tweejaarlijkse evaluatie", "2", Unit.NONE),
]


@pytest.mark.parametrize(("text", "value", "unit"), ONE)
def test_one_number(text: str, value: str, unit: Unit) -> None:
    number = only(text)
    assert Decimal(value) in number.values
    assert number.unit is unit


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.500 250.000", [1500, 250_000]),
        ("1.500\u00a0250.000 euro", [1500, 250_000]),
        ("1 500.250.000", [1500]),
        ("0.000 000.000", [0, 0]),
        ("12.500 13,75", [12_500, Decimal("13.75")]),
    ],
)
def test_numbers_beside_each_other_with_other_separators(text: str, values: list[int]) -> None:
    assert [max(number.values) for number in find_numbers(text)] == values


FRACTIONS = [
    ("de helft van de mensen", "50"),
    ("een kwart", "25"),
    ("driekwart", "75"),
    ("drie kwart", "75"),
    ("een derde van de hulp", "33.3"),
    ("twee derde", "66.7"),
    ("vier vijfde", "80"),
    ("één op de vijf", "20"),
    ("een op vijf Belgen", "20"),
    ("2 op de 5", "40"),
    ("negen op de tien", "90"),
    ("one in five", "20"),
    ("two thirds", "66.7"),
    ("2 out of 5", "40"),
    ("un tiers", "33.3"),
    ("deux tiers", "66.7"),
]


@pytest.mark.parametrize(("text", "value"), FRACTIONS)
def test_fraction_is_a_percentage(text: str, value: str) -> None:
    number = only(text)
    assert number.values == {Decimal(value)}
    assert number.unit is Unit.PERCENT


@pytest.mark.parametrize("text", ["een derde land", "veilige derde landen", "in de eerste helft", "een vijfde keer"])
def test_ordinal_is_no_fraction(text: str) -> None:
    assert figures_only(find_numbers(text)) == []


def test_fractions_compare_exactly() -> None:
    assert not only("een op de 67").same_as(only("een op de 66"))
    assert only("één op de vijf").same_as(only("1 op 5"))
    assert only("een kwart").same_as(only("25 procent"))
    assert not only("een derde").same_as(only("33 procent"))


NO_FIGURES = [
    "11.11.11 telde mee",
    "IAO-Verdrag 189",
    "de verdragen 189 en 190",
    "SDG-doel 10.c",
    "resolutie A/RES/73/151",
    "Geografie, nummer 6, pagina 26 tot 32",
    "Deel 1 ging over Azië",
    "Agenda 2063",
    "artikel 3 en artikelen 4, 5 en 6",
    "op 13 juni 2023",
    "van 13 tot 15 december 2023",
    "1 tot 8 oktober",
    "de jaren negentig",
    "de jaren vijftig en zestig",
    "in de jaren 90",
    "1850 tot 1914",
    "de 21e eeuw",
    "Kamerstuk 36200-XVII, nr. 66",
    "Toegegeven: twee redenen",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_names_and_dates_are_no_figures(text: str) -> None:
    assert figures_only(find_numbers(text)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("met als doel 5 procent", "5"), ("deel 3 miljoen", "3000000"), ("in de jaren 60 procent", "60")],
)
def test_figure_after_a_name_word_stays_a_figure(text: str, value: str) -> None:
    assert [set(n.values) for n in figures_only(find_numbers(text))] == [{Decimal(value)}]


def test_currency_is_a_whole_word() -> None:
    assert [n.unit for n in find_numbers("In 2015 Europa, in 13 Europese landen")] == [Unit.YEAR, Unit.NONE]


def test_range_shares_multiplier_and_unit() -> None:
    assert values("2 tot 5 miljard euro") == [{Decimal("2e9")}, {Decimal("5e9")}]
    assert values("tussen 48 en 216 miljoen") == [{Decimal("48e6")}, {Decimal("216e6")}]
    assert [n.unit for n in find_numbers("7 en 12 procent")] == [Unit.PERCENT, Unit.PERCENT]
    assert values("500.000 naar 1 miljoen") == [{Decimal(500000)}, {Decimal(1000000)}]


def test_loose_pair_keeps_both_readings() -> None:
    first, _ = find_numbers("18 van de 21 miljoen")
    assert first.values == {Decimal(18), Decimal("18e6")}


def test_percent_is_not_lent_to_millions() -> None:
    assert [n.unit for n in find_numbers("15,9 miljoen en 78 procent")] == [Unit.NONE, Unit.PERCENT]


def test_years() -> None:
    assert find_years("Van 2015 tot 2019, op 3 mei 2024, in de jaren negentig en 1850 mensen") == [2015, 2019, 2024]


def test_calendar_agrees_only_with_itself() -> None:
    assert missing_from(find_numbers("13 juni 2023"), find_numbers("13 juni 2023")) == []
    assert [n.text for n in missing_from(find_numbers("14 juni 2023"), find_numbers("13 juni 2023"))] == ["14 juni"]
    assert missing_from(find_numbers("in 2017"), find_numbers("2.017 mensen"))
    assert missing_from(find_numbers("de jaren tachtig"), find_numbers("de jaren negentig"))


def test_unnamed_unit_agrees_with_a_currency_but_not_with_a_percentage() -> None:
    assert missing_from(find_numbers("5 miljoen"), find_numbers("5 miljoen euro")) == []
    assert missing_from(find_numbers("5 procent"), find_numbers("5 mensen"))
    assert missing_from(find_numbers("5 euro"), find_numbers("5 dollar"))
