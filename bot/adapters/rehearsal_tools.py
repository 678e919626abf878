"""Puts rehearsal together from an opened index and the user's database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.adapters.fsrs_scheduler import FsrsScheduler
from bot.adapters.syllables import dutch_syllables
from bot.ports import Catalog, Embedder
from bot.rehearsal.coach import Coach
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.scheduling import Clock, Deck
from bot.retrieval.analysis import Analyzer
from bot.storage.progress import ProgressStore


def local_clock() -> datetime:
    """The present time in the zone of this computer."""
    return datetime.now().astimezone()


def make_coach(
    catalog: Catalog, analyzer: Analyzer, embedder: Embedder, database: Path, clock: Clock = local_clock
) -> Coach:
    """A coach over the cards of an opened index."""
    grader = Grader(catalog, analyzer, embedder, dutch_syllables())
    deck = Deck(catalog.cards, catalog.figures, FsrsScheduler(), clock)
    return Coach(catalog, grader, deck, ProgressStore(database))
