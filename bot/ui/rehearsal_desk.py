"""The coach that all visitors share, over the index version of page "Vragen"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from bot.adapters.rehearsal_tools import make_coach
from bot.assembly import OpenIndex
from bot.errors import IndexMissing
from bot.ports import Improver
from bot.rehearsal.coach import Coach
from bot.ui import desk as office
from bot.ui.language import _


@dataclass(frozen=True)
class CoachDesk:
    """A coach over one opened index version.

    Attributes:
        improver: betters an answer; None without a model.
    """

    version: Path
    coach: Coach
    improver: Improver | None = None


def coach_desk(index: OpenIndex) -> CoachDesk:
    """A coach over an opened version."""
    searcher = index.searcher
    coach = make_coach(index.catalog, searcher.analyzer, searcher.embedder, index.settings.database)
    return CoachDesk(index.folder, coach, index.improver)


@st.cache_resource(show_spinner=False, max_entries=2)
def _of_version(version: Path, _index: OpenIndex) -> CoachDesk:
    return coach_desk(_index)


def shared_coach() -> CoachDesk:
    """The coach over the version that all pages share.

    Raises:
        IndexFault: told with the command that mends it.
    """
    desk = office.shared_desk()
    if desk.index is None:
        raise IndexMissing(_("Er is nog geen index. Maak hem met: weerwoord index"))
    return _of_version(desk.version, desk.index)
