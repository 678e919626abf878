"""The questions held against the real corpus, and a run in a process of its own as the page starts it."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path

import pytest

from bot.assembly import OpenIndex
from bot.errors import StorageError
from bot.settings import Settings
from eval.checking import faults
from eval.desk import EvaluationDesk
from eval.execution import Selection, carry_out, describe, ground_of, here
from eval.judged.judge_answers import main as judge
from eval.questions import read_cases, read_located
from eval.reports.judged import judged_lines
from eval.runs import RunStore

WORDINGS = {"plain", "hostile", "colloquial", "flemish", "typo", "english", "french"}


def test_every_question_is_sound(real_index: OpenIndex) -> None:
    """Places and facts stand in the corpus, and no question stands there word for word."""
    located = read_located()
    found = faults([one for one in located if one.case.split == "dev"], real_index.catalog)
    assert not found, "\n".join(found)
    hidden = faults([one for one in located if one.case.split == "test"], real_index.catalog)
    assert not hidden, "\n".join(fault.split(":")[0] for fault in hidden)


def test_the_main_questions_of_both_notes_are_asked_in_seven_ways() -> None:
    asked: dict[str, set[str]] = defaultdict(set)
    cases = read_cases()
    for case in cases:
        for group in (tag for tag in case.tags if tag.startswith(("group:partos-", "group:elf-"))):
            asked[group] |= WORDINGS & set(case.tags)
    assert len(asked) == 7 + 17
    assert {group: WORDINGS - ways for group, ways in asked.items() if ways != WORDINGS} == {}
    assert sum(bool(c.forbidden) for c in cases if "elf" in c.tags) >= 40


def test_a_run_in_a_process_of_its_own(real_index: OpenIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real: Settings = real_index.settings
    settings = real.model_copy(update={"data_dir": tmp_path, "index_dir": real.index_root})
    monkeypatch.setenv("WEERWOORD_INDEX_DIR", str(real.index_root))
    desk = EvaluationDesk(settings)
    assert not desk.progress().running
    desk.start("dev", name="must-niger")
    with pytest.raises(StorageError, match="Er loopt al een run"):
        desk.start("dev")
    deadline = time.monotonic() + 240
    while desk.progress().running and time.monotonic() < deadline:
        time.sleep(0.1)
    assert desk.progress().fault == ""
    (run,) = desk.runs()
    assert desk.progress().run == run.name
    assert (run.asked, run.judged, run.whole) == ("must-niger", 1, False)
    asked = {question.id: question for question in desk.questions()}
    judged = asked["must-niger"].judged
    assert judged is not None
    assert judged.answer is not None
    assert asked["must-niger"].outcome in ("right", "wrong")
    assert all(q.text == "" and q.expected == () for q in asked.values() if q.split == "test")
    assert b"<html" in desk.report(run.name)
    assert desk.gate(run.name) is None

    desk.start("dev")
    desk.stop()
    assert not desk.progress().running
    assert "De run is gestopt" in desk.progress().fault


def test_an_export_is_what_the_judging_script_reads(
    real_index: OpenIndex, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    selection = Selection("dev", tag="attack")
    cases = [*selection.of(read_cases())[:1], *Selection(name="must-niger").of(read_cases())]
    asking = here(real_index.assistant, ground_of(real_index))
    done = carry_out(RunStore(tmp_path), describe(real_index, selection, cases), cases, asking)
    (line,) = judged_lines(done)
    row = json.loads(line)
    assert row["id"] == "must-niger", "a refusal has nothing to judge"
    assert row["answer"]
    assert row["contexts"]
    assert row["reference"]
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": 1}\n', encoding="utf-8")
    assert judge([str(bad), "--base-url", "http://127.0.0.1:9/v1", "--model", "x"]) == 2
    assert "niet te lezen als export" in capsys.readouterr().err
