"""Spoken figures: how people say and mistype numbers, numbers that claim nothing, years, percentage points."""

from __future__ import annotations

import pytest

from bot.assembly import OpenIndex
from bot.domain.numbers import find_numbers
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.no_claim import claims_nothing, speaks_of_self
from bot.rehearsal.grading.number_slips import as_size, number_of
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.results import FigureResult, Verdict

ASYLUM, DISPLACED, REMITTANCES = "asielkosten-nederland-aandeel", "hoeveel-ontheemden", "remittances-en-armoede"
_WRONG = {Verdict.WRONG, Verdict.WRONG_YEAR, Verdict.WRONG_COUNTRY, Verdict.OUTDATED}


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("dertien honderd miljoen", "1300 miljoen"),
        ("dertienhonderd miljoen", "1300 miljoen"),
        ("een komma drie miljard euro", "1,3 miljard euro"),
        ("vier komma negen drie vijf een miljard", "4,9351 miljard"),
        ("nul komma nul zeven procent", "0,07 procent"),
        ("zeventienkommazeven procent", "17,7 procent"),
        ("zeventien punt zeven procent", "17,7 procent"),
        ("op punt twee kom ik terug", "op punt twee kom ik terug"),
        ("twee en een half miljard", "2,5 miljard"),
        ("twee-en-een-half miljard", "2,5 miljard"),
        ("zeventien en een half procent", "17,5 procent"),
        ("zesenhalf miljard", "6,5 miljard"),
        ("een halve miljard", "0,5 miljard"),
        ("een miljard driehonderd miljoen euro", "1,3 miljard euro"),
        ("tien miljoen zeshonderdduizend", "10,6 miljoen"),
        ("zes honderd vijf en tachtig miljard", "685 miljard"),
        ("drie en twintig procent", "23 procent"),
        ("20 procnet van 5 premies", "20 procent van 5 premies"),
        ("0,13 porcent", "0,13 procent"),
        ("ongeveer één op de twintig", "ongeveer één op de 20"),
        ("honderd zeventien miljoen", "117 miljoen"),
        ("zevenduizend vierhonderd", "7400"),
        ("33 duizend", "33 duizend"),
        ("33k", "33 duizend"),
        ("1,3 mrd euro", "1,3 miljard euro"),
        ("zestien miljoenen euro", "16 miljoen euro"),
        ("een goeie miljard", "een goeie 1 miljard"),
        ("één procent", "1 procent"),
        ("een mens", "een mens"),
        ("drieëntwintig en twaalf", "drieëntwintig en twaalf"),
        ("in '23 en in ’19", "in 2023 en in 2019"),
        ("in de jaren '90", "in de jaren '90"),
        ("dat was in 23.", "dat was in 2023."),
        ("in 23 landen", "in 23 landen"),
        ("twintigdrieëntwintig", "2023"),
        ("tweeduizend en drieëntwintig", "2023"),
        ("negentienzestig", "1960"),
        ("één euro op de vijf", "één op de vijf euro"),
        ("negen van de tien", "negen op de tien"),
        ("twee derden", "twee derde"),
        ("1/3 van de hulp", "1 op de 3 van de hulp"),
        ("een twaalfde", "1 op de 12"),
        ("driemaal zoveel", "drie maal zoveel"),
    ],
)
def test_numbers_as_people_say_them(said: str, digits: str) -> None:
    assert in_digits(said) == digits


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zeventein", 17),
        ("achtien", 18),
        ("twintg", 20),
        ("drieentwintig", 23),
        ("zevnhonderd", 700),
        ("hondrddrieëntwintig", 123),
        ("tienuizend", 10_000),
    ],
)
def test_one_slip_of_the_keys_is_read(word: str, value: int) -> None:
    assert number_of(word) == value


@pytest.mark.parametrize(
    "word", ["negentin", "deftig", "duizenden", "honderden", "tienduizenden", "machtig", "zegen", "x" * 90]
)
def test_other_words_are_no_mistyped_numbers(word: str) -> None:
    assert number_of(word) is None


@pytest.mark.parametrize(
    ("word", "size"), [("miljoem", "miljoen"), ("milard", "miljard"), ("miljarden", "miljard"), ("molen", "")]
)
def test_sizes_may_slip_too(word: str, size: str) -> None:
    assert as_size(word) == size


@pytest.mark.parametrize(
    ("sentence", "idle"),
    [
        ("Ik ben zelf 72 jaar.", True),
        ("Bel me op 06-12345678.", True),
        ("Wij zitten aan tafel 14.", True),
        ("Ik heb nog 60 seconden.", True),
        ("Dat is 100 procent zeker.", True),
        ("Er wonen 72 gezinnen.", False),
        ("Ongeveer 72 procent woont in een buurland.", False),
        ("Dat kost 60 miljoen euro.", False),
    ],
)
def test_numbers_that_claim_nothing(sentence: str, idle: bool) -> None:
    assert claims_nothing(sentence, find_numbers(sentence)[0], None) is idle


@pytest.mark.parametrize(
    ("clause", "own"),
    [
        ("Mijn broer betaalt 850 euro huur.", True),
        ("Ik woon hier al 40 jaar.", True),
        ("Ik heb gelezen dat het 40 procent is.", False),
        ("Volgens mij is het 40 procent van de hulp.", False),
        ("Onze hulp was 40 procent opvang.", False),
    ],
)
def test_talk_of_oneself(clause: str, own: bool) -> None:
    assert speaks_of_self(clause) is own


@pytest.fixture(scope="module")
def grader(real_index: OpenIndex) -> Grader:
    return Grader(real_index.catalog, real_index.searcher.analyzer, real_index.searcher.embedder)


def judged(grader: Grader, index: OpenIndex, slug: str, text: str) -> tuple[FigureResult, ...]:
    return grader.grade(index.catalog.cards[slug], text).figures


@pytest.mark.parametrize(
    ("slug", "text", "wrong"),
    [
        (ASYLUM, "In '23 was het volgens de OESO zeventien komma zeven procent van de hulp.", False),
        (ASYLUM, "In '12 was het volgens de OESO zeventien komma zeven procent van de hulp.", True),
        (ASYLUM, "In 2023 was het volgens de OESO 17,7 procentpunt van de Nederlandse hulp.", True),
        (ASYLUM, "In 2023 was volgens de OESO zeventein komma zeven procent van de hulp asielopvang.", False),
        (ASYLUM, "In 2023 was volgens de OESO zevenentwinitg procent van de hulp asielopvang.", True),
        (DISPLACED, "UNHCR telde eind juni 2025 honderd zeventien komma drie miljoen mensen op de vlucht.", False),
        (DISPLACED, "UNHCR telde eind juni 2025 honderd zeventien komma drie miljard mensen op de vlucht.", True),
        (
            REMITTANCES,
            "In 71 landen ging 10 procent meer geld per inwoner samen met 3,5 procent meer armen (2005).",
            True,
        ),
    ],
)
def test_the_same_figure_in_other_words(
    grader: Grader, real_index: OpenIndex, slug: str, text: str, wrong: bool
) -> None:
    found = judged(grader, real_index, slug, text)
    assert found
    assert any(f.verdict in _WRONG for f in found) is wrong


def test_talk_beside_the_subject_is_never_a_wrong_figure(grader: Grader, real_index: OpenIndex) -> None:
    text = (
        "Ik ben 72 jaar en woon al 40 jaar in dezelfde straat. In 2023 was volgens de OESO 17,7 procent van de "
        "Nederlandse hulp asielopvang. Mijn broer betaalt 850 euro huur, bel hem op 06-12345678."
    )
    assert [(f.said, f.verdict) for f in judged(grader, real_index, ASYLUM, text)] == [("17,7 procent", Verdict.RIGHT)]


def test_a_wrong_country_is_named(grader: Grader, real_index: OpenIndex) -> None:
    text = "In 2018 kregen in Nederland 33.386 mensen een bevel om het land te verlaten."
    (figure,) = judged(grader, real_index, "hoeveel-afgewezen-asielzoekers-keren-terug", text)
    assert figure.verdict is Verdict.WRONG_COUNTRY
    assert "België" in figure.stated
