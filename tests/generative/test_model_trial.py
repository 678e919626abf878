"""``eval model``: what a model's sentences come to, counted and told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.adapters.chat_models import make_chat_model
from bot.adapters.model_limits import Circuit
from bot.assembly import OpenIndex
from bot.domain.answers import AnswerSentence
from eval.cli import eval_app
from eval.model_report import as_plain, report, summary, told
from eval.model_trial import NO_ROOM, Outcome, questions_of, try_model, unsupported_numbers
from eval.questions import read_cases
from tests.generative.conftest import SECRET, choice_of
from tests.generative.test_chain import QUESTION, first_sentences
from tests.model_server import ModelServer, Reply, Request, answer

SILENT = "Hoeveel manen heeft Jupiter?"


def mends_one_lie(request: Request) -> Reply:
    """The first of two good sentences with a figure of its own; the second time as the passage has it."""
    good = first_sentences(request)
    if "refused_sentences" in str(request) or "geweigerd" in str(request).lower():
        return Reply(answer(good[0]))
    return Reply(answer({"text": "Het noodfonds kreeg in 2031 77 miljard euro.", "cites": [1]}, *good[1:3], good[1]))


@pytest.fixture
def outcomes(server: ModelServer, real_index: OpenIndex, tmp_path: Path) -> list[Outcome]:
    server.script = mends_one_lie
    model = make_chat_model(choice_of("openai", server, tmp_path), Circuit(after=99))
    return list(try_model(real_index, model, [QUESTION, SILENT]))


def test_every_sentence_is_kept_with_its_reason(outcomes):
    first, silent = outcomes
    assert first.engine == "openai:proef"
    assert first.tried[0].why.startswith("dit getal of jaar staat niet in de aangehaalde passage")
    assert [t.why for t in first.tried[1:3]] == ["", ""]
    assert first.tried[3].why == NO_ROOM
    assert first.tried[-1].mended
    assert first.first is not None
    assert 0 < first.first <= first.seconds
    assert silent.refused
    assert silent.tried == ()


def test_the_counts_add_up(outcomes):
    found = summary(outcomes)
    tried = outcomes[0].tried
    assert (found["questions"], found["refused_by_evidence"], found["answered_by_model"]) == (2, 1, 1)
    assert found["sentences_written"] == 4
    assert found["passed_at_once"] == 2
    assert found["written_again"] == sum(t.mended for t in tried)
    assert sum(found["refused_for"].values()) == sum(bool(t.why) for t in tried)
    assert found["figures_without_source_on_screen"] == 0
    assert as_plain(outcomes, "openai:proef", "qa")["rows"][0]["tried"][1]["why"] == ""


def test_the_report_shows_each_sentence_with_its_judgement(outcomes):
    text = report(outcomes, "openai:proef")
    assert f"## {QUESTION}" in text
    assert "- ✗ Het noodfonds kreeg in 2031 77 miljard euro. [1]: dit getal of jaar staat niet" in text
    assert "- ✓ " in text
    assert "de bronnen zwijgen" in text
    assert "Getallen op het scherm zonder bron: 0." in told(outcomes, "openai:proef")


def test_a_figure_without_a_quote_is_seen(real_index: OpenIndex):
    good = real_index.assistant.ask(QUESTION)
    assert unsupported_numbers(good) == []
    wrong = AnswerSentence("In 2031 was dat 987 miljard euro.", good.sentences[0].cites, good.sentences[0].kind, "")
    assert unsupported_numbers(replace(good, sentences=(wrong,))) == ["2031", "987 miljard euro"]


def test_questions_come_from_the_development_part_only():
    cases = read_cases()
    chosen = questions_of(cases, 20)
    dev = {c.question for c in cases if c.split == "dev" and c.expect == "answer"}
    assert len(chosen) == len(set(chosen)) == 20
    assert set(chosen) <= dev


def command(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(eval_app, ["model", *words])
    return done.exit_code, done.output


def test_the_command_asks_the_model_of_the_settings(server, real_settings, tmp_path, monkeypatch):
    server.script = mends_one_lie
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(real_settings.data_dir))
    monkeypatch.setenv("WEERWOORD_MODEL", "openai:proef")
    monkeypatch.setenv("WEERWOORD_MODEL_BASE_URL", server.url)
    questions, to = tmp_path / "vragen.txt", tmp_path / "verslag.md"
    questions.write_text(f"# twee vragen\n{QUESTION}\n\n{SILENT}\n", encoding="utf-8")
    code, output = command("--questions", str(questions), "--to", str(to), "--json")
    assert code == 0
    assert json.loads(output[output.index("{") :])["questions"] == 2
    assert SECRET not in output + to.read_text("utf-8")
    assert to.read_text("utf-8").count("## ") == 2


@pytest.mark.parametrize(
    ("model", "words", "says"),
    [
        ("", (), "Er is geen taalmodel ingesteld"),
        ("watson:groot", (), "'model' heeft niet de goede vorm"),
        ("openai:proef", ("--questions", "nergens.txt"), "Kan nergens.txt niet lezen"),
        ("openai:proef", ("--form", "rap"), "Onbekende vorm"),
    ],
)
def test_a_mistake_gets_one_sentence(server, real_settings, monkeypatch, model, words, says):
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(real_settings.data_dir))
    monkeypatch.setenv("WEERWOORD_MODEL", model)
    monkeypatch.setenv("WEERWOORD_MODEL_BASE_URL", server.url)
    code, output = command(*words)
    assert code != 0
    assert says in output
    assert "Traceback" not in output
    assert server.requests == []
