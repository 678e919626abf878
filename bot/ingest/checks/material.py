"""The loaded corpus as the rules read it: sentences with their file, figures by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from bot.domain.cards import Card
from bot.domain.figures import Figure
from bot.domain.numbers import Number, find_numbers
from bot.domain.passages import Citation, DocumentText, PassageKind, Sentence, SentenceKind
from bot.ingest.card_files import ANSWER, CAVEATS, COUNTER, POINTS, REPLY
from bot.ingest.corpus import CARDS, NOTES, REPORTS, Corpus
from bot.ingest.problems import Problem, Severity

KeyT = TypeVar("KeyT")
ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence where it stands.

    Attributes:
        file: path relative to the corpus folder.
        key: source key of the digest, or slug of the card.
        part: the lowest heading above it, or the part of the card.
        numbers: all numbers in it.
    """

    file: str
    key: str
    part: str
    sentence: Sentence
    numbers: tuple[Number, ...]

    @property
    def cited(self) -> frozenset[str]:
        """Keys of the cited sources."""
        return frozenset(citation.key for citation in self.sentence.citations)

    @property
    def quote(self) -> str:
        """The start of the sentence, between quotation marks."""
        return f"“{shortened(self.sentence.text)}”"

    def error(self, rule: str, message: str) -> Problem:
        """A remark on this sentence that stops the index."""
        return Problem(self.file, self.sentence.line, rule, message)

    def warning(self, rule: str, message: str) -> Problem:
        """A remark on this sentence that does not."""
        return warning(self.file, rule, message, self.sentence.line)


@dataclass(frozen=True)
class Material:
    """What the rules look at.

    Attributes:
        originals: texts of cited works that the user has, by key.
    """

    corpus: Corpus
    originals: Mapping[str, DocumentText]

    @cached_property
    def digest_sentences(self) -> tuple[Placed, ...]:
        """Sentences of all digests, in order."""
        return tuple(
            Placed(self.digest_file(p.key), p.key, p.heading[-1] if p.heading else "", s, tuple(find_numbers(s.text)))
            for p in self.corpus.passages
            if p.kind is PassageKind.DIGEST
            for s in p.sentences
        )

    @cached_property
    def card_sentences(self) -> tuple[Placed, ...]:
        """Sentences of all cards, in order."""
        return tuple(
            Placed(card_file(card), card.slug, part, s, tuple(find_numbers(s.text)))
            for card in self.corpus.cards.values()
            for part, sentences in card_parts(card)
            for s in sentences
        )

    @cached_property
    def sentences(self) -> tuple[Placed, ...]:
        """Digests first, then cards."""
        return (*self.digest_sentences, *self.card_sentences)

    @cached_property
    def rows_by_source(self) -> Mapping[str, Sequence[Figure]]:
        """Ledger rows of each source."""
        return _grouped((figure.source, figure) for figure in self.corpus.figures.values())

    @cached_property
    def digest_sentences_by_source(self) -> Mapping[str, Sequence[Placed]]:
        """Digest sentences that cite a source, in whatever digest they stand."""
        return _grouped((key, placed) for placed in self.digest_sentences for key in placed.cited)

    @cached_property
    def numbers_by_place(self) -> Mapping[tuple[str, str], Sequence[Number]]:
        """Numbers of the digest sentences that cite a place, by key and locator."""
        return _grouped(
            ((citation.key, citation.locator), number)
            for placed in self.digest_sentences
            for citation in placed.sentence.citations
            for number in placed.numbers
        )

    def digest_file(self, key: str) -> str:
        """Path of a digest."""
        return f"{NOTES if self.corpus.sources[key].is_note else REPORTS}/{key}.md"

    def conflicts(self) -> Iterator[ConflictBlock]:
        """The ``tegenspraak`` blocks."""
        for (file, _, _, kind, against), group in groupby(self.digest_sentences, _block):
            if kind is SentenceKind.CONFLICT:
                yield ConflictBlock(file, against, tuple(group))


@dataclass(frozen=True, slots=True)
class ConflictBlock:
    """Sentences that say how sources differ.

    Attributes:
        against: the citation whose claim is contradicted, None when the block names none.
    """

    file: str
    against: Citation | None
    sentences: tuple[Placed, ...]


def card_file(card: Card) -> str:
    """Path of a card."""
    return f"{CARDS}/{card.slug}.md"


def card_parts(card: Card) -> tuple[tuple[str, tuple[Sentence, ...]], ...]:
    """The parts of a card with their sentences."""
    return (
        (ANSWER, card.answer),
        (POINTS, card.key_points),
        (COUNTER, card.counter),
        (REPLY, card.reply),
        (CAVEATS, card.caveats),
    )


def warning(file: str, rule: str, message: str, line: int = 0) -> Problem:
    """A remark that does not stop the index."""
    return Problem(file, line, rule, message, Severity.WARNING)


def shortened(text: str, length: int = 90) -> str:
    """The start of a sentence, to recognise it."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _block(placed: Placed) -> tuple[str, str, str, SentenceKind, Citation | None]:
    return placed.file, placed.key, placed.part, placed.sentence.kind, placed.sentence.against


def _grouped(pairs: Iterable[tuple[KeyT, ItemT]]) -> dict[KeyT, list[ItemT]]:
    groups: dict[KeyT, list[ItemT]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return groups
