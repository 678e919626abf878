"""Grading: figures with spoken rounding, points, and answers that are no answer."""

from __future__ import annotations

import pytest

from bot.adapters.syllables import dutch_syllables
from bot.assembly import OpenIndex
from bot.domain.numbers import find_numbers
from bot.domain.rehearsal import Rating
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.number_slips import number_of
from bot.rehearsal.grading.polarity import opposed
from bot.rehearsal.grading.rounding import agrees, hedge_at
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.grading.text import split_answer
from bot.rehearsal.results import Feedback, RemarkKind, Verdict


@pytest.fixture(scope="module")
def grader(real_index: OpenIndex) -> Grader:
    searcher = real_index.searcher
    return Grader(real_index.catalog, searcher.analyzer, searcher.embedder, dutch_syllables())


@pytest.fixture
def grade(grader: Grader, real_index: OpenIndex):  # type: ignore[no-untyped-def]
    def run(slug: str, text: str, **options: object) -> Feedback:
        return grader.grade(real_index.catalog.cards[slug], text, **options)  # type: ignore[arg-type]

    return run


def kinds(feedback: Feedback) -> set[RemarkKind]:
    return {remark.kind for remark in feedback.remarks}


@pytest.mark.parametrize(
    ("text", "true", "expected"),
    [
        ("17,7 procent", "17.7", True),
        ("18 procent", "17.7", True),
        ("20 procent", "17.7", False),
        ("bijna 20 procent", "19", True),
        ("bijna 20 procent", "17.7", False),
        ("bijna 20 procent", "21", False),
        ("ruim één op de vijf", "22", True),
        ("ruim één op de vijf", "19", False),
        ("één op de vijf", "20.4", True),
        ("anderhalf miljard", "1520000000", True),
        ("anderhalf miljard", "1700000000", False),
        ("ongeveer 70 procent", "73", True),
        ("zo'n 75 procent", "73", True),
        ("zo'n 79 procent", "73", False),
        ("net boven de 70 procent", "73", True),
        ("71 procent", "73", False),
        ("117 miljoen", "117300000", True),
    ],
)
def test_spoken_rounding_is_allowed_within_bounds_only(text: str, true: str, expected: bool) -> None:
    from decimal import Decimal

    (number,) = find_numbers(text)
    assert agrees(number, hedge_at(text, number), Decimal(true)) is expected


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("zeventien komma zeven procent", "17,7 procent"),
        ("nul komma zesenzestig procent", "0,66 procent"),
        ("honderdzeventien miljoen", "117 miljoen"),
        ("een half miljard", "0,5 miljard"),
        ("één miljard", "1 miljard"),
        ("in tweeduizend drieëntwintig", "in 2023"),
        ("in twintig drieëntwintig", "in 2023"),
        ("een komma is geen punt", "een komma is geen punt"),
    ],
)
def test_spoken_numbers_become_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


def test_number_words() -> None:
    assert number_of("driehonderdvijftig") == 350
    assert number_of("drieduizend") == 3000
    assert number_of("honderden") is None


def test_opposites_are_seen() -> None:
    assert opposed("De emigratie stijgt.", "De emigratie daalt.")
    assert not opposed("De emigratie stijgt eerst en daalt later.", "De emigratie stijgt.")


def test_notes_and_speech_without_full_stops_are_cut() -> None:
    answer = split_answer("- eerste punt 1,3 miljard\n- tweede punt p. 2")
    assert [said.quote for said in answer.sentences] == ["eerste punt 1,3 miljard", "tweede punt p. 2"]
    assert len(split_answer("woord " * 60).windows()) > 1


NL = "asielkosten-nederland-aandeel"


@pytest.mark.parametrize(
    ("slug", "text", "verdict"),
    [
        (NL, "In 2023 was 17,7 procent van de Nederlandse hulp asielopvang.", Verdict.RIGHT),
        (NL, "In 2019 was 17,7 procent van de Nederlandse hulp asielopvang.", Verdict.WRONG_YEAR),
        (NL, "In 2023 was 17,7 procent van de Belgische hulp opvang.", Verdict.WRONG_COUNTRY),
        (NL, "In 2023 was 35 procent van de Nederlandse hulp asielopvang.", Verdict.WRONG),
        ("asielkosten-belgie", "België telde 212 miljoen euro van Fedasil mee.", Verdict.UNDATED),
        ("kosten-van-geld-sturen", "Geld sturen naar Afrika kost 9,3 procent.", Verdict.OUTDATED),
        ("kosten-van-geld-sturen", "Banken rekenden in 2023 gemiddeld 4,84 procent.", Verdict.WRONG),
        ("remittances-tegenover-hulp", "In 2024 was dat 685 miljoen dollar.", Verdict.WRONG),
        ("wie-haalt-nul-komma-zeven", "In 2023 haalden 12 donoren de norm.", Verdict.WRONG),
    ],
)  # fmt: skip
def test_figures_are_judged(grade, slug: str, text: str, verdict: Verdict) -> None:  # type: ignore[no-untyped-def]
    assert [figure.verdict for figure in grade(slug, text).figures] == [verdict]


def test_counting_words_are_no_figures(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("migreren-de-armsten", "Daar zijn drie redenen voor. De eerste 2 zijn geld en scholing.")
    assert not feedback.figures


def test_a_remark_quotes_the_speaker_and_names_the_source(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade(NL, "In 2019 was 17,7 procent van de Nederlandse hulp asielopvang.")
    remark = next(r for r in feedback.remarks if r.kind is RemarkKind.FIGURE_YEAR)
    assert remark.quote == "In 2019 was 17,7 procent van de Nederlandse hulp asielopvang."
    assert remark.references[0].label
    assert "2023" in remark.text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", RemarkKind.EMPTY),
        ("?!", RemarkKind.EMPTY),
        ("Zijn het de armsten die migreren", RemarkKind.COPIED),
        ("The poorest people do not migrate because they cannot pay for it.", RemarkKind.LANGUAGE),
        ("Ce ne sont pas les plus pauvres qui partent dans un autre pays.", RemarkKind.LANGUAGE),
        ("Das ist eine schwierige Frage und die Forscher sind sich nicht einig.", RemarkKind.LANGUAGE),
        ("De trein naar Utrecht heeft vandaag vertraging door een kapotte wissel.", RemarkKind.OFF_TOPIC),
    ],
)
def test_answers_that_are_none_get_nothing(grade, text: str, kind: RemarkKind) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("migreren-de-armsten", text)
    assert feedback.remarks[0].kind is kind
    assert feedback.grade == 0
    assert feedback.rating is Rating.AGAIN


def test_only_the_asked_wording_with_a_figure_can_be_copied(grade) -> None:  # type: ignore[no-untyped-def]
    slug, answer = "asielkosten-belgie", "België telde 212 miljoen euro van Fedasil mee als hulp."
    wording = "Ik hoorde dat België 212 miljoen euro van Fedasil als hulp telde, klopt dat?"
    assert RemarkKind.COPIED not in kinds(grade(slug, answer))
    assert RemarkKind.COPIED in kinds(grade(slug, wording, asked=wording))


def test_five_thousand_words_are_cut_and_said_so(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("migreren-de-armsten", "Mensen zonder geld kunnen niet vertrekken. " * 900)
    assert feedback.words > 5000
    assert any("eerste 500" in r.text for r in feedback.remarks if r.kind is RemarkKind.LENGTH)


def test_the_pasted_card_is_recognised_and_never_easy(grade, real_index: OpenIndex) -> None:  # type: ignore[no-untyped-def]
    card = real_index.catalog.cards["migreren-de-armsten"]
    feedback = grade(card.slug, " ".join(s.text for s in card.answer))
    assert RemarkKind.PASTED in kinds(feedback)
    assert feedback.rating is not Rating.EASY


def test_loaded_words_and_jargon_are_named(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("migreren-de-armsten", "Die gelukszoekers hebben vaak geen inkomen. Hun remittances helpen armen.")
    assert {RemarkKind.LOADED, RemarkKind.JARGON} <= kinds(feedback)


def test_explained_jargon_is_left_alone(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("remittances-tegenover-hulp", "Remittances (geld naar huis) zijn privégeld en geen publiek geld.")
    assert RemarkKind.JARGON not in kinds(feedback)


def test_a_position_told_as_a_fact_is_named(grade) -> None:  # type: ignore[no-untyped-def]
    said = "Terugkeer moet veilig en vrijwillig zijn."
    remarks = [r for r in grade("syrische-vluchtelingen-terugkeer", said).remarks if r.kind is RemarkKind.POSITION]
    held = grade("syrische-vluchtelingen-terugkeer", "UNHCR vindt dat terugkeer veilig en vrijwillig moet zijn.")
    assert [r.quote for r in remarks] == [said]
    assert RemarkKind.POSITION not in kinds(held)


def test_ticked_points_count_without_a_text(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("migreren-de-armsten", "", ticked=(0, 2))
    assert [p.covered for p in feedback.points] == [True, False, True]
    assert RemarkKind.EMPTY not in kinds(feedback)


def test_pace_is_words_a_minute(grade) -> None:  # type: ignore[no-untyped-def]
    assert grade("migreren-de-armsten", "Mensen zonder geld vertrekken niet.", seconds=30).pace == 10


def test_the_same_answer_gets_the_same_feedback(grade) -> None:  # type: ignore[no-untyped-def]
    text = "In 2023 kostte geld sturen gemiddeld 6 procent, via banken 11,5 procent."
    assert grade("kosten-van-geld-sturen", text) == grade("kosten-van-geld-sturen", text)


@pytest.mark.parametrize(
    ("slug", "text", "verdict"),
    [
        (
            "migreren-de-armsten",
            "Wie zijn vertrek voorbereidde, had tussen 2010 en 2015 30 procent minder inkomen.",
            Verdict.WRONG,
        ),
        (
            "migreren-de-armsten",
            "Wie zijn vertrek voorbereidde, had tussen 2010 en 2015 30 procent meer inkomen.",
            Verdict.RIGHT,
        ),
        (
            "duurzame-oplossingen-vluchtelingenpact",
            "In december 2018 stemden 164 landen voor het vluchtelingenpact.",
            Verdict.WRONG,
        ),
        (
            "duurzame-oplossingen-vluchtelingenpact",
            "In december 2018 namen 164 landen het migratiepact van Marrakesh aan.",
            Verdict.RIGHT,
        ),
        (
            "partos-4-wat-heeft-nederland-eraan",
            "Migranten leveren België volgens Caritas 0,8 procent van het bbp op, stond in het rapport van 2012.",
            Verdict.WRONG_YEAR,
        ),
        (
            "steunen-burgers-hulp",
            "In 2019 vond 72 procent van de Nederlanders dat armoede een van de hoofdprioriteiten van de EU is.",
            Verdict.WRONG_COUNTRY,
        ),
    ],
)
def test_the_right_number_for_another_thing_is_no_right_figure(grade, slug: str, text: str, verdict: Verdict) -> None:  # type: ignore[no-untyped-def]
    assert [f.verdict for f in grade(slug, text).figures] == [verdict]


def test_a_point_with_another_figure_in_its_place_is_not_said(grade) -> None:  # type: ignore[no-untyped-def]
    text = "Van de 32 grote langdurige situaties waren er eind 2015 13 die langer dan 20 jaar duurden."
    feedback = grade("hoe-lang-op-de-vlucht", text)
    assert not feedback.points[1].covered
    assert [f.verdict for f in feedback.figures][:2] == [Verdict.RIGHT, Verdict.WRONG]


def test_a_figure_that_was_said_is_not_offered_for_a_wrong_one(grade) -> None:  # type: ignore[no-untyped-def]
    text = "Een studie uit 2005 vond dat 10 procent meer geldzendingen samenging met 35 procent minder armen."
    (wrong,) = (f for f in grade("remittances-en-armoede", text).figures if f.verdict is Verdict.WRONG)
    assert "3,5 procent" in wrong.stated


def test_a_point_in_part_is_not_called_missing(grade) -> None:  # type: ignore[no-untyped-def]
    text = "België gaf in 2022 0,13 procent van zijn bni aan de armste landen."
    remarks = [r.text for r in grade("hulp-aan-armste-landen", text).remarks if r.kind is RemarkKind.POINT]
    assert any(r.startswith("Dit kernpunt hoorde ik niet volledig") and "0,13 procent" in r for r in remarks)


def test_loaded_words_are_named_beside_the_point_too(grade) -> None:  # type: ignore[no-untyped-def]
    feedback = grade("eu-deals-met-derde-landen", "Ja, die houden de gelukszoekers tegen, en dat is maar goed ook.")
    assert {RemarkKind.OFF_TOPIC, RemarkKind.LOADED} <= kinds(feedback)
