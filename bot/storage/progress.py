"""Rehearsal progress: reviews that are only ever added, so that nothing practised is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.rehearsal import Attempt, Rating, Review, ReviewLine, Schedule
from bot.errors import StorageError
from bot.storage.database import Database

VERSION = 2
_DAMAGED = "Een bewaard antwoord is beschadigd; zet een kopie van het bestand terug."
_SCHEMA = """
create table if not exists rehearsal_form (one integer primary key check (one = 1), version integer not null);
create table if not exists reviews (
    number integer primary key autoincrement,
    attempt text not null unique,
    person text not null,
    card text not null,
    theme text not null,
    question text not null,
    asked text not null,
    answer text not null,
    grade real not null,
    rating integer not null,
    seconds real not null,
    mistakes text not null,
    figures text not null,
    at text not null,
    state text not null,
    due text not null
);
create index if not exists reviews_person_card on reviews (person, card, number);
create table if not exists rehearsal_drafts (
    person text primary key,
    attempt text not null,
    answer text not null,
    round text not null,
    at text not null
);
"""
_COLUMNS = (
    "attempt, person, card, theme, question, asked, answer, grade, rating, seconds, mistakes, figures, at, state, due"
)


class ProgressStore:
    """Reviews in one SQLite file.

    Every method raises ``StorageError`` when the file is locked, full, read-only, damaged, or made by a newer version.

    Args:
        path: the database; made at the first use.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA)
        self._path = path

    def record(self, attempt: Attempt, schedule: Callable[[str | None], Schedule]) -> Review:
        """Keep a review, durably, before feedback is shown.

        The card's state is read and the review written under one lock, so two windows on one deck both count. The same
        attempt handed in twice is kept once.

        Args:
            attempt: the answer and its grade.
            schedule: gives the new schedule for the card's present state (None for a new card).
        """
        with self._opened() as db:
            db.execute("begin immediate")
            db.execute("delete from rehearsal_drafts where person = ? and attempt = ?", (attempt.person, attempt.id))
            kept = db.execute(f"select number, {_COLUMNS} from reviews where attempt = ?", (attempt.id,)).fetchone()
            if kept is not None:
                return _review(kept)
            last = db.execute(
                "select state from reviews where person = ? and card = ? order by number desc limit 1",
                (attempt.person, attempt.card),
            ).fetchone()
            planned = schedule(last[0] if last else None)
            row = db.execute(
                f"insert into reviews ({_COLUMNS}) values ({', '.join('?' * 15)})",
                (*_values(attempt), planned.state, planned.due.isoformat()),
            )
            return Review(int(row.lastrowid or 0), attempt, planned)

    def reviews(self, person: str) -> list[Review]:
        """All reviews of a person, oldest first; also those of cards that are gone from the corpus."""
        with self._opened() as db:
            rows = db.execute(f"select number, {_COLUMNS} from reviews where person = ? order by number", (person,))
            return [_review(row) for row in rows.fetchall()]

    def lines(self, person: str) -> list[ReviewLine]:
        """All reviews of a person without their texts, oldest first."""
        with self._opened() as db:
            rows = db.execute(
                "select card, theme, question, grade, mistakes, at from reviews where person = ? order by number",
                (person,),
            ).fetchall()
        try:
            return [ReviewLine(c, t, q, g, m, datetime.fromisoformat(at)) for c, t, q, g, m, at in rows]
        except ValueError as error:
            raise StorageError(_DAMAGED) from error

    def latest(self, person: str) -> dict[str, Review]:
        """The last review of each card that a person practised."""
        with self._opened() as db:
            rows = db.execute(
                f"select number, {_COLUMNS} from reviews where number in "
                "(select max(number) from reviews where person = ? group by card)",
                (person,),
            )
            return {review.attempt.card: review for review in map(_review, rows.fetchall())}

    def keep_draft(self, person: str, attempt: str, answer: str, round_: str) -> None:
        """Keep the answer that a person is writing, one each; gone once it is graded.

        Args:
            attempt: the answer's name, as it will be recorded.
            round_: the round it belongs to, in the caller's own notation.
        """
        at = datetime.now(UTC).isoformat()
        with self._opened() as db:
            db.execute("begin immediate")
            if db.execute("select 1 from reviews where attempt = ?", (attempt,)).fetchone() is None:
                db.execute(
                    "insert or replace into rehearsal_drafts values (?, ?, ?, ?, ?)",
                    (person, attempt, answer, round_, at),
                )

    def draft(self, person: str) -> tuple[str, str, str] | None:
        """Attempt, answer and round of what a person was writing, None without."""
        with self._opened() as db:
            row = db.execute("select attempt, answer, round from rehearsal_drafts where person = ?", (person,))
            found = row.fetchone()
        return (str(found[0]), str(found[1]), str(found[2])) if found else None

    def drop_draft(self, person: str) -> None:
        """Forget what a person was writing."""
        with self._opened() as db:
            db.execute("pragma secure_delete = on")
            db.execute("delete from rehearsal_drafts where person = ?", (person,))

    def people(self) -> list[str]:
        """Names under which was practised."""
        with self._opened() as db:
            return [row[0] for row in db.execute("select distinct person from reviews order by person")]

    def export(self, person: str) -> dict[str, Any]:
        """Everything kept of a person, JSON-ready."""
        names = ("number", *_COLUMNS.split(", "))
        with self._opened() as db:
            rows = db.execute(f"select number, {_COLUMNS} from reviews where person = ? order by number", (person,))
            kept = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
        draft = self.draft(person)
        return {
            "weerwoord-voortgang": VERSION,
            "person": person,
            "reviews": kept,
            **({"draft": draft[1]} if draft else {}),
        }

    def expire(self, days: int) -> int:
        """Remove reviews older than this many days, of everyone, for good; 0 keeps all.

        Returns:
            The number of reviews removed.
        """
        if days <= 0:
            return 0
        oldest = datetime.now(UTC) - timedelta(days=days)
        with self._opened() as db:
            db.execute("pragma secure_delete = on")
            db.execute("delete from rehearsal_drafts where julianday(at) < julianday(?)", (oldest.isoformat(),))
            return db.execute("delete from reviews where julianday(at) < julianday(?)", (oldest.isoformat(),)).rowcount

    def delete(self, person: str) -> int:
        """Remove everything of a person for good.

        Returns:
            The number of reviews removed.
        """
        with self._opened() as db:
            db.execute("pragma secure_delete = on")
            db.execute("delete from rehearsal_drafts where person = ?", (person,))
            return db.execute("delete from reviews where person = ?", (person,)).rowcount

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with self._database.transaction() as db:
            found = db.execute("select version from rehearsal_form").fetchone()
            if found is None:
                db.execute("insert or ignore into rehearsal_form values (1, ?)", (VERSION,))
                db.commit()
            elif found[0] > VERSION:
                raise StorageError(
                    f"Uw voortgang in {self._path} is gemaakt met een nieuwere versie van Weerwoord. "
                    "Werk Weerwoord bij om verder te oefenen; er is niets veranderd."
                )
            elif found[0] < VERSION:
                _bring_up_to_date(db)
            yield db


def _bring_up_to_date(db: sqlite3.Connection) -> None:
    """Version 1 called the one person of a computer "ik" on the page and "" on the command line; now both are ""."""
    db.execute("update reviews set person = '' where person = 'ik'")
    db.execute("update rehearsal_form set version = ?", (VERSION,))
    db.commit()


def _values(attempt: Attempt) -> tuple[str | float | int, ...]:
    return (
        attempt.id,
        attempt.person,
        attempt.card,
        attempt.theme,
        attempt.question,
        attempt.asked,
        attempt.answer,
        attempt.grade,
        int(attempt.rating),
        attempt.seconds,
        " ".join(attempt.mistakes),
        attempt.figures,
        attempt.at.isoformat(),
    )


_RATINGS = {int(rating): rating for rating in Rating}


def _review(row: tuple[Any, ...]) -> Review:
    number, name, person, card, theme, question, asked, answer, grade, rating, seconds, mistakes, figures, at = row[:14]
    try:
        attempt = Attempt(
            name, person, card, theme, question, asked, answer, grade, _RATINGS[rating], seconds,
            tuple(mistakes.split()), figures, datetime.fromisoformat(at),
        )  # fmt: skip
        return Review(number, attempt, Schedule(row[14], datetime.fromisoformat(row[15])))
    except (KeyError, ValueError) as error:
        raise StorageError(_DAMAGED) from error
