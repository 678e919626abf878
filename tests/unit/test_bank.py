"""What lies near a question among those that the sources do not answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.adapters.bm25_index import Bm25IndexBuilder
from bot.adapters.exact_index import ExactIndex
from bot.ports import IndexedQuestion
from bot.retrieval.bank import NOTHING, Bank, Outside, against, dividing_line, held_names, side_of, subject_of, weighed
from bot.retrieval.coverage import Asked
from bot.retrieval.questions import QuestionLeg, QuestionMatch
from bot.retrieval.wording import wording_line
from tests.unit.test_evidence import ANALYZER, EMBEDDER, LEXICAL, query_of

GAZA = IndexedQuestion("vo1", "Hoeveel hulp geeft Nederland aan Gaza?", (), subject="de hulp aan Gaza")
HOUSES = IndexedQuestion("vo2", "Krijgen asielzoekers voorrang op een huis?", (), subject="de huizenmarkt")


def bank_of(folder: Path, *questions: IndexedQuestion) -> Bank:
    ids, texts = [q.id for q in questions], [q.text for q in questions]
    vectors = EMBEDDER.embed_queries(texts) if texts else np.zeros((0, EMBEDDER.dimension), dtype=np.float32)
    builder = Bm25IndexBuilder()
    builder.build(folder, ids, [ANALYZER.index_terms(text) for text in texts])
    leg = QuestionLeg(questions, ExactIndex(ids, vectors), builder.open(folder), ANALYZER, LEXICAL)
    known = ["Wat kost de opvang?", "Remt hulp migratie?"]
    return Bank(leg, dividing_line(EMBEDDER.embed_queries(known), vectors), wording_line(known, texts))


def near(bank: Bank, text: str) -> tuple[Asked, Outside]:
    query = query_of(text)
    return Asked.of(query, LEXICAL), bank.near(query, EMBEDDER.embed_queries([text])[0])


def test_an_outside_question_is_found_with_its_subject(tmp_path: Path) -> None:
    asked, found = near(bank_of(tmp_path, GAZA, HOUSES), "Krijgen asielzoekers voorrang op een huis?")
    assert found.matches[0].question == HOUSES
    assert subject_of(weighed(asked, found)) == "de huizenmarkt"
    assert found.side > 0
    assert found.wording > 0


def test_a_bank_without_questions_says_nothing(tmp_path: Path) -> None:
    bank = bank_of(tmp_path)
    asked, found = near(bank, "Wat kost de opvang?")
    assert (bank.count(), found, subject_of(weighed(asked, found))) == (0, NOTHING, "")


@pytest.mark.parametrize("question", ["Hoeveel hulp geeft Nederland?", "Hoeveel hulp geeft Nederland aan Niger?"])
def test_a_name_that_is_not_asked_speaks_less_against_a_question(tmp_path: Path, question: str) -> None:
    asked, found = near(bank_of(tmp_path, GAZA), question)
    same, near_gaza = near(bank_of(tmp_path / "b", GAZA), GAZA.text)
    assert against(asked, found.matches[0]) <= 0.5 * found.matches[0].score
    assert against(same, near_gaza.matches[0]) == near_gaza.matches[0].score
    assert subject_of(weighed(asked, found)) == ""
    assert subject_of(weighed(same, near_gaza)) == "de hulp aan Gaza"


def test_names_of_the_question_that_a_match_lacks_count(tmp_path: Path) -> None:
    asked, _ = near(bank_of(tmp_path, GAZA), "Hoeveel hulp geeft Nederland aan Niger?")
    assert held_names(asked, QuestionMatch(GAZA, 1.0, 1.0, 1.0, frozenset({"nederland"}))) == 0.5
    assert held_names(asked, QuestionMatch(GAZA, 1.0, 1.0, 1.0)) == 0.0


def test_a_line_divides_both_kinds_however_many_there_are() -> None:
    chooser = np.random.default_rng(0)
    inside = (chooser.normal(size=(200, 4)) * 0.1 + [1, 0, 0, 0]).astype(np.float32)
    outside = (chooser.normal(size=(20, 4)) * 0.1 + [0, 1, 0, 0]).astype(np.float32)
    line = dividing_line(inside, outside)
    assert all(side_of(line, v) < 0 for v in inside)
    assert all(side_of(line, v) > 0 for v in outside)
    assert not dividing_line(inside, outside[:0]).any()
