"""Connections to the user's database, and its failures as sentences."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import StorageError

_WAIT_MS = 2000
_DAY_S = 86_400.0
_PRIMARY = 0xFF  # an extended SQLite code keeps its primary code in the low byte


class Database:
    """One SQLite file: write-ahead log, busy timeout, foreign keys on.

    Each use opens its own connection, so threads and processes may share the file.

    Args:
        path: the file; its folder is made when needed.
        schema: "create … if not exists" statements of the caller's own tables.
        upgrade: brings tables of an earlier version up to date; runs each time the file is opened, so it must see
            quickly that there is nothing to do.
    """

    def __init__(self, path: Path, schema: str, upgrade: Callable[[sqlite3.Connection], None] | None = None) -> None:
        self._path = path
        self._schema = schema
        self._upgrade = upgrade

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together or not at all.

        Raises:
            StorageError: locked, full, read-only, damaged.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as connection, connection:
                yield connection
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise storage_error(self._path, error) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(f"De map {self._path.parent} is niet te gebruiken: {reason}.") from error

    def wipe(self, table: str, which: str, *values: str | float) -> int:
        """Remove rows of a table so that nothing of them stays in the file.

        Args:
            which: the condition, with a "?" for each value.

        Returns:
            The number of rows removed.
        """
        with self.transaction() as db:
            db.execute("pragma secure_delete = on")
            return db.execute(f"delete from {table} where {which}", values).rowcount

    def expire(self, table: str, moment: str, days: float) -> int:
        """Remove rows that are older than so many days, of everyone; 0 days, or fewer, keep all.

        Args:
            moment: the column that holds seconds since the epoch.

        Returns:
            The number of rows removed.
        """
        return self.wipe(table, f"{moment} < ?", time.time() - days * _DAY_S) if days > 0 else 0

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_WAIT_MS / 1000)
        try:
            connection.execute(f"pragma busy_timeout = {_WAIT_MS}")
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma foreign_keys = on")
            connection.executescript(self._schema)
            if self._upgrade is not None:
                self._upgrade(connection)
        except BaseException:
            connection.close()
            raise
        return connection


_SENTENCES = {
    sqlite3.SQLITE_BUSY: "De gesprekken zijn nu in gebruik door een ander programma. Probeer het zo opnieuw.",
    sqlite3.SQLITE_LOCKED: "De gesprekken zijn nu in gebruik door een ander programma. Probeer het zo opnieuw.",
    sqlite3.SQLITE_FULL: "De schijf is vol; maak ruimte vrij voor {path}.",
    sqlite3.SQLITE_IOERR: "De schijf is vol of geeft een fout; maak ruimte vrij voor {path}.",
    sqlite3.SQLITE_READONLY: "Geen schrijfrechten voor {path}. Vraag schrijfrechten of kies een andere data_dir.",
    sqlite3.SQLITE_PERM: "Geen schrijfrechten voor {path}. Vraag schrijfrechten of kies een andere data_dir.",
    sqlite3.SQLITE_CANTOPEN: "{path} is niet te openen. Vraag schrijfrechten of kies een andere data_dir.",
    sqlite3.SQLITE_CORRUPT: "{path} is beschadigd. Geef het bestand een andere naam; dan begint Weerwoord een nieuw.",
    sqlite3.SQLITE_NOTADB: "{path} is geen database. Geef het bestand een andere naam; dan begint Weerwoord een nieuw.",
}


def storage_error(path: Path, error: sqlite3.Error) -> StorageError:
    """A SQLite error as a sentence that says what to do."""
    code = getattr(error, "sqlite_errorcode", None)
    sentence = _SENTENCES.get(code & _PRIMARY) if code is not None else None
    return StorageError((sentence or "Opslaan in {path} lukt niet ({error}).").format(path=path, error=error))
