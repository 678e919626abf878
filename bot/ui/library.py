"""What the index knows about its sources: what each says, who rests on it, who contradicts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import streamlit as st

from bot.adapters.sqlite_catalog import SqliteCatalog
from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.passages import Passage, PassageKind, Sentence, SentenceKind
from bot.domain.sources import ReadDepth, Source
from bot.ports import Catalog
from bot.ui import desk as office


@dataclass(frozen=True, slots=True)
class Mentions:
    """Which sources a source rests on, and which rest on it, with in how many sentences: those named most first."""

    down: tuple[tuple[str, int], ...] = ()
    up: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sentences that stand against each other, of one place in one digest.

    Attributes:
        digest: key of the source in whose digest they stand.
        against: key of the source whose claim is contradicted.
    """

    digest: str
    against: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """How much there is on a theme; ``read`` counts sources read whole or in part."""

    theme: str
    sources: int
    read: int
    cards: int
    sentences: int


@dataclass(frozen=True)
class Library:
    """Everything about the sources of one index version, read once."""

    catalog: Catalog
    version: Path = field(default_factory=Path)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by key."""
        return self.catalog.sources

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Ledger rows by id."""
        return self.catalog.figures

    @cached_property
    def digests(self) -> Mapping[str, tuple[Passage, ...]]:
        """What each source says in our own words, in order."""
        return {key: self._of_kind(key, PassageKind.DIGEST) for key in self.sources}

    def read_all(self) -> None:
        """Read everything now that is read once."""
        for name in ("figures", "coverage", "countries", "_edges", "_conflicts"):
            getattr(self, name)

    def originals(self, key: str) -> tuple[Passage, ...]:
        """The text of the user's copy of a source, in order."""
        return self._of_kind(key, PassageKind.ORIGINAL)

    def figures_of(self, key: str) -> list[Figure]:
        """Ledger rows that a source gives, newest first."""
        rows = [row for row in self.figures.values() if row.source == key]
        return sorted(rows, key=lambda row: (-row.year, row.indicator, row.id))

    def cards_on(self, key: str) -> list[Card]:
        """Cards with a sentence that cites a source or with one of its figures, those that lean on it most first."""
        rows = {row.id for row in self.figures_of(key)}
        weight = {
            card.slug: sum(key in _keys(sentence) for sentence in _sentences(card)) + len(rows & set(card.figures))
            for card in self.catalog.cards.values()
        }
        found = [card for card in self.catalog.cards.values() if weight[card.slug]]
        return sorted(found, key=lambda card: (-weight[card.slug], card.question))

    def mentions(self, key: str) -> Mentions:
        """Who rests on whom, around one source."""
        down = Counter({b: n for (a, b), n in self._edges.items() if a == key})
        up = Counter({a: n for (a, b), n in self._edges.items() if b == key})
        return Mentions(_ordered(down), _ordered(up))

    def conflicts(self, key: str) -> list[Conflict]:
        """Where a source is contradicted or contradicts another."""
        return [
            conflict
            for conflict in self._conflicts
            if conflict.against == key or any(key in _keys(sentence) for sentence in conflict.sentences)
        ]

    def is_contested(self, key: str) -> bool:
        """True when another source contradicts a claim of this one."""
        return any(
            conflict.against == key and any(set(_keys(s)) - {key} for s in conflict.sentences)
            for conflict in self._conflicts
        )

    @cached_property
    def themes(self) -> Mapping[str, tuple[str, ...]]:
        """Themes of each source."""
        return {key: _distinct(t for p in group for t in p.themes) for key, group in self.digests.items()}

    @cached_property
    def countries(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the countries that each source is about."""
        return {key: _distinct(c for p in group for c in p.countries) for key, group in self.digests.items()}

    @cached_property
    def coverage(self) -> list[ThemeCoverage]:
        """How much there is on each theme, most sources first."""
        cards = Counter(card.theme for card in self.catalog.cards.values())
        names = {theme for group in self.themes.values() for theme in group} | set(cards)
        return sorted((self._covered(theme, cards[theme]) for theme in names), key=lambda c: (-c.sources, c.theme))

    def _covered(self, theme: str, cards: int) -> ThemeCoverage:
        keys = [key for key, group in self.themes.items() if theme in group]
        read = sum(self.sources[key].read in (ReadDepth.FULL, ReadDepth.PART) for key in keys)
        passages = [p for key in keys for p in self.digests[key] if theme in p.themes]
        return ThemeCoverage(theme, len(keys), read, cards, sum(len(p.sentences) for p in passages))

    def _of_kind(self, key: str, kind: PassageKind) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.catalog.passages_of(key) if passage.kind is kind)

    @cached_property
    def _edges(self) -> Mapping[tuple[str, str], int]:
        """(who rests, on whom) to in how many sentences.

        A digest of a report repeats what a note says about it, with the note cited: there the note rests on the
        report. Sentences that contradict are told apart, and are no support.
        """
        edges: Counter[tuple[str, str]] = Counter()
        for owner, passages in self.digests.items():
            for sentence in (s for p in passages for s in p.sentences if s.kind is not SentenceKind.CONFLICT):
                edges.update(self._edges_in(owner, sentence))
        return edges

    def _edges_in(self, owner: str, sentence: Sentence) -> set[tuple[str, str]]:
        others = [key for key in _keys(sentence) if key != owner and key in self.sources]
        if self.sources[owner].is_note:
            return {(owner, key) for key in others}
        notes = [key for key in others if self.sources[key].is_note]
        if notes:
            return {(note, owner) for note in notes} | {(note, k) for note in notes for k in others if k not in notes}
        return {(owner, key) for key in others}

    @cached_property
    def _conflicts(self) -> list[Conflict]:
        found: list[Conflict] = []
        for owner, passages in self.digests.items():
            for passage in passages:
                groups: dict[str, list[Sentence]] = {}
                for sentence in passage.sentences:
                    if sentence.kind is SentenceKind.CONFLICT:
                        groups.setdefault(sentence.against.key if sentence.against else owner, []).append(sentence)
                found += [Conflict(owner, against, tuple(group)) for against, group in groups.items()]
        return found


def _sentences(card: Card) -> tuple[Sentence, ...]:
    return (*card.answer, *card.key_points, *card.counter, *card.reply, *card.caveats)


def _keys(sentence: Sentence) -> list[str]:
    return list(dict.fromkeys(citation.key for citation in sentence.citations))


def _ordered(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def shared_library() -> Library:
    """The library of the index version that visitors use now."""
    return open_library(office.shared_desk())


def open_library(desk: office.Desk) -> Library:
    """The library of an opened index version."""
    return _library(str(desk.version))


@st.cache_resource(show_spinner=False, max_entries=2)
def _library(version: str) -> Library:
    return Library(SqliteCatalog(Path(version)), Path(version))
