"""A filter on the whole corpus: only what is allowed answers, and without one nothing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from bot.answering.assistant import REFUSAL_NARROWED
from bot.assembly import OpenIndex
from bot.cli.main import app
from bot.domain.answers import Timing
from bot.domain.filters import SourceFilter, SourceKind

QUESTIONS = (
    "Zorgt ontwikkelingssamenwerking voor meer migratie?",
    "Hoeveel geld sturen migranten naar huis?",
    "Wat is de migratiebult?",
    "Hoeveel kost asielopvang in Nederland?",
)
NOTES = SourceFilter(kinds=(SourceKind.NOTE,))
FILTERS = (
    NOTES,
    SourceFilter(kinds=(SourceKind.REPORT,)),
    SourceFilter(from_year=2023),
    SourceFilter(to_year=2019),
    SourceFilter(organisations=("World Bank", "Clemens")),
    SourceFilter(countries=("BE",)),
)


@pytest.mark.parametrize("only", FILTERS)
def test_sentences_cite_only_what_passes(real_index: OpenIndex, only: SourceFilter) -> None:
    answered = 0
    for question in QUESTIONS:
        answer = real_index.assistant.ask(question, only=only)
        notes = {note.n: note for note in answer.sources}
        cited = {notes[n].key for sentence in answer.sentences for n in sentence.cites}
        assert all(only.allows(real_index.catalog.sources[key]) for key in cited)
        assert answer.refused == (not answer.sentences)
        answered += not answer.refused
    assert answered


@pytest.mark.parametrize("only", FILTERS)
def test_search_gives_only_passages_that_pass(real_index: OpenIndex, only: SourceFilter) -> None:
    hits = real_index.assistant.search(QUESTIONS[0], 20, only)
    assert hits
    for hit in hits:
        assert only.allows_about(hit.passage.countries)
        if hit.passage.key in real_index.catalog.sources:
            assert only.allows(real_index.catalog.sources[hit.passage.key])
        else:
            cites = [[real_index.catalog.sources[c.key] for c in s.citations] for s in hit.passage.sentences]
            assert all(any(map(only.allows, sources)) for sources in cites)


def test_nothing_that_passes_is_a_refusal_that_says_why(real_index: OpenIndex) -> None:
    answer = real_index.assistant.ask(QUESTIONS[0], only=SourceFilter(kinds=(SourceKind.OWN,)))
    assert (answer.refused, answer.refusal) == (True, REFUSAL_NARROWED)


def test_an_open_filter_is_none(real_index: OpenIndex) -> None:
    for question in QUESTIONS:
        plain, opened = (real_index.assistant.ask(question, only=only) for only in (None, SourceFilter()))
        assert replace(plain, ms=Timing()) == replace(opened, ms=Timing())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from-year", "2020", "--to-year", "2010"], "draai ze om"),
        (["--organisation", "Bestaat niet"], "Geen enkele bron past"),
        (["--as", "post"], "taalmodel nodig"),
    ],
)
def test_options_that_can_not_be(
    real_index: OpenIndex, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(real_index.settings.data_dir))
    result = CliRunner().invoke(app, ["ask", *options, QUESTIONS[0]])
    assert result.exit_code == 2
    assert said in result.stderr


def test_form_and_filter_on_the_command_line(real_index: OpenIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(real_index.settings.data_dir))
    result = CliRunner().invoke(app, ["ask", "--as", "punten", "--kind", "nota", QUESTIONS[2]])
    assert result.exit_code == 0
    assert result.stdout.startswith("• ")
    assert "11.11.11 (2020)" in result.stdout
