"""Who is at the page, and what this person may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "editor", "evaluator"]
LOCAL = ""
"""Name of the one person of a computer without login."""


@dataclass(frozen=True)
class Person:
    """A visitor.

    Attributes:
        id: stable name under which conversations and progress are kept; ``LOCAL`` without login.
        name: as shown.
        roles: what this person may do; every role without login.
    """

    id: str = LOCAL
    name: str = ""
    roles: frozenset[Role] = frozenset(("reader", "editor", "evaluator"))

    def may(self, role: Role) -> bool:
        """Whether this person has the role."""
        return role in self.roles


def current_person() -> Person:
    """The visitor of this session."""
    return Person()
