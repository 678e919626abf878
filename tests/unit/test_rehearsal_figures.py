"""Which figure is meant: of which thing, of today or of then, worked out from others, without a unit of its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.assembly import OpenIndex
from bot.domain.numbers import find_numbers
from bot.rehearsal.grading.bare import with_units
from bot.rehearsal.grading.figure_context import countries_for, years_for
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.known import money_in
from bot.rehearsal.grading.rounding import Hedge, agrees
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.grading.today import later_in, says_now
from bot.rehearsal.grading.worked_out import is_worked_out
from bot.rehearsal.results import Verdict


@pytest.fixture(scope="module")
def grader(real_index: OpenIndex) -> Grader:
    searcher = real_index.searcher
    return Grader(real_index.catalog, searcher.analyzer, searcher.embedder)


CASES = [
    ("elf-changemakers", "In 2019 vond 84 procent van de migranten dat hun stem niet gehoord werd.", ["fout"]),
    ("elf-changemakers", "In 2019 vond 77 procent van de migranten dat hun stem niet gehoord werd.", ["juist"]),
    ("kosten-van-geld-sturen", "In 2023 vroegen banken 4,84 procent, digitale diensten 11,48 procent.", ["fout"] * 2),
    ("kosten-van-geld-sturen", "In 2023 vroegen banken 11,48 procent, digitale diensten 4,84 procent.", ["juist"] * 2),
    ("hoeveel-ontheemden", "Eind juni 2025 waren er 67,8 miljoen vluchtelingen in een ander land.", ["fout"]),
    ("geld-voor-vluchtelingen-in-turkije", "In oktober 2019 kreeg elk gezinslid 19 lira per maand.", ["fout"]),
    ("strengere-grenzen", "Negen op de tien Afrikanen komen volgens De Haas (2024) illegaal naar Europa.", ["fout"]),
    ("is-migratie-geexplodeerd", "Momenteel zijn er 258 miljoen migranten in de wereld.", ["verouderd"]),
    ("remittances-en-armoede", "Nu leven 750 miljoen mensen van geldzendingen. In 2005 al.", ["verouderd"]),
    ("aantal-arbeidsmigranten", "aandeel vrouwen: 44 procent in 2013 -> 38,7 in 2022", ["juist"] * 2),
    ("hulp-nederland-belgie-vergelijking", "Neem 2023. Toen gaf Nederland 0,67 procent.", ["verkeerd-jaar"]),
    (
        "hulp-nederland-belgie-vergelijking",
        "In 2024 gaven Nederland en België respectievelijk 0,62 en 0,48 procent van het bni.",
        ["juist"] * 2,
    ),
    (
        "hulp-nederland-belgie-vergelijking",
        "In 2024 gaven Nederland en België respectievelijk 0,48 en 0,62 procent van het bni.",
        ["verkeerd-land"] * 2,
    ),
    ("asielkosten-nederland-aandeel", "Volgens de OESO was asiel in 2023 een kwart van de Nederlandse hulp.", ["fout"]),
]


@pytest.mark.parametrize(("card", "said", "verdicts"), CASES, ids=lambda value: str(value)[:40])
def test_what_the_figure_is_of(
    grader: Grader, real_index: OpenIndex, card: str, said: str, verdicts: list[str]
) -> None:
    figures = grader.grade(real_index.catalog.cards[card], said).figures
    assert [figure.verdict.value for figure in figures] == verdicts


def test_an_old_figure_as_todays_names_the_newer_one(grader: Grader, real_index: OpenIndex) -> None:
    card = real_index.catalog.cards["is-migratie-geexplodeerd"]
    (figure,) = grader.grade(card, "Er zijn nu 258 miljoen migranten.").figures
    assert figure.verdict is Verdict.OUTDATED
    assert "304 miljoen" in figure.newer
    assert figure.newer_references


def test_a_slip_names_the_figure_of_the_same_digits(grader: Grader, real_index: OpenIndex) -> None:
    card = real_index.catalog.cards["afrikanen-binnen-afrika"]
    figure = grader.grade(card, "In 2020 woonden er 21 miljard Afrikaanse migranten in Afrika zelf.").figures[0]
    assert figure.verdict is Verdict.WRONG
    assert "21 miljoen" in figure.stated


def test_half_words_of_a_loaded_expression_are_not_loaded(grader: Grader, real_index: OpenIndex) -> None:
    card = real_index.catalog.cards["elf-migratieparadox"]
    remarks = grader.grade(card, "Als een arm land vooruitgaat vertrekken er eerst méér mensen.").remarks
    assert not [remark for remark in remarks if remark.kind.value == "geladen-woord"]


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("een procent of zeven eraf", "ongeveer 7 procent eraf"),
        ("een miljoen of 3", "ongeveer 3 miljoen"),
        ("een land of wat", "een land of wat"),
    ],
)
def test_about_so_many(said: str, digits: str) -> None:
    assert in_digits(said) == digits


def test_a_bare_number_takes_the_unit_of_its_neighbour() -> None:
    text = "van 1,3 in 2020 naar 1,8 miljard in 2024"
    numbers = with_units(text, [n for n in find_numbers(text) if n.unit.value != "jaartal"], [])
    assert [max(n.values) for n in numbers] == [Decimal("1.3E+9"), Decimal("1.8E+9")]
    text = "44 procent vrouwen, 38 landen"
    assert with_units(text, find_numbers(text), [])[1].unit.value == ""


def test_each_year_belongs_to_the_figure_before_it() -> None:
    text = "van 0,8 miljoen in 2008 naar 0,6 miljoen in 2014"
    first, _, second, _ = find_numbers(text)
    assert years_for(text, first).years == {2008}
    assert years_for(text, second).years == {2014}


def test_only_is_no_end_of_a_clause() -> None:
    text = "In 2015 zat België op ruim 22 procent en Nederland maar op 12 procent."
    assert countries_for(text, find_numbers(text)[-1]) == {"NL"}


def test_well_over_half_a_billion() -> None:
    (number,) = find_numbers("0,5 miljard")
    assert agrees(number, Hedge.ABOVE, Decimal(559_000_000))
    assert not agrees(number, Hedge.ABOVE, Decimal(590_000_000))


@pytest.mark.parametrize(
    ("said", "times", "expected"),
    [("57,2 miljoen 455 miljoen een achtste", False, True), ("57,2 miljoen 455 miljoen een kwart", False, False),
     ("2 miljoen 8 miljoen vier", True, True), ("2 miljoen 8 miljoen 6 miljoen", False, True)],
)  # fmt: skip
def test_worked_out_from_two_others(said: str, *, times: bool, expected: bool) -> None:
    first, second, third = find_numbers(said)
    assert (
        is_worked_out(third, Hedge.ABOVE if "achtste" in said else Hedge.NONE, [first, second], times=times) is expected
    )


def test_words_of_today_and_newer_figures_in_a_sentence() -> None:
    assert says_now("Vandaag zijn het er meer.")
    assert not says_now("Het zijn er meer.")
    text = "Het aantal groeide van 258 miljoen in 2017 naar 304 miljoen medio 2024."
    assert later_in(text, find_numbers(text)[0]) == "304 miljoen (2024)"
    assert later_in(text, find_numbers(text)[2]) == ""
    assert money_in(" Turkse lira per maand") == "lira"
    assert money_in(" euro") == ""
