"""Conversations, kept across a reload of the page; each belongs to one person."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain.answers import Answer, answer_from_dict
from bot.errors import StorageError
from bot.storage.conversation_form import SCHEMA, answer_words, new_name, search_words, upgrade
from bot.storage.database import Database

_TITLE = 80
_MOST_WORDS = 12
_GONE = "Dit gesprek is in een ander venster verwijderd; deze vraag is niet bewaard."
_SUMMARY = (
    "select c.id, c.title, c.created, c.changed, count(t.id), c.waiting from conversations c "
    "left join turns t on t.conversation = c.id where c.person = ? {where} "
    "group by c.id order by c.changed desc, c.rowid desc limit ?"
)
_HOLDS = (
    "and (instr(fold(c.title), ?) or exists (select 1 from turns f where f.conversation = c.id and instr(f.words, ?))) "
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer.

    Attributes:
        question: as the user wrote it.
        created: seconds since the epoch.
        id: names this answer in an address; another answer to the same question gets another; "" when not kept.
    """

    question: str
    answer: Answer
    created: float
    id: str = ""


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation as a list shows it.

    Attributes:
        created: seconds since the epoch, as is ``changed``.
        turns: number of answered questions.
        waiting: a question that was kept before it was answered, "" without.
    """

    id: str
    title: str
    created: float
    changed: float
    turns: int
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first.

    Attributes:
        waiting: a question that was kept before it was answered, "" without.
        waiting_for: id of the turn whose answer that question is to replace, "" for a new turn.
    """

    id: str
    title: str
    turns: tuple[Turn, ...]
    waiting: str = ""
    waiting_for: str = ""


class ConversationStore:
    """The conversations of one person in one SQLite file; those of others do not exist here.

    Every method raises ``StorageError`` when the file is locked, full, read-only, damaged, or made by a newer version.

    Args:
        path: the database; made at the first use.
        person: whose conversations; "" is the one user of a computer without login.
    """

    def __init__(self, path: Path, person: str = "") -> None:
        self._database = Database(path, SCHEMA, upgrade)
        self._person = person

    def create(self, title: str, waiting: str = "") -> str:
        """Begin a conversation.

        Args:
            waiting: its first question, kept until it is answered.

        Returns:
            Its id, which can't be guessed and may stand in an address.
        """
        name, now = secrets.token_hex(16), time.time()
        with self._database.transaction() as db:
            db.execute(
                "insert into conversations (id, title, created, changed, person, waiting) values (?, ?, ?, ?, ?, ?)",
                (name, short_title(title), now, now, self._person, waiting),
            )
        return name

    def wait(self, conversation: str, question: str, instead_of: str = "") -> None:
        """Keep a question before it is answered; one with "" forgets it.

        Args:
            instead_of: id of the turn whose answer is to be replaced.

        Raises:
            StorageError: also when the conversation is gone.
        """
        with self._database.transaction() as db:
            self._touch(db, conversation, question, instead_of if question else "")

    def append(self, conversation: str, question: str, answer: Answer) -> Turn:
        """Add a turn; nothing waits after it.

        Raises:
            StorageError: also when the conversation was deleted meanwhile.
        """
        turn = Turn(question, answer, time.time(), new_name())
        plain = _plain(answer)
        with self._database.transaction() as db:
            self._touch(db, conversation)
            db.execute(
                "insert into turns (conversation, question, answer, created, name, words) values (?, ?, ?, ?, ?, ?)",
                (conversation, question, _dump(plain), turn.created, turn.id, answer_words(question, plain)),
            )
        return turn

    def replace(self, conversation: str, old: str, question: str, answer: Answer) -> Turn:
        """Put another question and answer in the place of a turn, under a new id.

        Raises:
            StorageError: also when the conversation or the turn was deleted meanwhile.
        """
        turn = Turn(question, answer, time.time(), new_name())
        plain = _plain(answer)
        with self._database.transaction() as db:
            self._touch(db, conversation)
            changed = db.execute(
                "update turns set question = ?, answer = ?, created = ?, name = ?, words = ? "
                "where conversation = ? and name = ?",
                (question, _dump(plain), turn.created, turn.id, answer_words(question, plain), conversation, old),
            )
            if not changed.rowcount:
                raise StorageError(_GONE)
        return turn

    def load(self, conversation: str) -> Conversation | None:
        """A conversation of this person, None when there is none with this id."""
        with self._database.transaction() as db:
            row = db.execute(
                "select title, waiting, waiting_for from conversations where id = ? and person = ?",
                (conversation, self._person),
            ).fetchone()
            turns = _rows(db, conversation) if row else []
        return Conversation(conversation, row[0], tuple(_turn(*t) for t in turns), *row[1:]) if row else None

    def list(self, limit: int = 100) -> tuple[ConversationSummary, ...]:
        """Conversations, the last changed first."""
        with self._database.transaction() as db:
            return _summaries(db, "", (self._person, limit))

    def search(self, words: str, limit: int = 100) -> tuple[ConversationSummary, ...]:
        """Conversations that hold every one of these words, or parts of words, in title, questions or answers.

        Capitals and accents make no difference. Without words: every conversation, as ``list``.
        """
        wanted = search_words(words).split()[:_MOST_WORDS]
        pairs = [part for word in wanted for part in (word, word)]
        with self._database.transaction() as db:
            db.create_function("fold", 1, search_words, deterministic=True)
            return _summaries(db, _HOLDS * len(wanted), (self._person, *pairs, limit))

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; one without letters changes nothing."""
        if not title.strip():
            return
        with self._database.transaction() as db:
            db.execute(
                "update conversations set title = ? where id = ? and person = ?",
                (short_title(title), conversation, self._person),
            )

    def delete(self, conversation: str) -> None:
        """Remove a conversation and its turns."""
        with self._database.transaction() as db:
            db.execute("delete from conversations where id = ? and person = ?", (conversation, self._person))

    def export(self) -> Sequence[dict[str, Any]]:
        """Every conversation of this person with all that is kept of it, JSON-ready, oldest first."""
        with self._database.transaction() as db:
            found = db.execute(
                "select id, title, created, changed, waiting from conversations where person = ? order by created, id",
                (self._person,),
            ).fetchall()
            return [
                {
                    "id": name,
                    "title": title,
                    "created": _moment(created),
                    "changed": _moment(changed),
                    "waiting": waiting or None,
                    "turns": [_exported(*row) for row in _rows(db, name)],
                }
                for name, title, created, changed, waiting in found
            ]

    def forget(self) -> int:
        """Remove every conversation of this person for good.

        Returns:
            The number of conversations removed.
        """
        return self._database.wipe("conversations", "person = ?", self._person)

    def expire(self, days: float) -> int:
        """Remove, of **everyone**, the conversations that were not added to for so many days; 0 keeps all.

        Returns:
            The number of conversations removed.
        """
        return self._database.expire("conversations", "changed", days)

    def _touch(self, db: sqlite3.Connection, conversation: str, waiting: str = "", waiting_for: str = "") -> None:
        changed = db.execute(
            "update conversations set changed = ?, waiting = ?, waiting_for = ? where id = ? and person = ?",
            (time.time(), waiting, waiting_for, conversation, self._person),
        )
        if not changed.rowcount:
            raise StorageError(_GONE)


def short_title(text: str) -> str:
    """One line of at most 80 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _summaries(db: sqlite3.Connection, where: str, values: Sequence[str | int]) -> tuple[ConversationSummary, ...]:
    return tuple(ConversationSummary(*row) for row in db.execute(_SUMMARY.format(where=where), values))


def _rows(db: sqlite3.Connection, conversation: str) -> list[tuple[str, str, float, str]]:
    return db.execute(
        "select question, answer, created, name from turns where conversation = ? order by id", (conversation,)
    ).fetchall()


def _plain(answer: Answer) -> dict[str, Any]:
    return {**answer.to_dict(), "card": answer.card, "only": answer.only}


def _dump(plain: dict[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _turn(question: str, answer: str, created: float, name: str) -> Turn:
    try:
        return Turn(question, answer_from_dict(json.loads(answer)), created, name)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageError("Dit gesprek is in een andere vorm bewaard en kan niet getoond worden.") from error


def _exported(question: str, answer: str, created: float, name: str) -> dict[str, Any]:
    """A turn as it is kept; an answer in a form that can't be read goes along as text."""
    kept: Any = answer
    with suppress(ValueError):
        kept = json.loads(answer)
    return {"id": name, "question": question, "asked": _moment(created), "answer": kept}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
