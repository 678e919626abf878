"""Sentences with citations, and the passages that hold them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class SentenceKind(StrEnum):
    """What a sentence claims to be."""

    FACT = "fact"
    POSITION = "position"
    CONFLICT = "conflict"


class PassageKind(StrEnum):
    """Where a passage comes from."""

    CARD = "card"
    DIGEST = "digest"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a source.

    Attributes:
        key: bibliography key.
        locator: place in the source as written ("p. 2", "samenvatting"), "" when the citation has none.
    """

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence without its citation marks, and what it cites.

    Attributes:
        holder: whose position it is, "" for a fact.
        against: the citation whose claim a conflict sentence contradicts, None otherwise.
        line: line in the source file, 0 when unknown.
        asked: questions that this very sentence answers (matched, never shown).
    """

    text: str
    citations: tuple[Citation, ...] = ()
    kind: SentenceKind = SentenceKind.FACT
    holder: str = ""
    against: Citation | None = None
    line: int = 0
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences from one place, the unit of search.

    Attributes:
        id: derived from key and text, so a renamed file keeps its ids.
        key: source key, card slug, or the name of the user's document.
        heading: headings above it, outermost first.
        locator: place in the source ("p. 5"; for a card its section).
        questions: questions that the passage answers as a whole (matched, never shown).
        countries: country codes it is about, empty when unknown.
    """

    id: str
    key: str
    kind: PassageKind
    sentences: tuple[Sentence, ...]
    heading: tuple[str, ...] = ()
    locator: str = ""
    questions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentences in order, joined by spaces."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def all_questions(self) -> tuple[str, ...]:
        """Questions that the passage or one of its sentences answers."""
        return (*self.questions, *(question for sentence in self.sentences for question in sentence.asked))

    @property
    def search_text(self) -> str:
        """What the search legs see: headings, then text."""
        return " . ".join((*self.heading, self.text))


def passage_id(key: str, sentences: tuple[Sentence, ...], ordinal: int = 0) -> str:
    """A stable id of 16 hex digits from the content.

    Args:
        ordinal: counts equal texts under one key, so that ids stay unique.
    """
    digest = hashlib.sha256()
    for part in (key, str(ordinal), *(_sentence_content(s) for s in sentences)):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return digest.hexdigest()[:16]


def _sentence_content(sentence: Sentence) -> str:
    cites = ";".join(f"{c.key},{c.locator}" for c in sentence.citations)
    return f"{sentence.kind}|{sentence.holder}|{sentence.text}|{cites}"


@dataclass(frozen=True, slots=True)
class PageText:
    """One page (or the whole of an unpaged document) as running paragraphs.

    Attributes:
        number: page number from 1, None when the format has no pages.
        paragraphs: cleaned running text, headings included as their own paragraph.
    """

    number: int | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What was understood of a user's document.

    Attributes:
        title: title from metadata, the first heading, or the file name.
        problems: Dutch remarks for the user ("pagina 3 heeft geen tekst").
    """

    title: str
    pages: tuple[PageText, ...]
    language: str = ""
    problems: tuple[str, ...] = field(default=())
