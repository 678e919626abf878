"""The coach that all visitors share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from bot.adapters.rehearsal_tools import make_coach
from bot.assembly import open_index
from bot.errors import WeerwoordError
from bot.ingest.store import IndexStore
from bot.rehearsal.coach import Coach
from bot.settings import Settings
from bot.ui.desk import read_settings
from bot.ui.language import _


@dataclass(frozen=True)
class CoachDesk:
    """A coach over one opened index version."""

    version: Path
    coach: Coach


def open_coach(settings: Settings) -> CoachDesk:
    """Open the current index version for practice.

    Raises:
        IndexFault: told with the command that mends it.
    """
    index = open_index(settings, one_shot=True)
    searcher = index.searcher
    return CoachDesk(index.folder, make_coach(index.catalog, searcher.analyzer, searcher.embedder, settings.database))


def _is_current(desk: CoachDesk) -> bool:
    try:
        return IndexStore(read_settings().index_root).current() == desk.version
    except WeerwoordError:
        return False


@st.cache_resource(show_spinner=False, validate=_is_current)
def _opened() -> CoachDesk:
    return open_coach(read_settings())


def shared_coach() -> CoachDesk:
    """The coach, opened again when the index changes."""
    with st.spinner(_("Kaarten klaarleggen …")):
        return _opened()
