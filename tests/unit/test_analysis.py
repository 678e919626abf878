from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.retrieval.analysis import Analyzer, fold, normalise
from tests.doubles import MiniLexicon

ANALYZER = Analyzer(MiniLexicon())


def stems(text: str) -> list[str]:
    return [t.stem for t in ANALYZER.tokens(text)]


def test_function_words_go_and_niet_stays() -> None:
    assert stems("Is het niet voor de opvang?") == ["niet", "opvang"]


def test_a_compound_keeps_the_whole_and_its_parts() -> None:
    (token,) = ANALYZER.tokens("asielopvangkosten")
    assert token.stem == "asielopvangkosten"
    assert token.parts == ("asiel", "opvang", "kosten")


@pytest.mark.parametrize("written", ["1.300.000.000", "1,3 miljard", "1,3 mld"])
def test_a_number_is_its_value_whatever_its_notation(written: str) -> None:
    assert stems(f"{written} euro")[0] == "#1300000000"


def test_a_year_is_a_name() -> None:
    (token,) = (t for t in ANALYZER.tokens("kosten in 2024") if t.stem.startswith("#"))
    assert token.is_name


@pytest.mark.parametrize("word", ["Belgische", "Belgen", "Belgium", "belge"])
def test_inhabitants_adjectives_and_foreign_names_meet_the_country(word: str) -> None:
    assert "belgie" in ANALYZER.index_terms(word)
    assert all(t.is_name for t in ANALYZER.tokens(word))


@pytest.mark.parametrize("word", ["landje", "landske", "landjes"])
def test_diminutives_meet_their_word(word: str) -> None:
    assert stems(word) == ["land"] or fold(word) == word


def test_flemish_function_words_are_standard_ones() -> None:
    assert stems("da is nie ge") == ["niet"]


def test_shouting_makes_no_names() -> None:
    assert not any(t.is_name for t in ANALYZER.tokens("HOEVEEL KOST DE OPVANG"))


def test_accents_quotes_and_invisible_marks_do_not_count() -> None:
    assert fold("oekraïne") == "oekraine"
    assert normalise("a\u200b  ’b’\u00ad") == "a 'b'"


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_is_analysed_and_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert all(t.stem for t in ANALYZER.tokens(text))
