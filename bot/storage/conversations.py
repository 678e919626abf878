"""Conversations, kept across a reload of the page."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from bot.domain.answers import Answer, answer_from_dict
from bot.errors import StorageError
from bot.storage.database import Database

_TITLE = 80
_SCHEMA = """
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
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer.

    Attributes:
        question: as the user wrote it.
        created: seconds since the epoch.
    """

    question: str
    answer: Answer
    created: float


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation as a list shows it.

    Attributes:
        created: seconds since the epoch, as is ``changed``.
        turns: number of questions.
    """

    id: str
    title: str
    created: float
    changed: float
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first."""

    id: str
    title: str
    turns: tuple[Turn, ...]


class ConversationStore:
    """Conversations in one SQLite file.

    Every method raises ``StorageError`` when the file is locked, full, read-only or damaged.

    Args:
        path: the database; made at the first use.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA)

    def create(self, title: str) -> str:
        """Begin a conversation.

        Returns:
            Its id, which can't be guessed and may stand in an address.
        """
        name, now = secrets.token_urlsafe(16), time.time()
        with self._database.transaction() as db:
            db.execute("insert into conversations values (?, ?, ?, ?)", (name, short_title(title), now, now))
        return name

    def append(self, conversation: str, question: str, answer: Answer) -> Turn:
        """Add a turn.

        Raises:
            StorageError: also when the conversation was deleted meanwhile.
        """
        turn = Turn(question, answer, time.time())
        try:
            with self._database.transaction() as db:
                db.execute(
                    "insert into turns (conversation, question, answer, created) values (?, ?, ?, ?)",
                    (conversation, question, _dump(answer), turn.created),
                )
                db.execute("update conversations set changed = ? where id = ?", (turn.created, conversation))
        except sqlite3.IntegrityError as error:
            raise StorageError("Dit gesprek is in een ander venster verwijderd; deze vraag is niet bewaard.") from error
        return turn

    def load(self, conversation: str) -> Conversation | None:
        """A conversation, None when there is none with this id."""
        with self._database.transaction() as db:
            row = db.execute("select title from conversations where id = ?", (conversation,)).fetchone()
            turns = db.execute(
                "select question, answer, created from turns where conversation = ? order by id", (conversation,)
            ).fetchall()
        if row is None:
            return None
        return Conversation(conversation, row[0], tuple(_turn(*values) for values in turns))

    def list(self, limit: int = 100) -> tuple[ConversationSummary, ...]:
        """Conversations, the last changed first."""
        with self._database.transaction() as db:
            rows = db.execute(
                "select c.id, c.title, c.created, c.changed, count(t.id) from conversations c "
                "left join turns t on t.conversation = c.id group by c.id "
                "order by c.changed desc, c.rowid desc limit ?",
                (limit,),
            ).fetchall()
        return tuple(ConversationSummary(*row) for row in rows)

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title; one without letters changes nothing."""
        if not title.strip():
            return
        with self._database.transaction() as db:
            db.execute("update conversations set title = ? where id = ?", (short_title(title), conversation))

    def delete(self, conversation: str) -> None:
        """Remove a conversation and its turns."""
        with self._database.transaction() as db:
            db.execute("delete from conversations where id = ?", (conversation,))


def short_title(text: str) -> str:
    """One line of at most 80 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _dump(answer: Answer) -> str:
    return json.dumps({**answer.to_dict(), "card": answer.card}, ensure_ascii=False)


def _turn(question: str, answer: str, created: float) -> Turn:
    try:
        return Turn(question, answer_from_dict(json.loads(answer)), created)
    except (KeyError, TypeError, ValueError) as error:
        raise StorageError("Dit gesprek is in een andere vorm bewaard en kan niet getoond worden.") from error
