"""Conversations are kept, listed and removed; failures become sentences."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
import time
from contextlib import closing
from functools import partial
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
    assert all(re.fullmatch(r"[0-9a-f]{32}", name) for name in names)  # never "-…": an option


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


def test_people_do_not_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "weerwoord.db"
    anna, bram, local = (ConversationStore(path, name) for name in ("anna", "bram", ""))
    name = anna.create("Van Anna")
    turn = anna.append(name, "Hoeveel kost opvang?", ANSWER)

    for other in (bram, local):
        assert other.load(name) is None
        assert other.list() == other.search("opvang") == ()
        assert other.export() == []
        assert other.forget() == 0
        other.delete(name)
        other.rename(name, "Gestolen")
        for change in (
            partial(other.append, name, "x", ANSWER),
            partial(other.wait, name, "x"),
            partial(other.replace, name, turn.id, "x", ANSWER),
        ):
            with pytest.raises(StorageError, match="verwijderd"):
                change()

    kept = anna.load(name)
    assert kept is not None
    assert (kept.title, kept.turns, kept.waiting) == ("Van Anna", (turn,), "")


def test_a_question_waits_until_it_is_answered(store: ConversationStore) -> None:
    name = store.create("Hoeveel kost opvang?", waiting="Hoeveel kost opvang?")
    kept = store.load(name)
    assert kept is not None
    assert (kept.waiting, kept.turns) == ("Hoeveel kost opvang?", ())
    assert store.list()[0].waiting == "Hoeveel kost opvang?"

    store.append(name, "Hoeveel kost opvang?", ANSWER)
    assert store.list()[0].waiting == ""

    store.wait(name, "En nu?")
    store.wait(name, "")
    kept = store.load(name)
    assert kept is not None
    assert kept.waiting == ""


def test_another_answer_takes_the_place_and_a_new_id(store: ConversationStore) -> None:
    name = store.create("a")
    first, second = store.append(name, "een", ANSWER), store.append(name, "twee", ANSWER)
    store.wait(name, "een, maar beter", instead_of=first.id)
    waiting = store.load(name)
    assert waiting is not None
    assert (waiting.turns, waiting.waiting_for) == ((first, second), first.id)

    new = store.replace(name, first.id, "een, maar beter", REFUSAL)

    kept = store.load(name)
    assert kept is not None
    assert (kept.turns, kept.waiting, kept.waiting_for) == ((new, second), "", "")
    assert len({first.id, second.id, new.id}) == 3
    with pytest.raises(StorageError, match="verwijderd"):
        store.replace(name, first.id, "een", ANSWER)


@pytest.mark.parametrize("words", ["opvang", "OPVÁNG  kost", "vang partos", "geheim euro", "100%"])
def test_search_finds_parts_of_words_anywhere(store: ConversationStore, words: str) -> None:
    name = store.create("Geheim: 100% zeker")
    store.append(name, "Hoeveel kost opvang?", ANSWER)
    store.create("Iets anders")
    assert [c.id for c in store.search(words)] == [name]


@pytest.mark.parametrize("words", ["%", "_", "' or 1=1 --", '"', "sentences", "opvang olifant"])
def test_search_takes_signs_literally_and_looks_at_words_only(store: ConversationStore, words: str) -> None:
    store.append(store.create("Titel"), "Hoeveel kost opvang?", ANSWER)
    assert store.search(words) == ()


def test_search_without_words_lists_all(store: ConversationStore) -> None:
    store.append(store.create("a"), "b", REFUSAL)
    assert store.search("  ") == store.list()
    assert [c.turns for c in store.search("bronnen")] == [1]


def test_export_is_json_with_everything(store: ConversationStore) -> None:
    name = store.create("Titel")
    turn = store.append(name, "Hoeveel kost opvang?", ANSWER)
    store.wait(name, "En in België?")

    (kept,) = json.loads(json.dumps(store.export()))

    assert (kept["id"], kept["title"], kept["waiting"]) == (name, "Titel", "En in België?")
    assert kept["created"].endswith("+00:00")
    assert kept["turns"][0]["id"] == turn.id
    assert kept["turns"][0]["question"] == "Hoeveel kost opvang?"
    assert answer_from_dict(kept["turns"][0]["answer"]) == ANSWER


def test_forget_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "weerwoord.db"
    anna = ConversationStore(path, "anna")
    anna.append(anna.create("Zeldzaamwoord"), "Zeldzaamwoord?", ANSWER)
    ConversationStore(path, "bram").create("Blijft")
    assert anna.forget() == 1
    assert anna.export() == []
    assert len(ConversationStore(path, "bram").list()) == 1
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    assert b"Zeldzaamwoord" not in path.read_bytes()


def test_expire_removes_what_was_left_alone(store: ConversationStore, tmp_path: Path) -> None:
    old, new = store.create("oud"), store.create("nieuw")
    with closing(sqlite3.connect(tmp_path / "deep" / "weerwoord.db")) as db, db:
        db.execute("update conversations set changed = ? where id = ?", (time.time() - 40 * 86_400, old))
    assert [store.expire(0), store.expire(-1)] == [0, 0]
    assert len(store.list()) == 2
    assert store.expire(30) == 1
    assert [c.id for c in store.list()] == [new]


def earlier_version(path: Path) -> None:
    """A database as version 1 made it, with one conversation."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(
            "create table conversations (id text primary key, title text not null, created real not null,"
            " changed real not null);"
            "create table turns (id integer primary key, conversation text not null references conversations (id)"
            " on delete cascade, question text not null, answer text not null, created real not null);"
            "create index turns_conversation on turns (conversation, id);"
        )
        db.execute("insert into conversations values ('oud', 'Oude titel', 1, 2)")
        plain = json.dumps({**ANSWER.to_dict(), "card": ""})
        for question, answer in (("Hoeveel kost opvang?", plain), ("Kapot?", "geen json")):
            db.execute(
                "insert into turns (conversation, question, answer, created) values ('oud', ?, ?, 3)",
                (question, answer),
            )


def test_earlier_version_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "weerwoord.db"
    earlier_version(path)
    store = ConversationStore(path)
    assert [(c.id, c.title, c.created, c.changed, c.turns) for c in store.list()] == [("oud", "Oude titel", 1, 2, 2)]
    assert [c.id for c in store.search("euro")] == [c.id for c in store.search("kapot")] == ["oud"]
    exported = store.export()[0]["turns"]
    assert answer_from_dict(exported[0]["answer"]) == ANSWER
    assert exported[1]["answer"] == "geen json"
    assert len({turn["id"] for turn in exported}) == 2
    assert ConversationStore(path, "anna").list() == ()


def test_two_windows_upgrade_at_once(tmp_path: Path) -> None:
    path = tmp_path / "weerwoord.db"
    earlier_version(path)
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(len(ConversationStore(path).list()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 8


def test_newer_version_is_left_alone(store: ConversationStore, tmp_path: Path) -> None:
    store.create("a")
    with closing(sqlite3.connect(tmp_path / "deep" / "weerwoord.db")) as db, db:
        db.execute("update conversation_form set version = 99")
    with pytest.raises(StorageError, match="nieuwere versie"):
        store.list()


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
