"""Everything that is kept of one person, counted, taken along and forgotten as one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.storage.conversations import ConversationStore
from bot.storage.feedback import FeedbackStore
from bot.storage.progress import ProgressStore

VERSION = 1
_MANY = 1_000_000


class Counts(NamedTuple):
    """How much is kept, or was removed."""

    conversations: int
    verdicts: int
    reviews: int


class PersonalData:
    """What one person left in the database.

    Every method raises ``StorageError`` when the file is locked, full, read-only or damaged.

    Args:
        database: SQLite file of conversations, verdicts on answers, and progress.
        person: whose; "" is the one user of a computer without login.
    """

    def __init__(self, database: Path, person: str) -> None:
        self._conversations = ConversationStore(database, person)
        self._feedback = FeedbackStore(database, person)
        self._progress = ProgressStore(database)
        self._person = person

    def counts(self) -> Counts:
        """How much is kept."""
        return Counts(
            len(self._conversations.list(_MANY)),
            len(self._feedback.list(_MANY)),
            len(self._progress.lines(self._person)),
        )

    def archive(self) -> bytes:
        """All of it, as JSON in UTF-8."""
        kept = {
            "weerwoord-mijn-gegevens": VERSION,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "person": self._person,
            "conversations": self._conversations.export(),
            "verdicts": self._feedback.export(),
            "progress": self._progress.export(self._person),
        }
        return json.dumps(kept, ensure_ascii=False, indent=1).encode()

    def forget(self) -> Counts:
        """Remove all of it for good.

        Returns:
            How much was removed.
        """
        return Counts(self._conversations.forget(), self._feedback.forget(), self._progress.delete(self._person))


def expire(database: Path, days: int) -> int:
    """Remove what is older than this many days, of everyone; 0 days keeps all.

    Returns:
        How many conversations, verdicts and reviews were removed.

    Raises:
        StorageError: the database can't be written.
    """
    if days <= 0 or not database.is_file():
        return 0
    stores = (ConversationStore(database), FeedbackStore(database), ProgressStore(database))
    return sum(store.expire(days) for store in stores)
