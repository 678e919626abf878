"""Question files: bad rows are refused with file and line; drafts of this computer are completed and checked."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.passages import Citation, Passage, PassageKind, Sentence
from bot.errors import CorpusError, StorageError, UsageError
from bot.ports import IndexedQuestion
from bot.storage.feedback import Feedback
from eval.checking import faults, indexed_cases, normal
from eval.execution import Selection
from eval.own import OwnQuestions
from eval.questions import read_cases, read_located
from eval.run_state import RunState
from tests.unit.test_conversations import ANSWER, REFUSAL

GOOD: dict[str, Any] = {
    "id": "x-1",
    "split": "dev",
    "question": "Wat kost de opvang?",
    "expect": "answer",
    "relevant": [{"key": "partos2024", "locator": "p. 2"}],
    "facts": [{"say": "10 euro", "accept": ["10 euro"]}],
    "sources": ["partos2024"],
}


def write(folder: Path, *rows: object, name: str = "dev-x.yaml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("# uitleg\n" + yaml.safe_dump(list(rows), allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expect": "perhaps"}, r"dev-x.yaml:9: veld 'expect': kies 'answer' of 'refuse'"),
        ({"facts": []}, r"dev-x.yaml:9: veld 'rij': een vraag met 'expect: answer' heeft 'relevant' en 'facts'"),
        ({"facts": [{"say": "x", "accept": []}]}, r"dev-x.yaml:9: veld 'facts.0.accept': is leeg"),
        ({"feiten": []}, r"dev-x.yaml:9: veld 'feiten': bestaat niet"),
        ({"question": ""}, r"dev-x.yaml:9: veld 'question': is leeg"),
        ({"question": 12}, r"dev-x.yaml:9: veld 'question': verwacht tekst"),
        ({"warnings": ["oud"]}, r"dev-x.yaml:9: veld 'warnings.0': kies"),
        ({"id": "w-1"}, r"dev-x.yaml:9: id 'w-1' staat ook in dev-x.yaml:2"),
    ],
)
def test_a_bad_row_is_refused_with_file_and_line(tmp_path: Path, change: dict[str, Any], sentence: str) -> None:
    first = {"id": "w-1", "split": "dev", "question": "Wie?", "expect": "refuse", "tags": ["a", "b"]}
    write(tmp_path, first, {**GOOD, **change})
    with pytest.raises(CorpusError, match=sentence):
        read_cases(tmp_path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- id: a\n  question: b: c\n", "dev-x.yaml:2: geen geldige YAML"),
        ("id: a\n", "dev-x.yaml:1: verwacht een lijst"),
        ("- gewoon tekst\n", "dev-x.yaml:1: veld 'rij': verwacht velden"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "dev-x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=sentence):
        read_cases(tmp_path)
    (tmp_path / "dev-x.yaml").write_bytes(b"- id: \xff\n")
    with pytest.raises(CorpusError, match="geen UTF-8"):
        read_cases(tmp_path)


def test_questions_of_this_computer_take_part_in_all_but_the_test_split(tmp_path: Path) -> None:
    write(tmp_path / "a", GOOD, {**GOOD, "id": "t", "split": "test"})
    write(tmp_path / "b", {**GOOD, "id": "own", "split": "own"}, name="own.yaml")
    write(tmp_path / "b", name="leeg.yaml")
    cases = read_cases(tmp_path / "a", tmp_path / "b", tmp_path / "absent")
    chosen = {split: [case.id for case in Selection(split).of(cases)] for split in ("dev", "test", "own", "all")}
    assert chosen == {"dev": ["own", "x-1"], "test": ["t"], "own": ["own"], "all": ["own", "t", "x-1"]}


@dataclass
class Catalog:
    """One digest sentence and one known question."""

    sources: dict[str, Any] = field(default_factory=lambda: {"partos2024": None})
    cards: dict[str, Any] = field(default_factory=dict)
    outside: dict[str, Any] = field(default_factory=dict)
    questions: tuple[IndexedQuestion, ...] = (IndexedQuestion("v1", "Hoeveel kóst opvang?", ("1",), "asiel"),)

    def passages_of(self, key: str) -> list[Passage]:
        sentence = Sentence("Opvang kost 10 euro.", (Citation("partos2024", "p. 2"),))
        return [Passage("1", key, PassageKind.DIGEST, (sentence,), locator="p. 2")]


CATALOG: Any = Catalog()


def test_a_question_that_the_index_knows_by_heart_is_a_fault(tmp_path: Path) -> None:
    rows = [{**GOOD, "question": "  hoeveel KOST opvang"}, {**GOOD, "id": "y", "tags": ["canonical"]}]
    rows[1]["question"] = "Hoeveel kost opvang?"
    located = read_located(write(tmp_path, *rows))
    (fault,) = faults(located, CATALOG)
    assert fault == "dev-x.yaml:2: deze vraag staat letterlijk in het corpus (asiel); stel hem in andere woorden."
    assert indexed_cases([one.case for one in located], CATALOG) == [("x-1", "asiel")]
    assert normal("Wat kóst het, Partos?") == normal("wat kost het  partos")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"relevant": [{"key": "partos2024", "locator": "p. 9"}]},
            "p. 9 bestaat niet meer, nu waarschijnlijk partos2024",
        ),
        ({"sources": ["geen2000"]}, "onbekende bron: geen2000"),
        ({"facts": [{"say": "20 euro", "accept": ["20 euro"]}]}, "geen vorm van ‘20 euro’ staat op"),
    ],
)
def test_what_a_question_expects_must_stand_in_the_corpus(
    tmp_path: Path, change: dict[str, Any], sentence: str
) -> None:
    (fault,) = faults(read_located(write(tmp_path, {**GOOD, **change})), CATALOG)
    assert sentence in fault
    assert fault.startswith("dev-x.yaml:2: ")


def complaint(**changes: Any) -> Feedback:
    values: dict[str, Any] = {
        "id": "Ab-9_x",
        "turn": "t",
        "question": "Wat is de prijs van: opvang?",
        "context": "En in België?",
        "answer": ANSWER,
        "verdict": "down",
        "remark": "Het jaar klopt niet.\n- id: stiekem",
        "created": time.time(),
    }
    return Feedback(**{**values, **changes})


def test_a_complaint_becomes_a_draft_that_an_editor_completes(tmp_path: Path) -> None:
    own = OwnQuestions(tmp_path)
    name = own.begin(complaint())
    assert own.begin(complaint()) == name, "twice is once"
    (draft,) = own.list()
    assert not draft.finished
    assert "# Opmerking: - id: stiekem" in draft.text
    (row,) = yaml.safe_load(draft.text)
    assert row["question"] == "Wat is de prijs van: opvang?"
    assert row["relevant"][0] == {"key": "partos2024", "locator": "p. 2"}
    assert read_cases(own.folder) == [], "a draft takes no part"

    with pytest.raises(CorpusError, match=rf"{name}.yaml:\d+: veld 'rij': een vraag met 'expect: answer' heeft"):
        own.accept(name, draft.text, CATALOG)
    row |= {"relevant": row["relevant"][:1], "sources": ["partos2024"], "facts": GOOD["facts"]}
    own.accept(name, yaml.safe_dump([row], allow_unicode=True), CATALOG)
    assert [(d.name, d.finished) for d in own.list()] == [(name, True)]
    (case,) = read_cases(own.folder)
    assert (case.split, case.context) == ("own", "En in België?")
    own.accept(name, yaml.safe_dump([{**row, "tags": ["nieuw"]}], allow_unicode=True), CATALOG)
    assert read_cases(own.folder)[0].tags == ("nieuw",), "a finished question can be changed"
    own.remove(name)
    assert own.list() == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "er staat geen vraag in"),
        (yaml.safe_dump([GOOD]), "laat hier 'own' staan"),
        (yaml.safe_dump([{**GOOD, "split": "own", "id": "must-partos-1"}]), "staat ook in must-partos.yaml"),
        (yaml.safe_dump([{**GOOD, "split": "own", "sources": ["weg"]}]), "onbekende bron: weg"),
    ],
)
def test_a_draft_that_is_not_right_stays_a_draft(tmp_path: Path, text: str, sentence: str) -> None:
    own = OwnQuestions(tmp_path)
    with pytest.raises(CorpusError, match=sentence):
        own.accept("klacht", text, CATALOG)
    assert [(d.text, d.finished) for d in own.list()] == [(text, False)]


def test_a_refused_answer_and_an_unreadable_one_make_drafts_too(tmp_path: Path) -> None:
    own = OwnQuestions(tmp_path)
    own.begin(complaint(id="a", answer=REFUSAL))
    own.begin(complaint(id="b", answer=None, remark=""))
    assert [yaml.safe_load(draft.text)[0]["relevant"] for draft in own.list()] == [[], []]


@pytest.mark.parametrize("name", ["../weg", "a/b", "", "Hoofd", "a" * 61])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="geen naam van een vraag"):
        OwnQuestions(tmp_path).keep(name, "x")


def test_one_run_at_a_time_and_what_it_tells(tmp_path: Path) -> None:
    state = RunState(tmp_path / "deep" / "run.json")
    assert not state.running()
    with state.held() as held:
        held.tell("Vragen stellen", 1, 2)
        held.tell("Vragen stellen", 2, 2)
        assert state.running()
        assert (state.read()["done"], state.read()["total"]) == (2, 2)
        with pytest.raises(StorageError, match="Er loopt al een run"), RunState(tmp_path / "deep" / "run.json").held():
            pass
        held.finish("r-1")
    assert not state.running()
    assert state.read()["run"] == "r-1"
    with pytest.raises(UsageError), state.held():
        raise UsageError("Geen vraag past.")
    assert state.read()["fault"] == "Geen vraag past."
    state.clear()
    assert state.read() == {}
