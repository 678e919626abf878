"""The bank of questions that the sources do not answer: its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.codec import outside_from, to_plain
from bot.domain.outside import OutsideSubject
from bot.ingest.indexed_questions import outside_questions
from bot.ingest.kept import vector_key
from bot.ingest.outside_files import read_outside
from bot.ingest.problems import Problem

GOOD = 'subject: "de huizenmarkt"\nquestions:\n  - "Krijgen zij voorrang op een huis?"\n  - "wat kost  een huurhuis"\n'


def write(folder: Path, text: str, name: str = "huizen") -> Path:
    (folder / "outside").mkdir(exist_ok=True)
    (folder / "outside" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path, *known: str) -> list[str]:
    problems: list[Problem] = []
    read_outside(folder, known, problems)
    return [str(problem) for problem in problems]


def test_a_file_is_a_subject_with_its_questions(tmp_path: Path) -> None:
    problems: list[Problem] = []
    found = read_outside(write(tmp_path, GOOD), [], problems)
    questions = ("Krijgen zij voorrang op een huis?", "wat kost een huurhuis")
    assert (found, problems) == ({"huizen": OutsideSubject("huizen", "de huizenmarkt", questions)}, [])
    assert outside_from(to_plain(found["huizen"])) == found["huizen"]


def test_no_folder_is_no_bank(tmp_path: Path) -> None:
    assert (read_outside(tmp_path, [], []), problems_of(tmp_path)) == ({}, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("subject: [", "huizen.yaml"),
        ("- a\n- b\n", "veld ''"),
        ("subject: de huizenmarkt\nquestions: []\n", "veld 'questions'"),
        ("subject: de huizenmarkt\nquestions: [Een huis?]\nthema: wonen\n", "veld 'thema'"),
        ("subject: Over huizen zeggen wij niets.\nquestions: [Een huis?]\n", "midden in een zin"),
        ("subject: de *huizenmarkt*\nquestions: [Een huis?]\n", "midden in een zin"),
        (f"subject: {'huis ' * 20}\nquestions: [Een huis?]\n", "maak het korter"),
        ('subject: de huizenmarkt\nquestions: ["?!"]\n', "zonder letters"),
        ("subject: de huizenmarkt\nquestions: [Een huis?, een HUIS]\n", "staat al in outside/huizen.yaml"),
    ],
)
def test_what_is_wrong_is_told_with_its_file(tmp_path: Path, text: str, told: str) -> None:
    (problem,) = problems_of(write(tmp_path, text))
    assert "outside/huizen.yaml" in problem
    assert told in problem


def test_a_question_that_the_sources_answer_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, GOOD), "Wat kóst een huurhuis?")
    assert problem.startswith("outside/huizen.yaml:4")
    assert "wel beantwoorden" in problem


def test_a_question_in_two_files_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (problem,) = problems_of(write(tmp_path, "subject: wonen\nquestions: [Wat kost een huurhuis?]\n", "wonen"))
    assert "outside/wonen.yaml" in problem
    assert "staat al in outside/huizen.yaml" in problem


def test_outside_questions_belong_to_no_passage_and_are_embedded_as_questions() -> None:
    first, second = outside_questions([OutsideSubject("a", "wonen", ("Een huis?", "Een flat?"))])
    assert (first.passage_ids, first.card, first.subject) == ((), "", "wonen")
    assert first.id != second.id
    assert vector_key(first.id, "x") == vector_key("v1", "x") != vector_key("abc", "x")
