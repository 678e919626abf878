"""The tables of conversations, and how those of an earlier version are brought up to date."""

from __future__ import annotations

import json
import secrets
import sqlite3
from contextlib import suppress
from typing import Any

from bot.domain.accents import without_accents
from bot.errors import StorageError

VERSION = 2
SCHEMA = """
create table if not exists conversation_form (
    one integer primary key check (one = 1), version integer not null
);
"""
_TABLES = """
create table if not exists conversations (
    id text primary key, title text not null, created real not null, changed real not null
);
create table if not exists turns (
    id integer primary key,
    conversation text not null references conversations (id) on delete cascade,
    question text not null,
    answer text not null,
    created real not null
);
create index if not exists turns_conversation on turns (conversation, id);
alter table conversations add column person text not null default '';
alter table conversations add column waiting text not null default '';
alter table conversations add column waiting_for text not null default '';
alter table turns add column name text not null default '';
alter table turns add column words text not null default '';
create index conversations_person on conversations (person, changed);
"""
"""Version 1, then what version 2 added: whose it is, the question that waits for an answer, the address of one answer,
and the words to search."""


def upgrade(db: sqlite3.Connection) -> None:
    """Make the tables, or bring them up to date; everything in them is kept.

    Raises:
        StorageError: a newer version of the program made them.
    """
    if _version(db) == VERSION:
        return
    db.execute("begin immediate")
    with db:
        found = _version(db)
        if found > VERSION:
            raise StorageError(
                "Uw gesprekken zijn bewaard door een nieuwere versie van Weerwoord. "
                "Werk Weerwoord bij om ze te lezen; er is niets veranderd."
            )
        if found == VERSION:
            return
        for statement in filter(None, map(str.strip, _TABLES.split(";"))):
            db.execute(statement)
        rows = db.execute("select id, question, answer from turns").fetchall()
        db.executemany(
            "update turns set name = ?, words = ? where id = ?",
            [(new_name(), _words_of(question, answer), number) for number, question, answer in rows],
        )
        db.execute("insert into conversation_form values (1, ?)", (VERSION,))


def new_name() -> str:
    """The name of one answer, which may stand in an address; hexadecimal: a "-" in front would read as an option."""
    return secrets.token_hex(6)


def search_words(*texts: str) -> str:
    """Texts in small letters without accents, as they are searched."""
    return " ".join(without_accents(" ".join(texts).casefold()).split())


def answer_words(question: str, answer: dict[str, Any]) -> str:
    """What a search for a turn looks at: the question, and the answer's own sentences."""
    texts = [str(sentence["text"]) for sentence in answer.get("sentences", ())]
    return search_words(question, answer.get("refusal") or "", *texts)


def _words_of(question: str, answer: str) -> str:
    with suppress(AttributeError, KeyError, TypeError, ValueError):
        return answer_words(question, json.loads(answer))
    return search_words(question)


def _version(db: sqlite3.Connection) -> int:
    row = db.execute("select version from conversation_form").fetchone()
    return int(row[0]) if row else 0
