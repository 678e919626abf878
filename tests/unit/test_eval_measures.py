"""Each measure on answers made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.answers import Answer, AnswerSentence, AnswerWarning, SourceNote, WarningKind
from bot.domain.passages import Citation
from bot.domain.sources import ChainStatus
from eval.measures.agreement import agreement
from eval.measures.attribution import attribution
from eval.measures.citation_precision import citation_precision
from eval.measures.citation_recall import citation_recall
from eval.measures.countries import country_faithfulness
from eval.measures.decision import decision, refusal_rates
from eval.measures.direct import direct_opening
from eval.measures.duration import duration
from eval.measures.facts import fact_recall, holds
from eval.measures.forbidden import forbidden_absent
from eval.measures.hit_at_1 import hit_at_1
from eval.measures.hit_at_5 import hit_at_5
from eval.measures.length import fitting_length
from eval.measures.ndcg import ndcg
from eval.measures.numbers import number_faithfulness, unsupported
from eval.measures.one_source import one_source
from eval.measures.quotes import true_quotes
from eval.measures.readability import readability
from eval.measures.reciprocal_rank import reciprocal_rank
from eval.measures.registry import RIGHT, TITLES, score_all
from eval.measures.remarks import warnings_found
from eval.measures.repeats import no_repeats
from eval.measures.right_locator import right_locator
from eval.measures.right_source import right_source
from eval.measures.sample import Ground, Sample
from eval.measures.sourced import sourced
from eval.measures.support import carries
from eval.questions import Case

QUOTE = "De opvang van asielzoekers kostte Nederland in 2024 volgens Partos 1,3 miljard euro."
OTHER = "Vluchtelingen blijven volgens UNHCR meestal in een buurland."
GROUND = Ground(
    texts={QUOTE: frozenset({Citation("partos2024", "p. 2")}), OTHER: frozenset({Citation("unhcr", "p. 1")})},
    positions=frozenset({"Partos vindt dat te veel."}),
    holders=frozenset({"Partos", "11.11.11 en partners"}),
    syllables=lambda word: 1,
)


def case(**changes: Any) -> Case:
    plain: dict[str, Any] = {
        "id": "c-1",
        "split": "dev",
        "question": "Wat kost de opvang?",
        "expect": "answer",
        "relevant": [{"key": "partos2024", "locator": "p. 2"}],
        "facts": [{"say": "1,3 miljard", "accept": ["1,3 miljard"]}],
        "sources": ["partos2024"],
    }
    return Case.model_validate({**plain, **changes})


def note(n: int, key: str = "partos2024", locator: str = "p. 2", quote: str = QUOTE, year: int = 2023) -> SourceNote:
    return SourceNote(n, key, "Partos", "Q&A", year, locator, "", quote, ChainStatus.CONFIRMED)


def says(*texts: str, kind: str = "fact", cites: tuple[int, ...] = (1,), **changes: Any) -> Sample:
    """An answered sample; each sentence cites the same footnotes."""
    sentences = tuple(AnswerSentence(text, cites, kind) for text in texts)
    answer = Answer("", "?", "nl", "test", refused=False, refusal=None, sentences=sentences, sources=(note(1),))
    return Sample(case(), replace(answer, **changes), GROUND)


def refuses(**changes: Any) -> Sample:
    return Sample(case(**changes), Answer("", "?", "nl", "test", refused=True, refusal="Nee."), GROUND)


UNANSWERABLE = {"expect": "refuse", "relevant": [], "facts": [], "sources": []}


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("het was 6,5 procent", "6,5", True),
        ("het was 16,5 procent", "6,5", False),
        ("het was 6,55 procent", "6,5", False),
        ("in 2024.", "2024", True),
        ("1.300 mensen", "300", False),
        ("Meer  geld\nvoor hulp", "meer geld", True),
    ],
)
def test_a_form_is_a_whole_number(text: str, form: str, found: bool) -> None:
    assert holds(text, form) is found


def test_facts_in_sentences_and_warnings() -> None:
    assert fact_recall(says("Het was 1,3 miljard euro.")).value == 1
    assert fact_recall(says("Het was veel.")).value == 0
    warned = says("Het was veel.", warnings=(AnswerWarning(WarningKind.STALE, "Nu 1,3 miljard.", (1,)),))
    assert fact_recall(warned).value == 1
    assert fact_recall(refuses()).value == 0
    assert fact_recall(refuses(**UNANSWERABLE)).value is None


def test_numbers_stand_in_the_cited_quote() -> None:
    assert number_faithfulness(says("Dat kostte in 2024 1.300 miljoen euro.")).value == 1
    altered = number_faithfulness(says("Dat kostte in 2024 1,4 miljard euro."))
    assert altered.value == 0
    assert "1,4 miljard euro" in altered.why[0]
    assert "partos2024, p. 2" in altered.why[0]
    assert number_faithfulness(says("Dat was in 2025.")).value == 0
    assert number_faithfulness(says("Partos schreef dat in 2023.")).value == 1, "the year of the cited work"
    assert number_faithfulness(says("Dat kostte 1,3 miljard euro.", cites=())).value == 0
    assert number_faithfulness(says("Twee landen betalen.")).value == 1, "a small counting word"
    assert number_faithfulness(refuses()).value is None


def test_numbers_of_warnings_count_too() -> None:
    warned = says("Veel.", warnings=(AnswerWarning(WarningKind.STALE, "Nu 9,9 procent.", (1,)),))
    assert number_faithfulness(warned).value == 0


def test_names_with_digits_are_no_numbers() -> None:
    assert unsupported("11.11.11 wil dat.", ["Niets."]) == []


def test_a_quote_carries_figures_and_words() -> None:
    assert carries([QUOTE], "De asielopvang kostte Nederland 1,3 miljard euro.")
    assert not carries([QUOTE], "De asielopvang kostte Nederland 1,5 miljard euro.")
    assert not carries([QUOTE], "Klimaatmigratie blijft meestal binnen de landsgrenzen.")
    assert not carries([], "De asielopvang kostte geld.")


def test_citation_recall_and_precision() -> None:
    good = "De opvang van asielzoekers kostte Nederland 1,3 miljard euro."
    assert citation_recall(says(good)).value == 1
    assert citation_recall(says(good, "Vluchtelingen blijven in een buurland.")).value == 0.5
    assert citation_recall(says()).value == 0
    two = says(good, cites=(1, 2), sources=(note(1), note(2, "unhcr", "p. 1", OTHER)))
    assert citation_recall(two).value == 1
    assert citation_precision(two).value == 0.5
    assert citation_precision(says(good, cites=(1, 7))).value == 0.5
    assert citation_precision(says(good)).value == 1


def test_the_other_country() -> None:
    assert country_faithfulness(says("De opvang kostte Nederland geld.")).value == 1
    assert country_faithfulness(says("De opvang kostte België geld.")).value == 0
    assert country_faithfulness(says("De opvang kostte geld.")).value == 1


def test_quotes_are_the_corpus_own() -> None:
    assert true_quotes(says("x")).value == 1
    assert true_quotes(says("x", sources=(note(1, quote=f"{QUOTE} … {QUOTE}"),))).value == 1
    assert true_quotes(says("x", sources=(note(1, quote=QUOTE.replace("1,3", "1,4")),))).value == 0
    assert true_quotes(says("x", sources=(note(1, key="unhcr"),))).value == 0


def test_right_source_and_place() -> None:
    assert right_source(says("x")).value == 1
    assert right_locator(says("x")).value == 1
    moved = says("x", sources=(note(1, locator="p. 9"),))
    assert right_source(moved).value == 1
    assert right_locator(moved).value == 0
    assert right_source(says("x", cites=())).value == 0, "a footnote that no sentence cites"
    assert right_source(refuses()).value == 0


def test_decision_and_rates() -> None:
    assert decision(says("x")).value == 1
    assert decision(refuses()).value == 0
    assert decision(refuses(**UNANSWERABLE)).value == 1
    assert refusal_rates([(True, True), (True, False), (False, True), (False, False)]) == (0.5, 0.5)
    assert refusal_rates([]) == (None, None)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Partos vindt dat te veel.", "position", 1),
        ("De rekening hoort elders.", "position", 0),
        ("Partos vindt dat te veel.", "fact", 0),
        ("Men vindt dat dit moet.", "fact", 0),
        ("De opvang kostte volgens Partos veel.", "fact", 1),
        ("De opvang kostte Nederland veel.", "fact", 0),
    ],
)
def test_a_position_keeps_its_holder(text: str, kind: str, value: float) -> None:
    assert attribution(says(text, kind=kind)).value == value


def test_expected_warnings() -> None:
    sample = replace(says("x"), case=case(warnings=["stale", "conflict"]))
    given = replace(sample.answer, warnings=(AnswerWarning(WarningKind.STALE, "Ouder."),))
    assert warnings_found(sample).value == 0
    assert warnings_found(replace(sample, answer=given)).value == 0.5
    assert warnings_found(says("x")).value is None


def test_style() -> None:
    long = " ".join(["woord"] * 50)
    assert fitting_length(says(long)).value == 1
    assert fitting_length(says("Te kort.")).value == 0
    assert fitting_length(says(long, long, long)).value == 0
    assert direct_opening(says("Hulp helpt.")).value == 1
    assert direct_opening(says("Daarom helpt hulp.")).value == 0
    assert direct_opening(says(long)).value == 0
    assert sourced(says("x")).value == 1
    assert sourced(says("x", cites=())).value == 0
    assert sourced(says("x", cites=(1, 2))).value == 0
    assert sourced(says()).value == 0
    easy, hard = readability(says("Hulp helpt.")).value, readability(says(long)).value
    assert easy is not None
    assert hard is not None
    assert easy > hard


def test_repeats_know_other_figures() -> None:
    assert no_repeats(says("Nederland gaf 12 procent.", "Nederland gaf 12 procent.")).value == 0.5
    assert no_repeats(says("Nederland gaf 12 procent.", "Nederland gaf 14 procent.")).value == 1


def test_forbidden() -> None:
    sample = replace(says("Het zijn er 99 procent."), case=case(forbidden=["99 procent"]))
    assert forbidden_absent(sample).value == 0
    assert forbidden_absent(says("x")).value is None


RANKED = (hit_at_1, hit_at_5, reciprocal_rank, ndcg)


@pytest.mark.parametrize(
    ("hits", "known", "expected"),
    [
        ((True, True), 2, (1, 1, 1, 1)),
        ((False, True), 1, (0, 1, 1 / 2, 0.630930)),  # 1 / log2(3)
        ((True, False), 2, (1, 1, 1, 0.613147)),  # 1 / (1 + 1 / log2(3)): one relevant passage was missed
        ((False,) * 5 + (True,), 1, (0, 0, 1 / 6, 0.356207)),  # 1 / log2(7)
        ((), 1, (0, 0, 0, 0)),
    ],
)
def test_ranking_measures_against_their_definitions(
    hits: tuple[bool, ...], known: int, expected: tuple[float, ...]
) -> None:
    sample = replace(says("x"), hits=hits, relevant=known)
    assert [measure(sample).value for measure in RANKED] == pytest.approx(expected, abs=1e-5)


def test_ranking_says_nothing_where_search_was_not_asked_or_a_refusal_is_due() -> None:
    assert [measure(says("x")).value for measure in RANKED] == [None] * 4
    assert [measure(replace(refuses(**UNANSWERABLE), hits=(True,))).value for measure in RANKED] == [None] * 4
    assert reciprocal_rank(replace(says("x"), hits=(False, True), relevant=1)).why == (
        "eerste relevante passage op plaats 2",
    )


def test_one_source_a_sentence() -> None:
    two = (note(1), note(2, "unhcr", "p. 1", OTHER))
    assert one_source(says("Een.", "Twee.")).value == 1
    assert one_source(says("Een.", cites=(1, 2), sources=two)).value == 0
    assert one_source(says("Een.", cites=())).value == 0
    assert one_source(refuses()).value is None


def test_agreement_of_hostile_and_neutral() -> None:
    neutral = replace(says("Het was 1,3 miljard."), case=case(id="n", tags=["group:a"]))
    hostile = replace(says("Het was veel."), case=case(id="h", tags=["hostile", "group:a"]))
    assert agreement([neutral, hostile])["h"].value == 0
    alike = replace(hostile, answer=neutral.answer)
    assert agreement([neutral, alike])["h"].value == 1
    refused = replace(refuses(), case=hostile.case)
    assert agreement([neutral, refused])["h"].value == 0
    same_places = replace(hostile, case=case(id="h", tags=["hostile"]))
    assert set(agreement([replace(neutral, case=case(id="n")), same_places])) == {"h"}
    assert agreement([hostile]) == {}
    elsewhere = replace(
        neutral, case=case(id="n", tags=["group:a"], split="test" if hostile.case.split == "dev" else "dev")
    )
    assert agreement([elsewhere, hostile]) == {}  # a run of one split scores as that part of a run of all


def test_duration() -> None:
    assert duration([float(n) for n in range(1, 101)]) == (50, 95, 100)
    assert duration([]) == (0, 0, 0)


def test_the_verdict_as_a_whole() -> None:
    good = says("De opvang van asielzoekers kostte Nederland 1,3 miljard euro.")
    assert score_all(good)[RIGHT].value == 1
    assert set(score_all(good)) < set(TITLES)
    wrong = score_all(says("De opvang van asielzoekers kostte Nederland 1,4 miljard euro."))[RIGHT]
    assert wrong.value == 0
    assert any("1,4" in why for why in wrong.why)
    assert score_all(refuses(**UNANSWERABLE))[RIGHT].value == 1
    assert score_all(replace(good, case=case(**UNANSWERABLE)))[RIGHT].value == 0
