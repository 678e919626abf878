"""What the pages work with: settings, the opened index, the conversations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import streamlit as st

from bot.assembly import OpenIndex, open_index
from bot.domain.answers import Answer
from bot.domain.cards import Card
from bot.domain.filters import SourceFilter
from bot.errors import IndexMissing
from bot.ingest.newest import Newest
from bot.ingest.store import IndexStore
from bot.ports import Catalog
from bot.settings import Settings
from bot.storage.conversations import ConversationStore
from bot.storage.feedback import FeedbackStore
from bot.ui.access import current_person
from bot.ui.current_settings import current_settings
from bot.ui.garbage import keep_for_good
from bot.ui.source_filter import Choices
from bot.ui.watched import watched

PARTOS = "partos-"
"""Slugs of the cards of the seven Partos questions begin with this."""


class Asker(Protocol):
    """Answers questions."""

    def ask(self, question: str, context: str = "", *, only: SourceFilter | None = None) -> Answer:
        """Answer, or refuse.

        Args:
            question: as the user wrote it.
            context: the question before.
            only: which sources may answer.
        """
        ...


@dataclass(frozen=True)
class Desk:
    """One opened index version.

    Attributes:
        version: folder of the version.
        cards: all cards, the seven Partos questions first.
        warm_up: makes the first answers quick; takes some seconds.
        choices: what a question can be narrowed to.
        about: what each of these passages is about: codes of countries by the passage's id.
        index: the version itself, None for a desk that has none.
    """

    version: Path
    assistant: Asker
    cards: tuple[Card, ...]
    warm_up: Callable[[], None] = lambda: None
    choices: Choices = field(default_factory=Choices)
    about: Callable[[Sequence[str]], Mapping[str, Sequence[str]]] = lambda ids: {}
    index: OpenIndex | None = None


def open_desk(settings: Settings) -> Desk:
    """Open the current index version.

    Raises:
        IndexFault: told with the command that mends it.
    """
    index = open_index(settings)
    cards = tuple(sorted(index.catalog.cards.values(), key=_card_order))
    choices = Choices(tuple(index.catalog.sources.values()), _countries(cards))
    return Desk(index.folder, watched(index.answerer), cards, index.warm_up, choices, _about(index.catalog), index)


def _countries(cards: Iterable[Card]) -> tuple[str, ...]:
    """Codes that cards are about, the commonest first."""
    return tuple(code for code, _count in Counter(code for card in cards for code in card.countries).most_common())


def _about(catalog: Catalog) -> Callable[[Sequence[str]], Mapping[str, Sequence[str]]]:
    @lru_cache(maxsize=200)
    def find(ids: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
        return {passage.id: passage.countries for passage in catalog.passages(ids)}

    return lambda ids: find(tuple(dict.fromkeys(filter(None, ids))))


def _card_order(card: Card) -> tuple[str, str]:
    return ("" if card.slug.startswith(PARTOS) else card.theme, card.slug)


def read_settings() -> Settings:
    """Settings of this process; ``serve`` hands its own over through the environment."""
    return current_settings()


def conversation_store(settings: Settings) -> ConversationStore:
    """The conversations of who is at the page."""
    return ConversationStore(settings.database, current_person().id)


def feedback_store(settings: Settings) -> FeedbackStore:
    """The thumbs of who is at the page."""
    return FeedbackStore(settings.database, current_person().id)


@st.cache_resource(show_spinner=False)
def newest_desk() -> Newest[Desk]:
    """The desk that all visitors share, moved over to a new index version between questions."""
    settings = read_settings()
    store = IndexStore(settings.index_root)
    return Newest(store, lambda: open_desk(settings), lambda desk: desk.version, _make_ready)


def _make_ready(desk: Desk) -> None:
    desk.warm_up()
    keep_for_good()


def shared_index() -> OpenIndex:
    """The index that the pages have open, for what is no page.

    Raises:
        IndexFault: it can't be opened.
    """
    index = newest_desk().get().index
    if index is None:
        raise IndexMissing("Er is nog geen index. Maak hem met: weerwoord index")
    return index


def shared_desk() -> Desk:
    """The desk that all visitors share; a new index is opened aside while questions go on."""
    return newest_desk().get()


def theme_title(theme: str) -> str:
    """A theme's slug as words: "Klimaat", "Nul komma zeven"."""
    words = "".join(c if c.isalnum() else " " for c in theme).strip()
    return words[:1].upper() + words[1:] or "Overig"
