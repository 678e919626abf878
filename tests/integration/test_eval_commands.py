"""The commands as an editor uses them, on the whole corpus."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.assembly import OpenIndex, corpus_folder, make_builder, open_index
from bot.settings import Settings, load_settings
from eval.cli import eval_app
from eval.execution import Selection, carry_out, describe, ground_of, here, in_processes
from eval.gate import judge_run
from eval.questions import read_cases
from eval.records import record_of
from eval.results import CaseResult, evaluate, with_agreement
from eval.runs import RunStore

FIGURE = "ruim 1,3 miljard euro [@partos2024, p. 3]"


@pytest.fixture
def at_home(real_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Commands use the index of the session."""
    monkeypatch.setenv("WEERWOORD_DATA_DIR", str(real_settings.data_dir))
    return real_settings


def invoke(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(eval_app, words)
    return result.exit_code, result.output


def test_run_compare_and_list(at_home: Settings, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "runs"))
    for _ in range(2):
        code, shown = invoke("run", "--id", "must-niger", *out)
        assert code == 0, shown
    assert "1 vragen" in shown
    names = [path.name for path in sorted((tmp_path / "runs").iterdir())]
    assert len(names) == 2
    code, shown = invoke("compare", *names, *out)
    assert code == 0
    assert "Geen verschil op 1 vragen." in shown
    code, shown = invoke("list", *out)
    assert [json.loads(line)[1] for line in shown.splitlines()] == ["af", "af"]
    files = {path.name for path in (tmp_path / "runs" / names[0]).iterdir()}
    assert {"run.json", "results.jsonl", "report.json", "junit.xml", "report.html"} <= files


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("run", "--split", "train"), "Onbekend deel 'train'"),
        (("run", "--tag", "bestaat-niet"), "Geen vraag past bij deze keuze."),
        (("compare", "geen"), "past bij 'laatste'"),
        (("bless", "geen", "--reason", "x"), "past bij 'geen'"),
        (("gate", "--baseline", "geen.json"), "Er is nog geen basis."),
    ],
)
def test_a_wrong_use_is_one_sentence(
    words: tuple[str, ...], sentence: str, at_home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = CliRunner().invoke(eval_app, [*words, *(() if words[0] == "gate" else ("--out", str(tmp_path)))])
    assert result.exit_code == 2
    assert sentence in result.output + result.stderr + capsys.readouterr().err


def test_several_processes_agree_with_one(real_index: OpenIndex, tmp_path: Path) -> None:
    selection = Selection("dev", tag="must")
    cases = selection.of(read_cases())
    store, info = RunStore(tmp_path), describe(real_index, selection, cases)
    alone = carry_out(store, info, cases, here(real_index.assistant, ground_of(real_index)))
    together = carry_out(store, info, cases, in_processes(real_index.settings, info.corpus_hash, 2))
    assert alone.info.fingerprint == together.info.fingerprint


@pytest.mark.slow
def test_a_changed_figure_leads_to_its_questions(real_index: OpenIndex, tmp_path: Path) -> None:
    """An editor changes one figure in one digest: the report names the questions, the figure and the place."""
    corpus = tmp_path / "corpus"
    shutil.copytree(corpus_folder(real_index.settings), corpus)
    note = corpus / "notes" / "partos2024.md"
    text = note.read_text(encoding="utf-8")
    assert text.count(FIGURE) == 1
    note.write_text(text.replace(FIGURE, FIGURE.replace("1,3", "1,6")), encoding="utf-8")
    shutil.copytree(real_index.settings.data_dir, tmp_path / "home")
    settings = load_settings(data_dir=tmp_path / "home", corpus_dir=corpus)
    make_builder(settings).build(corpus)

    cases = [c for c in read_cases() if c.split == "dev" and {"must", "partos", "asielkosten"} & set(c.tags)]

    def results(index: OpenIndex) -> tuple[CaseResult, ...]:
        ground = ground_of(index)
        return with_agreement([evaluate(case, index.assistant, ground) for case in cases])

    before, after = results(real_index), results(open_index(settings))
    found = judge_run([record_of(r) for r in before], [record_of(r) for r in after]).comparison
    touched = {flip.id: flip.changes for flip in (*found.flips, *found.altered)}
    assert 0 < len(touched) < len(cases) / 5
    told = [line for changes in touched.values() for line in changes]
    assert any("1,3 miljard euro" in line and "partos2024, p. 3" in line for line in told)
