"""Thumbs are kept, withdrawn, taken along and forgotten; those of others stay out of sight."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.feedback import LONGEST_REMARK, FeedbackStore
from tests.unit.test_conversations import ANSWER, REFUSAL


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "weerwoord.db"


def test_a_thumb_comes_back_with_its_answer(file: Path) -> None:
    store = FeedbackStore(file, "an")
    kept = store.add("Hoeveel kost opvang?", "En in België?", ANSWER, "down", " Klopt niet. ", turn="t1")
    assert store.list() == (kept,)
    assert kept.answer is not None
    assert kept.answer.sentences == ANSWER.sentences
    assert kept.remark == "Klopt niet."
    assert store.under(["t1", "t2", ""]) == {"t1": kept}


def test_a_second_thumb_under_an_answer_replaces_the_first(file: Path) -> None:
    store = FeedbackStore(file)
    store.add("Vraag?", "", ANSWER, "down", "fout", turn="t1")
    store.add("Vraag?", "", ANSWER, "up", turn="t1")
    store.add("Los?", "", REFUSAL, "down")
    store.add("Los?", "", REFUSAL, "down")
    assert [one.verdict for one in store.list()] == ["down", "down", "up"]


def test_others_thumbs_do_not_exist(file: Path) -> None:
    ans, bea = FeedbackStore(file, "an"), FeedbackStore(file, "bea")
    kept = ans.add("Vraag?", "", ANSWER, "down", turn="t1")
    bea.add("Vraag?", "", ANSWER, "up", turn="t1")
    assert not bea.withdraw(kept.id)
    assert bea.forget() == 1
    assert ans.list() == (kept,)
    assert ans.withdraw(kept.id)
    assert ans.list() == ()


def test_everything_goes_along_as_json(file: Path) -> None:
    store = FeedbackStore(file, "an")
    kept = store.add("Vraag?", "", ANSWER, "down", "fout")
    store.handle(kept.id, "klacht-1")
    (line,) = json.loads(json.dumps(store.export()))
    assert (line["remark"], line["verdict"], line["evaluation_question"]) == ("fout", "down", "klacht-1")
    assert line["answer"]["sentences"][0]["text"] == ANSWER.sentences[0].text
    assert "an" not in line.values()


def test_the_tester_reads_everyones_complaints_and_no_praise(file: Path) -> None:
    FeedbackStore(file, "an").add("Een?", "", ANSWER, "down")
    FeedbackStore(file, "bea").add("Twee?", "", ANSWER, "up")
    FeedbackStore(file, "cor").add("Drie?", "", ANSWER, "down")
    assert [one.question for one in FeedbackStore(file, "tester").complaints()] == ["Drie?", "Een?"]


def test_old_thumbs_expire(file: Path) -> None:
    store = FeedbackStore(file, "an")
    store.add("Oud?", "", ANSWER, "down")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("update feedback set created = created - 86400 * 31")
    store.add("Nieuw?", "", ANSWER, "down")
    assert [store.expire(0), store.expire(-1)] == [0, 0]
    assert FeedbackStore(file).expire(30) == 1
    assert [one.question for one in store.list()] == ["Nieuw?"]


def test_an_answer_in_another_form_is_told_apart(file: Path) -> None:
    store = FeedbackStore(file)
    store.add("Vraag?", "", ANSWER, "down", "fout")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("""update feedback set answer = '{"form": 9}'""")
    assert store.list()[0].answer is None
    assert store.list()[0].remark == "fout"
    assert store.export()[0]["answer"] == {"form": 9}


def test_a_long_remark_is_cut(file: Path) -> None:
    assert len(FeedbackStore(file).add("Vraag?", "", ANSWER, "down", "a" * 9999).remark) == LONGEST_REMARK


def test_a_damaged_file_becomes_a_sentence(file: Path) -> None:
    file.write_text("geen database, maar tekst die lang genoeg is om er niet op te lijken" * 20)
    with pytest.raises(StorageError, match="geen database"):
        FeedbackStore(file).list()
