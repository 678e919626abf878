"""The passages and the rest of one index version, in a read-only SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.cards import Card
from bot.domain.codec import card_from, concept_from, figure_from, outside_from, passage_from, source_from, to_plain
from bot.domain.figures import Figure
from bot.domain.outside import OutsideSubject
from bot.domain.passages import Passage
from bot.domain.sources import Source
from bot.domain.thesaurus import Concept
from bot.errors import MEND_INDEX, IndexDamaged, StorageError
from bot.ports import IndexedQuestion

FILE = "catalog.db"
_CHUNK = 500
_SCHEMA = """
create table passages (place integer primary key, id text unique not null, key text not null, body text not null);
create index passages_key on passages (key);
create table conflicts (key text not null, passage text not null);
create index conflicts_key on conflicts (key);
create table questions (
    id text primary key, text text not null, passages text not null, card text not null, sentence text not null
);
create table objects (kind text not null, id text not null, body text not null, primary key (kind, id));
"""
T = TypeVar("T")


def write_catalog(
    folder: Path,
    passages: Sequence[Passage],
    questions: Iterable[IndexedQuestion],
    objects: Mapping[str, Mapping[str, Any]],
) -> None:
    """Write the catalog of a new index version.

    Args:
        objects: "source", "card", "figure", "concept" and "outside" to objects by id.

    Raises:
        StorageError: no rights or no space.
    """
    try:
        with closing(sqlite3.connect(folder / FILE)) as connection, connection:
            _fill(connection, passages, questions, objects)
    except sqlite3.OperationalError as error:
        message = f"De catalogus is niet te schrijven in {folder}. Is de schijf vol of de map alleen-lezen?"
        raise StorageError(message) from error


def _fill(
    connection: sqlite3.Connection,
    passages: Sequence[Passage],
    questions: Iterable[IndexedQuestion],
    objects: Mapping[str, Mapping[str, Any]],
) -> None:
    connection.executescript(_SCHEMA)
    connection.executemany(
        "insert into passages values (?, ?, ?, ?)",
        ((n, p.id, p.key, _dump(to_plain(p))) for n, p in enumerate(passages)),
    )
    connection.executemany(
        "insert into conflicts values (?, ?)",
        {(s.against.key, p.id) for p in passages for s in p.sentences if s.against},
    )
    connection.executemany(
        "insert into questions values (?, ?, ?, ?, ?)",
        ((q.id, q.text, _dump(q.passage_ids), q.card, q.sentence) for q in questions),
    )
    connection.executemany(
        "insert into objects values (?, ?, ?)",
        ((kind, name, _dump(to_plain(value))) for kind, group in objects.items() for name, value in group.items()),
    )


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class SqliteCatalog:
    """Implements ``Catalog``; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        if not path.is_file():
            raise IndexDamaged(f"In de index ontbreekt de catalogus. {MEND_INDEX}")
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"De catalogus van de index gaat niet open. {MEND_INDEX}") from error
        self._lock = threading.Lock()

    def passages(self, ids: Sequence[str]) -> list[Passage]:
        """Passages in the order of the ids."""
        found: dict[str, Passage] = {}
        for start in range(0, len(ids), _CHUNK):
            chunk = list(ids[start : start + _CHUNK])
            marks = ",".join("?" * len(chunk))
            for name, body in self._rows(f"select id, body from passages where id in ({marks})", chunk):
                found[name] = passage_from(json.loads(body))
        return [found[i] for i in ids if i in found]

    def passages_of(self, key: str) -> list[Passage]:
        """All passages of a source, in document order."""
        rows = self._rows("select body from passages where key = ? order by place", [key])
        return [passage_from(json.loads(body)) for (body,) in rows]

    def conflicts_with(self, key: str) -> list[Passage]:
        """Passages with a sentence that contradicts a claim of this source."""
        ids = [name for (name,) in self._rows("select passage from conflicts where key = ? order by passage", [key])]
        return self.passages(ids)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by key."""
        return self._objects("source", source_from)

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Cards by slug."""
        return self._objects("card", card_from)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Ledger rows by id."""
        return self._objects("figure", figure_from)

    @cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """Thesaurus concepts by id."""
        return self._objects("concept", concept_from)

    @cached_property
    def outside(self) -> Mapping[str, OutsideSubject]:
        """Subjects of which the sources say nothing, by id."""
        return self._objects("outside", outside_from)

    @cached_property
    def questions(self) -> Sequence[IndexedQuestion]:
        """All indexed questions."""
        rows = self._rows("select id, text, passages, card, sentence from questions order by id", [])
        return [IndexedQuestion(i, text, tuple(json.loads(ids)), card, asks) for i, text, ids, card, asks in rows]

    def passage_count(self) -> int:
        """Number of passages."""
        return int(self._rows("select count(*) from passages", [])[0][0])

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _objects(self, kind: str, build: Callable[[Mapping[str, Any]], T]) -> dict[str, T]:
        rows = self._rows("select id, body from objects where kind = ? order by rowid", [kind])
        return {name: build(json.loads(body)) for name, body in rows}

    def _rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(f"De catalogus van de index is beschadigd. {MEND_INDEX}") from error
