"""What the pages work with: settings, the opened index, the conversations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import streamlit as st

from bot.assembly import open_index
from bot.domain.answers import Answer
from bot.domain.cards import Card
from bot.errors import WeerwoordError
from bot.ingest.store import IndexStore
from bot.settings import Settings, load_settings
from bot.storage.conversations import ConversationStore

PARTOS = "partos-"
"""Slugs of the cards of the seven Partos questions begin with this."""


class Asker(Protocol):
    """Answers questions."""

    def ask(self, question: str, context: str = "") -> Answer:
        """Answer, or refuse.

        Args:
            question: as the user wrote it.
            context: the question before.
        """
        ...


@dataclass(frozen=True)
class Desk:
    """One opened index version.

    Attributes:
        version: folder of the version.
        cards: all cards, the seven Partos questions first.
    """

    version: Path
    assistant: Asker
    cards: tuple[Card, ...]


def open_desk(settings: Settings) -> Desk:
    """Open the current index version.

    Raises:
        IndexFault: told with the command that mends it.
    """
    index = open_index(settings)
    return Desk(index.folder, index.answerer, tuple(sorted(index.catalog.cards.values(), key=_card_order)))


def _card_order(card: Card) -> tuple[str, str]:
    return ("" if card.slug.startswith(PARTOS) else card.theme, card.slug)


def read_settings() -> Settings:
    """Settings of this process; ``serve`` hands its own over through the environment."""
    return load_settings()


def conversation_store(settings: Settings) -> ConversationStore:
    """The user's conversations."""
    return ConversationStore(settings.database)


def _is_current(desk: Desk) -> bool:
    """False when the index was rebuilt since; a fault shows when it is opened again."""
    try:
        return IndexStore(read_settings().index_root).current() == desk.version
    except WeerwoordError:
        return False


@st.cache_resource(show_spinner="Bronnen openen …", validate=_is_current)
def shared_desk() -> Desk:
    """The desk that all visitors share, opened again when the index changes."""
    return open_desk(read_settings())


def theme_title(theme: str) -> str:
    """A theme's slug as words: "Klimaat", "Nul komma zeven"."""
    words = "".join(c if c.isalnum() else " " for c in theme).strip()
    return words[:1].upper() + words[1:] or "Overig"
