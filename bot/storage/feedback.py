"""Thumbs under answers, with a remark; whoever tests Weerwoord reads those that point down."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from bot.domain.answers import Answer, answer_from_dict
from bot.storage.database import Database

Verdict = Literal["up", "down"]
LONGEST_REMARK = 2000
_SCHEMA = """
create table if not exists feedback (
    id text primary key,
    person text not null,
    turn text not null,
    question text not null,
    context text not null,
    answer text not null,
    verdict text not null check (verdict in ('up', 'down')),
    remark text not null,
    created real not null,
    handled text not null default ''
);
create index if not exists feedback_person on feedback (person, created);
create unique index if not exists feedback_turn on feedback (person, turn) where turn <> '';
"""
_COLUMNS = "id, turn, question, context, answer, verdict, remark, created, handled"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thumb.

    Attributes:
        turn: id of the answer in its conversation, "" when that was not kept.
        context: the question asked just before, "" without.
        answer: as it stood when it was judged; None when it was kept in a form that can't be read.
        created: seconds since the epoch.
        handled: id of the evaluation question that was made of it, "" without.
    """

    id: str
    turn: str
    question: str
    context: str
    answer: Answer | None
    verdict: Verdict
    remark: str
    created: float
    handled: str = ""


class FeedbackStore:
    """The thumbs of one person in one SQLite file; those of others do not exist here.

    Every method raises ``StorageError`` when the file is locked, full, read-only or damaged.

    Args:
        path: the database; made at the first use.
        person: whose thumbs; "" is the one user of a computer without login.
    """

    def __init__(self, path: Path, person: str = "") -> None:
        self._database = Database(path, _SCHEMA)
        self._person = person

    def add(
        self, question: str, context: str, answer: Answer, verdict: Verdict, remark: str = "", *, turn: str = ""
    ) -> Feedback:
        """Keep a thumb; a second one under the same answer takes the place of the first.

        Args:
            context: the question asked just before, "" without.
            remark: what is wrong or good about it; what is beyond 2,000 characters is cut off.
            turn: id of the answer in its conversation, "" for an answer that stands alone.
        """
        kept = Feedback(
            secrets.token_hex(9), turn, question, context, answer, verdict,
            remark.strip()[:LONGEST_REMARK], time.time(),
        )  # fmt: skip
        plain = json.dumps({**answer.to_dict(), "card": answer.card}, ensure_ascii=False)
        values = (kept.id, turn, question, context, plain, verdict, kept.remark, kept.created, "", self._person)
        with self._database.transaction() as db:
            if turn:
                db.execute("delete from feedback where person = ? and turn = ?", (self._person, turn))
            db.execute(f"insert into feedback ({_COLUMNS}, person) values ({', '.join('?' * 10)})", values)
        return kept

    def list(self, limit: int = 100) -> tuple[Feedback, ...]:
        """This person's thumbs, the newest first."""
        return self._found("person = ? order by created desc, rowid desc limit ?", self._person, limit)

    def under(self, turns: Sequence[str]) -> dict[str, Feedback]:
        """This person's thumbs under these answers, by the answer's id."""
        wanted = [turn for turn in turns if turn]
        if not wanted:
            return {}
        marks = ", ".join("?" * len(wanted))
        return {one.turn: one for one in self._found(f"person = ? and turn in ({marks})", self._person, *wanted)}

    def withdraw(self, name: str) -> bool:
        """Remove one of this person's thumbs by its id; False when there is none."""
        return self._database.wipe("feedback", "id = ? and person = ?", name, self._person) > 0

    def export(self) -> Sequence[dict[str, Any]]:
        """Every thumb of this person with all that is kept of it, JSON-ready, oldest first."""
        with self._database.transaction() as db:
            rows = db.execute(
                f"select {_COLUMNS} from feedback where person = ? order by created, rowid", (self._person,)
            ).fetchall()
        return [_exported(*row) for row in rows]

    def forget(self) -> int:
        """Remove every thumb of this person for good.

        Returns:
            The number of thumbs removed.
        """
        return self._database.wipe("feedback", "person = ?", self._person)

    def expire(self, days: float) -> int:
        """Remove, of **everyone**, the thumbs that are older than so many days; 0 keeps all.

        Returns:
            The number of thumbs removed.
        """
        return self._database.expire("feedback", "created", days)

    def complaints(self, limit: int = 200) -> tuple[Feedback, ...]:
        """The thumbs down of **everyone**, without who gave them, the newest first; for who tests Weerwoord."""
        return self._found("verdict = 'down' order by created desc, rowid desc limit ?", limit)

    def handle(self, name: str, case: str) -> None:
        """Note, for a complaint of anyone, the id of the evaluation question that was made of it."""
        with self._database.transaction() as db:
            db.execute("update feedback set handled = ? where id = ? and verdict = 'down'", (case, name))

    def _found(self, which: str, *values: str | int) -> tuple[Feedback, ...]:
        with self._database.transaction() as db:
            rows = db.execute(f"select {_COLUMNS} from feedback where {which}", values).fetchall()
        return tuple(_feedback(*row) for row in rows)


def _feedback(
    name: str, turn: str, question: str, context: str, answer: str, verdict: Verdict, remark: str, *rest: Any
) -> Feedback:
    found: Answer | None = None
    with suppress(KeyError, TypeError, ValueError):
        found = answer_from_dict(json.loads(answer))
    return Feedback(name, turn, question, context, found, verdict, remark, *rest)


def _exported(
    name: str, turn: str, question: str, context: str, answer: str, verdict: str, remark: str,
    created: float, handled: str,
) -> dict[str, Any]:  # fmt: skip
    kept: Any = answer
    with suppress(ValueError):
        kept = json.loads(answer)
    return {
        "id": name,
        "turn": turn,
        "question": question,
        "context": context,
        "answer": kept,
        "verdict": verdict,
        "remark": remark,
        "given": datetime.fromtimestamp(created, UTC).isoformat(timespec="seconds"),
        "evaluation_question": handled,
    }
