"""The form of an answer: what is asked for, what a question takes for granted, what a follow-up takes over."""

from __future__ import annotations

import pytest

from bot.answering.premises import premises
from bot.answering.wanted import (
    Kind,
    counted,
    has_form,
    is_elsewhere,
    lacks_the_count,
    lacks_the_country,
    lacks_the_property,
    lacks_the_year,
)
from bot.domain.answers import WarningKind
from bot.domain.thesaurus import Concept
from bot.retrieval.countries import named_countries
from bot.retrieval.follow_up import moved
from bot.retrieval.query import Query, intent_of


def asked(question: str) -> Query:
    """A question of which only the text is understood."""
    return Query(
        original=question,
        text=question,
        language="nl",
        intent=intent_of(question),
        tokens=(),
        terms={},
        corrected=(),
        found=(),
        alternatives={},
        countries=named_countries(question),
    )


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoeveel procent van de hulp is opvang?", Kind.SHARE),
        ("Welk deel van de migranten is vrouw?", Kind.SHARE),
        ("Hoeveel geld gaat er naar opvang?", Kind.MONEY),
        ("Hoe lang duurt een kamp?", Kind.TIME),
        ("Hoeveel mensen zijn op de vlucht?", Kind.NUMBER),
    ],
)
def test_a_question_asks_for_one_kind_of_figure(question: str, kind: Kind) -> None:
    assert counted(question) is kind


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("Hoeveel procent is opvang?", "Opvang was in 2023 17,7 procent.", "Opvang kostte in 2023 31 miljard dollar."),
        ("Hoeveel geld kost opvang?", "Opvang kostte in 2023 31 miljard dollar.", "Opvang was in 2023 17,7 procent."),
        (
            "Hoeveel mensen vluchtten?",
            "In 2024 waren 123,2 miljoen mensen op de vlucht.",
            "Het was 73 procent in 2024.",
        ),
        ("Waarom vertrekken zij?", "Zij vertrekken omdat er geen werk is.", "Zij vertrekken in 2015."),
        ("Is de wet nog altijd van kracht?", "Niger trok de wet in 2023 in.", "De wet is van 2015."),
    ],
)
def test_a_sentence_has_the_form_that_is_asked_for(question: str, right: str, wrong: str) -> None:
    assert has_form(asked(question), right)
    assert not has_form(asked(question), wrong)


def test_how_many_people_is_not_answered_with_money() -> None:
    question = asked("Hoeveel asielzoekers kwamen er in 2023 naar Nederland?")
    assert lacks_the_count(
        question, ["In 2023 ging 17,7 procent van de hulp naar opvang van asielzoekers, 1,2 miljard euro."]
    )
    assert not lacks_the_count(question, ["In 2023 kwamen er 38.000."])
    assert not lacks_the_count(question, ["Van de asielzoekers kwam 40 procent in 2023."])
    assert not lacks_the_count(asked("Hoeveel kost opvang?"), ["Opvang kost 3 euro."])


def test_elsewhere_is_only_the_other_country() -> None:
    assert is_elsewhere({"BE"}, {"NL"})
    assert not is_elsewhere({"BE"}, {"NL", "BE"})
    assert not is_elsewhere({"BE"}, set())
    assert not is_elsewhere({"NL", "BE"}, {"NL"})
    assert not is_elsewhere(set(), {"NL"})


def test_a_follow_up_moves_the_question_to_its_own_country() -> None:
    before = "Hoeveel van het Nederlandse hulpgeld geeft Nederland uit aan opvang?"
    assert moved(before, "En in België?") == "Hoeveel van het Belgische hulpgeld geeft België uit aan opvang?"
    assert moved(before, "En waarom?") == before
    assert moved(before, "En in Nederland?") == before
    assert moved("Hoeveel geeft België?", "En Nederland?") == "Hoeveel geeft Nederland?"
    assert moved("Hoeveel geeft België?", "En Japan?") == "Hoeveel geeft ?"


def test_a_follow_up_moves_the_question_to_its_own_year() -> None:
    before = "Hoeveel gaf Nederland in 2024?"
    assert moved(before, "En het jaar daarvoor?") == "Hoeveel gaf Nederland in 2023?"
    assert moved(before, "En een jaar later?") == "Hoeveel gaf Nederland in 2025?"
    assert "2024" not in moved(before, "En in 2020?")


@pytest.mark.parametrize(
    "question",
    [
        "Die mensen willen toch allemaal naar Europa?",
        "Europa vangt toch veruit de meeste vluchtelingen op, geef dat maar toe",
        "Waarom is die wet nog altijd van kracht?",
        "Klopt het dat 40 procent naar opvang gaat?",
    ],
)
def test_what_a_question_takes_for_granted_is_said_without_saying_it_again(question: str) -> None:
    (warning,) = premises(asked(question), {}, ["In 2023 ging 17,7 procent naar opvang."])
    assert warning.kind is WarningKind.PREMISE
    assert "40" not in warning.text
    assert "allemaal" not in warning.text


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel procent van de hulp ging in 2023 naar opvang?",
        "Waarom reizen vluchtelingen door?",
        "Klopt het dat 18 procent naar opvang gaat?",
        "Wat zegt de Rekenkamer over het noodfonds?",
    ],
)
def test_a_plain_question_gets_no_remark_on_its_premise(question: str) -> None:
    none: dict[str, Concept] = {}
    assert not list(premises(asked(question), none, ["In 2023 ging 17,7 procent naar opvang."]))


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Hoeveel mensen verdronken in 2023?", "In 2015 verdronken 3.771 mensen.", True),
        ("Hoeveel mensen verdronken in 2015?", "In 2015 verdronken 3.771 mensen.", False),
        ("Hoeveel hulp gaf België in 2014?", "De hulp daalde tussen 2010 en 2017 met 10 procent.", False),
        ("Hoeveel hulp gaf België in 2014?", "De hulp daalde in 2015-2017 met 10 procent.", True),
        ("Daalde de hulp van 2010 tot 2019?", "De hulp was in 2015 hoger.", False),
        ("Hoeveel hulp geeft België?", "In 2015 gaf België 1 miljard euro.", False),
    ],
)
def test_the_year_that_is_asked_is_in_the_answer(question: str, text: str, lacks: bool) -> None:
    assert lacks_the_year(asked(question), [text]) is lacks


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Hoe oud is Theo Francken?", "Theo Francken was in maart 2026 minister.", True),
        ("Hoe oud is een migrant?", "De helft van hen is jonger dan 25 jaar.", False),
        ("Waar is de minister geboren?", "De minister schreef de nota.", True),
        ("Vroeger bleef iedereen waar hij geboren was.", "De meeste mensen blijven in hun eigen land.", False),
        ("Wat kost de opvang van vluchtelingen?", "De opvang groeide.", True),
        ("Wat kost de opvang van vluchtelingen?", "De opvang kostte 1,3 miljard euro.", False),
        ("What percentage of aid is reception?", "De opvang kostte 1,3 miljard euro.", True),
        ("Hoeveel procent is opvang?", "Een op de vijf euro ging naar opvang.", False),
        ("Hoeveel hulp geeft België?", "België geeft hulp.", True),
        ("Waarom geeft België hulp?", "België geeft hulp.", False),
    ],
)
def test_a_property_that_is_asked_is_in_the_answer(question: str, text: str, lacks: bool) -> None:
    assert lacks_the_property(asked(question), [text]) is lacks


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Wat gaf Oostenrijk aan hulp, in procent van zijn inkomen?", "De Nederlandse hulp was 0,62 procent.", True),
        ("Hoeveel hulp geeft Nederland?", "De Nederlandse hulp was 0,62 procent.", False),
        ("How much aid does the Netherlands give?", "De Nederlandse hulp was 0,62 procent.", False),
        ("Hoeveel hulp geven Nederland en Frankrijk?", "Duitsland gaf 1 miljard.", False),
        ("Hoeveel vluchtelingen wonen er in Libanon?", "Eén op de vijf inwoners is vluchteling.", False),
        ("Mijn buurvrouw komt uit Ghana. Hoeveel kost geld sturen?", "Vanuit België kost het 8 procent.", False),
        ("Waarom geeft Oostenrijk hulp?", "Nederland geeft hulp.", False),
        ("Hoeveel Europees geld ging naar Afrika?", "Libië kreeg 455 miljoen euro.", False),
    ],
)
def test_a_figure_is_of_the_country_that_is_asked(question: str, text: str, lacks: bool) -> None:
    assert lacks_the_country(asked(question), [text]) is lacks
