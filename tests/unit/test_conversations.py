"""Conversations are kept, listed and removed; failures become sentences."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.answers import (
    Answer,
    AnswerSentence,
    AnswerWarning,
    SourceNote,
    Timing,
    WarningKind,
    answer_from_dict,
)
from bot.domain.sources import ChainStatus
from bot.errors import StorageError
from bot.storage import database
from bot.storage.conversations import ConversationStore, short_title

ANSWER = Answer(
    id="",
    question="Hoeveel kost opvang?",
    language="nl",
    engine="extractive",
    refused=False,
    refusal=None,
    sentences=(
        AnswerSentence("Opvang kost 10 euro.", (1, 2), "fact", 2024),
        AnswerSentence("Partos vindt dat.", (1,), "position"),
    ),
    sources=(
        SourceNote(
            1, "partos2024", "Partos", "Q&A", 2024, "p. 2", "https://www.partos.nl/", "Zin.", ChainStatus.NOTE_ONLY
        ),
        SourceNote(
            2, "x", "X", "Y", None, "", "", "Words.", ChainStatus.CONFIRMED, quote_is_literal=True, passage_id="ab"
        ),
    ),
    warnings=(AnswerWarning(WarningKind.STALE, "Er is een nieuwer cijfer.", (2,)),),
    related=("Wat kost hulp?",),
    ms=Timing(1.25, 2.5),
    evidence=0.9,
    left_out=1,
)
REFUSAL = Answer("", "Wat?", "en", "extractive", True, "Dat staat niet in mijn bronnen.", related=("Wat kost hulp?",))


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(tmp_path / "deep" / "weerwoord.db")


@pytest.mark.parametrize("answer", [ANSWER, REFUSAL])
def test_answer_survives_its_plain_form(answer: Answer) -> None:
    assert answer_from_dict(answer.to_dict()) == answer


def test_turns_come_back_in_order(store: ConversationStore) -> None:
    name = store.create("Hoeveel kost opvang?")
    store.append(name, "Hoeveel kost  opvang?", ANSWER)
    store.append(name, "En in België?", REFUSAL)

    loaded = store.load(name)

    assert loaded is not None
    assert loaded.title == "Hoeveel kost opvang?"
    assert [(t.question, t.answer) for t in loaded.turns] == [
        ("Hoeveel kost  opvang?", ANSWER),
        ("En in België?", REFUSAL),
    ]


def test_ids_cannot_be_guessed(store: ConversationStore) -> None:
    names = {store.create("a") for _ in range(20)}
    assert len(names) == 20
    assert all(len(name) >= 20 for name in names)


def test_unknown_conversation_is_none(store: ConversationStore) -> None:
    assert store.load("../../etc/passwd") is None


def test_list_has_last_changed_first(store: ConversationStore) -> None:
    first, second = store.create("een"), store.create("twee")
    store.append(first, "vraag", ANSWER)
    assert [(c.id, c.turns) for c in store.list()] == [(first, 1), (second, 0)]


def test_rename_and_delete(store: ConversationStore, tmp_path: Path) -> None:
    name = store.create("oud")
    store.append(name, "vraag", ANSWER)
    store.rename(name, "nieuw")
    store.rename(name, "   ")
    assert store.list()[0].title == "nieuw"

    store.delete(name)

    assert store.list() == ()
    assert store.load(name) is None
    with closing(sqlite3.connect(tmp_path / "deep" / "weerwoord.db")) as db, db:
        assert db.execute("select count(*) from turns").fetchone() == (0,)


def test_append_after_delete_says_so(store: ConversationStore) -> None:
    name = store.create("weg")
    store.delete(name)
    with pytest.raises(StorageError, match="verwijderd"):
        store.append(name, "vraag", ANSWER)


def test_locked_database_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_WAIT_MS", 50)
    path = tmp_path / "weerwoord.db"
    store = ConversationStore(path)
    name = store.create("a")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    try:
        with pytest.raises(StorageError, match="in gebruik"):
            store.append(name, "vraag", ANSWER)
    finally:
        other.close()
    store.append(name, "vraag", ANSWER)


def test_full_disk_is_a_sentence(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert "schijf is vol" in str(database.storage_error(tmp_path, error))


def test_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "weerwoord.db"
    path.write_bytes(b"geen database" * 100)
    with pytest.raises(StorageError, match="geen database"):
        ConversationStore(path).list()


def test_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(StorageError, match="niet te gebruiken"):
        ConversationStore(tmp_path / "bestand" / "weerwoord.db").list()


def test_damaged_answer_is_a_sentence(store: ConversationStore, tmp_path: Path) -> None:
    name = store.create("a")
    store.append(name, "vraag", ANSWER)
    with closing(sqlite3.connect(tmp_path / "deep" / "weerwoord.db")) as db, db:
        db.execute("update turns set answer = '{}'")
    with pytest.raises(StorageError, match="andere vorm"):
        store.load(name)


def test_long_title_is_cut() -> None:
    assert short_title("a\n b " + "x" * 100) == "a b " + "x" * 75 + "…"
