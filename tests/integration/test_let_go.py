"""A version that nobody uses any more is freed without a garbage collection, which would stop every question."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from bot.adapters.rehearsal_tools import make_coach
from bot.assembly import corpus_folder, make_builder
from bot.domain.filters import SourceFilter
from bot.settings import Settings
from bot.ui.desk import open_desk


@pytest.fixture
def without_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_collection")
def test_a_version_that_is_left_is_freed_at_once(mini_settings: Settings) -> None:
    make_builder(mini_settings).build(corpus_folder(mini_settings))
    desk = open_desk(mini_settings)
    index = desk.index
    assert index is not None
    assert desk.assistant.ask("Hoeveel kost de opvang van bijen?").sentences
    desk.assistant.ask("Hoeveel kost de opvang van bijen?", only=SourceFilter(countries=("NL",)))
    searcher = index.searcher
    coach = make_coach(index.catalog, searcher.analyzer, searcher.embedder, mini_settings.database)
    for card in index.catalog.cards.values():
        coach.grader.grade(card, "De opvang kost geld, en dat is te veel voor de buren.")
    legs = searcher.legs
    parts = (desk, index, index.catalog, searcher, searcher.analyzer, legs.questions, legs.vectors, coach)
    left = {type(part).__name__: weakref.ref(part) for part in parts}
    del parts, index, searcher, legs, coach, desk, card
    assert [name for name, part in left.items() if part() is not None] == []
