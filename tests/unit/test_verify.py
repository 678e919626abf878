"""A sentence is shown only when its sources carry it."""

from __future__ import annotations

import pytest

from bot.answering.support import Support
from bot.answering.verify import Failure, verify
from bot.domain.passages import Citation, Sentence, SentenceKind

CITED = (Citation("nota2024", "p. 1"),)


def sentence(text: str, kind: SentenceKind = SentenceKind.FACT, holder: str = "") -> Sentence:
    return Sentence(text, CITED, kind, holder)


def support(text: str, score: float = 0.8) -> Support:
    return Support(text, "id", False, score)


EVIDENCE = support("De opvang kostte Nederland in 2024 1,3 miljard euro, of 20 procent van de hulp.")


@pytest.mark.parametrize(
    "text",
    [
        "De opvang kostte in 2024 1,3 miljard euro.",
        "De opvang kostte in 2024 € 1.300.000.000.",
        "Reception cost EUR 1.3 billion in 2024.",
        "De opvang kostte 20% van de hulp.",
        "De opvang kostte één op de vijf euro's van de hulp, dus 20 procent.",
    ],
)
def test_other_notations_of_the_same_number_pass(text):
    assert verify(sentence(text), [EVIDENCE]).passed


@pytest.mark.parametrize(
    "text",
    [
        "De opvang kostte in 2024 1,4 miljard euro.",
        "De opvang kostte in 2024 1,3 miljoen euro.",
        "De opvang kostte in 2024 1,3 miljard dollar.",
        "De opvang kostte in 2023 1,3 miljard euro.",
        "De opvang kostte in 2024 21 procent van de hulp.",
        "De opvang kostte in 2024 20 euro.",
        "De opvang kostte een kwart van de hulp.",
        "De opvang kostte anderhalf miljard euro.",
    ],
)
def test_an_altered_number_year_or_unit_fails(text):
    assert verify(sentence(text), [EVIDENCE]).failure is Failure.NUMBER


def test_without_citation_or_support_nothing_passes():
    assert verify(Sentence("De opvang kost geld."), [EVIDENCE]).failure is Failure.NO_CITATION
    assert verify(sentence("De opvang kost geld."), []).failure is Failure.NO_SUPPORT
    assert verify(sentence("Vissen zwemmen."), [support("De opvang kost geld.", 0.0)]).failure is Failure.NO_SUPPORT


def test_a_position_needs_its_holder():
    text = "De opvang moet beter."
    evidence = [support("De opvang moet beter.", 1.0)]
    assert verify(sentence(text, SentenceKind.POSITION), evidence).failure is Failure.HOLDER
    assert verify(sentence(text, SentenceKind.POSITION, "Partos"), evidence).passed


def test_the_year_of_the_cited_work_may_be_named():
    text = "De nota van 2019 noemt 20 procent van de hulp."
    assert verify(sentence(text), [EVIDENCE]).failure is Failure.NUMBER
    assert verify(sentence(text), [EVIDENCE], frozenset({2019})).passed
