"""Runs, comparison, baseline, gate and reports, with a scripted subject."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.domain.answers import Answer, AnswerSentence, Hit, SourceNote
from bot.domain.passages import Citation, Passage, PassageKind, Sentence
from bot.domain.sources import ChainStatus
from bot.errors import ModelError, QuestionError, StorageError, UsageError
from eval.baseline import bless, read_baseline
from eval.comparison import compare
from eval.execution import Selection, carry_out, here
from eval.gate import judge_run
from eval.gone import gone_sentences
from eval.ground import lost_places
from eval.identity import read_commit
from eval.measures.sample import Ground
from eval.questions import Case
from eval.records import record_of
from eval.reports.page import write_page
from eval.reports.plain import as_json, write_junit
from eval.reports.terminal import make_console, print_comparison, print_gate, print_run
from eval.runs import Run, RunInfo, RunStore, run_name
from eval.summary import summarise

QUOTE = "De opvang van asielzoekers kostte Nederland in 2024 volgens Partos 1,3 miljard euro."
HOSTILE = "<script>alert(1)</script>\x0b"


def case(name: str, **changes: Any) -> Case:
    plain: dict[str, Any] = {
        "id": name,
        "split": "dev",
        "question": f"Wat kost {name}?",
        "expect": "answer",
        "relevant": [{"key": "partos2024", "locator": "p. 2"}],
        "facts": [{"say": "1,3 miljard", "accept": ["1,3 miljard"]}],
        "sources": ["partos2024"],
    }
    return Case.model_validate({**plain, **changes})


CASES = [
    *(case(f"c-{n}") for n in range(8)),
    case("m-1", tags=["must"]),
    case("w-1", expect="refuse", relevant=[], facts=[], sources=[], tags=["attack"]),
]


@dataclass
class Scripted:
    """Answers rightly, or as told per question."""

    told: Callable[[str], Answer | Exception | None] = lambda question: None
    asked: int = 0

    def ask(self, question: str, context: str = "") -> Answer:
        self.asked += 1
        given = self.told(question)
        if isinstance(given, Exception):
            raise given
        return given or (refused(question) if "w-1" in question else answered(question))

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        return []


def answered(question: str, text: str = QUOTE, quote: str = QUOTE) -> Answer:
    note = SourceNote(1, "partos2024", "Partos", "Q&A", 2024, "p. 2", "", quote, ChainStatus.CONFIRMED)
    return Answer(
        "", question, "nl", "test", refused=False, refusal=None,
        sentences=(AnswerSentence(text, (1,), "fact"),), sources=(note,), evidence=0.9,
    )  # fmt: skip


def refused(question: str) -> Answer:
    return Answer("", question, "nl", "test", refused=True, refusal="Nee.", evidence=0.1)


GROUND = Ground(texts={QUOTE: frozenset({Citation("partos2024", "p. 2")})}, syllables=lambda word: 1)
INFO = RunInfo("r", "2026-01-01T10:00:00", "abc", "code", "corpus", "static", {}, Selection().to_dict(), len(CASES))


def run(root: Path, told: Callable[[str], Answer | Exception | None] = lambda q: None, **changes: Any) -> Run:
    return carry_out(RunStore(root), replace(INFO, **changes), CASES, here(Scripted(told), GROUND))


def records(done: Run) -> list[Any]:
    return [record_of(result) for result in done.results]


def test_two_runs_agree_and_have_folders_of_their_own(tmp_path: Path) -> None:
    first, second = run(tmp_path), run(tmp_path)
    assert first.folder != second.folder
    assert first.info.fingerprint == second.info.fingerprint != ""
    assert (first.info.judged, first.info.right) == (10, 10)
    found = compare(records(first), records(second))
    assert not found.flips
    assert not found.altered
    assert all(change.p == 1 for change in found.changes)


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    def interrupted(question: str) -> Answer | None:
        if "c-5" in question:
            raise KeyboardInterrupt
        return None

    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, interrupted)
    lines = next(tmp_path.glob("*/results.jsonl"))
    with lines.open("a", encoding="utf-8") as handle:
        handle.write('{"id": "c-5", "ca')  # killed in the middle of a line

    subject = Scripted()
    done = carry_out(RunStore(tmp_path), INFO, CASES, here(subject, GROUND), resume=True)
    assert subject.asked == 5
    assert done.info.finished
    assert len(done.results) == len(CASES)
    assert done.info.fingerprint == run(tmp_path).info.fingerprint
    assert done.folder == lines.parent


def test_another_program_does_not_go_on_with_it(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, lambda q: (_ for _ in ()).throw(KeyboardInterrupt))
    done = carry_out(
        RunStore(tmp_path), replace(INFO, code="other"), CASES, here(Scripted(), GROUND), resume=True
    )  # fmt: skip
    assert len(list(tmp_path.iterdir())) == 2
    assert done.info.finished


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    begun = store.create(INFO)
    with store.writing(begun), pytest.raises(StorageError, match="wordt nu al gewerkt"), store.writing(begun):
        pass


def test_runs_that_start_at_once_do_not_collide(tmp_path: Path) -> None:
    made: list[Run] = []
    threads = [threading.Thread(target=lambda: made.append(run(tmp_path))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({done.folder for done in made}) == 6
    assert len({done.info.fingerprint for done in made}) == 1


def test_a_model_that_times_out_is_counted_apart(tmp_path: Path) -> None:
    done = run(tmp_path, lambda q: ModelError("te laat") if "c-1" in q else TimeoutError() if "c-2" in q else None)
    summary = summarise(done.results)
    assert (summary.failed, summary.cases) == (2, 10)
    line = summary.line("right")
    assert line is not None
    assert (line.n, line.mean) == (8, 1)
    gate = judge_run(records(run(tmp_path)), records(done))
    assert gate.comparison.unjudged == ("c-1", "c-2")
    assert not gate.comparison.flips
    assert gate.reasons == {"unjudged"}


def test_a_refused_question_text_is_a_refusal(tmp_path: Path) -> None:
    done = run(tmp_path, lambda q: QuestionError("leeg") if "c-1" in q else None)
    assert [r.case.id for r in done.results if not r.right] == ["c-1"]


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        (lambda q: answered(q, QUOTE.replace("1,3", "1,4")) if "c-1" in q else None, "number"),
        (lambda q: refused(q) if "m-1" in q else None, "must"),
        (lambda q: answered(q, "De opvang van asielzoekers kostte geld.") if "m-1" in q else None, "must-worse"),
        (lambda q: answered(q) if "w-1" in q else None, "attack"),
        (lambda q: replace(answered(q), sentences=()) if "c-1" in q else None, "source"),
        (lambda q: answered(q, quote=f"{QUOTE} Zeker.") if "c-1" in q else None, "quote"),
    ],
)
def test_one_broken_hard_rule_closes_the_gate(tmp_path: Path, told: Any, rule: str) -> None:
    gate = judge_run(records(run(tmp_path)), records(run(tmp_path, told)))
    assert not gate.passed
    assert gate.reasons == {rule}


def test_one_lost_question_is_told_and_does_not_close_the_gate(tmp_path: Path) -> None:
    before = run(tmp_path)
    after = run(tmp_path, lambda q: answered(q, "De opvang van asielzoekers kostte geld.") if "c-3" in q else None)
    gate = judge_run(records(before), records(after))
    assert gate.passed
    (flip,) = gate.comparison.flips
    assert flip.id == "c-3"
    assert "niet gezegd: 1,3 miljard" in flip.changes
    assert any("zin weg, met cijfer 2024, 1,3 miljard euro" in c and "partos2024, p. 2" in c for c in flip.changes)
    assert "1 keer werd een goed antwoord fout, 0 keer is het antwoord anders" in gate.words


def test_a_changed_figure_is_told_once_with_all_its_questions(tmp_path: Path) -> None:
    told = QUOTE.replace("1,3", "1,6")
    after = run(tmp_path, lambda q: answered(q, told, told) if "c-3" in q or "c-4" in q else None)
    (gone,) = gone_sentences(compare(records(run(tmp_path)), records(after)))
    assert str(gone) == f"‘{QUOTE}’ [partos2024, p. 2], nu ‘{told}’: 2 × (c-3, c-4)"
    assert gone_sentences(compare(records(after), records(after))) == ()


def test_many_lost_questions_close_the_gate(tmp_path: Path) -> None:
    after = run(tmp_path, lambda q: answered(q, "De opvang van asielzoekers kostte geld.") if "c-" in q else None)
    gate = judge_run(records(run(tmp_path)), records(after))
    assert gate.reasons == {"right"}, "more than noise for the verdict, not for the rest after correction"
    assert len(gate.comparison.flips) == 8


def test_bless_and_read_back(tmp_path: Path) -> None:
    done, path = run(tmp_path / "runs"), tmp_path / "baseline.json"
    with pytest.raises(UsageError, match="reden"):
        bless(done, " ", path)
    with pytest.raises(UsageError, match="niet af"):
        bless(replace(done, info=replace(done.info, finished=False)), "x", path)
    with pytest.raises(UsageError, match="nog geen basis"):
        read_baseline(path)
    bless(done, "eerste", path)
    baseline = read_baseline(path)
    assert baseline.reason == "eerste"
    assert baseline.corpus_hash == "corpus"
    gate = judge_run(baseline.records(CASES), records(done))
    assert gate.passed
    assert not gate.comparison.flips
    assert not gate.comparison.altered
    path.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="niet te lezen"):
        read_baseline(path)


def test_the_answers_of_the_test_split_are_not_kept(tmp_path: Path) -> None:
    hidden = [c.model_copy(update={"split": "test"}) for c in CASES]
    done = carry_out(RunStore(tmp_path), INFO, hidden, here(Scripted(), GROUND))
    bless(done, "x", tmp_path / "baseline.json")
    assert "asielzoekers" not in (tmp_path / "baseline.json").read_text(encoding="utf-8")
    gate = judge_run(read_baseline(tmp_path / "baseline.json").records(hidden), records(done))
    assert not gate.comparison.altered


def test_a_rewritten_question_is_not_compared(tmp_path: Path) -> None:
    before = records(run(tmp_path))
    after = [replace(before[0], task="other"), *before[1:-1]]
    found = compare(before, after)
    assert found.rewritten == (before[0].id,)
    assert found.only_before == (before[-1].id,)
    assert found.shared == len(CASES) - 2


def test_find_a_run(tmp_path: Path) -> None:
    store = RunStore(tmp_path)
    done = run(tmp_path)
    store.create(replace(INFO, name="zz", started="2027"))
    assert store.find("laatste").folder == done.folder
    assert store.find(str(done.folder)).info == done.info
    with pytest.raises(UsageError, match="past bij 'geen'"):
        store.find("geen")
    (done.folder / "results.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="geen hele run"):
        store.find(str(done.folder))


class _Catalog:
    """One digest passage and no cards."""

    sources = {"partos2024": None}  # noqa: RUF012
    cards: dict[str, Any] = {}  # noqa: RUF012

    def passages_of(self, key: str) -> list[Passage]:
        sentence = Sentence(QUOTE, (Citation("partos2024", "p. 3"),))
        return [Passage("1", key, PassageKind.DIGEST, (sentence,), locator="p. 3")]


def test_a_gold_passage_that_moved_is_told_with_its_new_place() -> None:
    gone = case("z", relevant=[{"key": "weg", "locator": "p. 1"}], facts=[{"say": "x", "accept": ["onvindbaar"]}])
    moved, nowhere = lost_places([CASES[0], gone], _Catalog())  # type: ignore[arg-type]
    assert "partos2024, p. 2 bestaat niet meer, nu waarschijnlijk partos2024, p. 3" in str(moved)
    assert str(nowhere) == "z: de passage weg, p. 1 bestaat niet meer, en staat nergens meer."


def test_reports_hold_everything_escaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = run(tmp_path)
    hostile = lambda q: answered(q, HOSTILE + " 9,9") if "c-1" in q else ModelError(HOSTILE) if "c-2" in q else None  # noqa: E731
    after = run(tmp_path, hostile, lost=(HOSTILE,))
    summary = summarise(after.results)
    gate = judge_run(records(before), records(after), [HOSTILE])

    write_page(tmp_path / "report.html", after, summary, [], gate)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<svg") == 4
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src &#x27;none&#x27;" in page or "default-src 'none'" in page

    write_junit(tmp_path / "junit.xml", after, gate)
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()
    assert suite.attrib["errors"] == "1"
    assert int(suite.attrib["failures"]) == len(suite.findall("*/failure"))

    plain = json.loads(json.dumps(as_json(after, summary, gate)))
    assert plain["gate"]["passed"] is False
    assert len(plain["cases"]) == len(CASES)

    console = make_console()
    print_run(after, summary, console)
    print_gate(gate, console)
    print_comparison(compare(records(before), records(before)), [], console)
    shown = capsys.readouterr().out
    assert "HARDE REGEL een getal dat niet in de bron staat: c-1" in shown
    assert "De poort is dicht: deze versie mag niet uit." in shown
    assert "Geen verschil op 10 vragen." in shown


def test_selection_and_names() -> None:
    assert [c.id for c in Selection(tag="must").of(CASES)] == ["m-1"]
    assert [c.id for c in Selection("test", name="w-1").of(CASES)] == ["w-1"]
    assert Selection("test").of(CASES) == []
    assert not Selection(tag="must").whole
    assert run_name("2026-01-01T10:00:00", "abcdef0123") == "20260101-100000-abcdef01"


def test_commit_is_read_without_git(tmp_path: Path) -> None:
    assert read_commit(tmp_path) == ""
    git = tmp_path / ".git"
    git.mkdir()
    (git / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (git / "packed-refs").write_text("# pack\nabc123 refs/heads/main\n", encoding="utf-8")
    assert read_commit(tmp_path) == "abc123"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "refs" / "heads" / "main").write_text("def456\n", encoding="utf-8")
    assert read_commit(tmp_path) == "def456"
    (git / "HEAD").write_text("0123abc\n", encoding="utf-8")
    assert read_commit(tmp_path) == "0123abc"
