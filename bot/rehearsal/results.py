"""What grading an answer gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.passages import Sentence
from bot.domain.rehearsal import Rating
from bot.domain.sources import Source


class RemarkKind(StrEnum):
    """What a remark is about; the gravest first."""

    EMPTY = "leeg"
    LANGUAGE = "taal"
    COPIED = "vraag-herhaald"
    OFF_TOPIC = "naast-de-vraag"
    FIGURE_WRONG = "cijfer-fout"
    FIGURE_UNSOURCED = "cijfer-zonder-bron"
    FIGURE_YEAR = "verkeerd-jaar"
    FIGURE_COUNTRY = "verkeerd-land"
    FIGURE_OUTDATED = "cijfer-verouderd"
    FIGURE_UNDATED = "cijfer-zonder-jaar"
    POSITION = "standpunt-als-feit"
    LOADED = "geladen-woord"
    POINT = "kernpunt-gemist"
    PASTED = "voorbeeld-geplakt"
    FIGURE_NEWER = "nieuwer-cijfer"
    JARGON = "jargon"
    READABILITY = "leesbaarheid"
    LENGTH = "lengte"


FIGURE_ERRORS = frozenset(
    {
        RemarkKind.FIGURE_WRONG,
        RemarkKind.FIGURE_UNSOURCED,
        RemarkKind.FIGURE_YEAR,
        RemarkKind.FIGURE_COUNTRY,
        RemarkKind.FIGURE_OUTDATED,
    }
)


class Verdict(StrEnum):
    """What the ledger says of a figure in an answer."""

    RIGHT = "juist"
    UNDATED = "zonder-jaar"
    OUTDATED = "verouderd"
    WRONG = "fout"
    WRONG_YEAR = "verkeerd-jaar"
    WRONG_COUNTRY = "verkeerd-land"


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a remark names it.

    Attributes:
        year: year of publication, None when undated.
        locator: place in the source, may be empty.
    """

    key: str
    author: str
    year: int | None
    locator: str
    url: str = ""

    @property
    def label(self) -> str:
        """Author, year and place: "Partos (2024), p. 2"."""
        dated = f"{self.author} ({self.year if self.year is not None else 'z.j.'})"
        return f"{dated}, {self.locator}" if self.locator else dated


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on an answer.

    Attributes:
        text: Dutch sentence for the speaker.
        quote: the speaker's own words that it is about, "" when it is about the whole.
    """

    kind: RemarkKind
    text: str
    quote: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class PointResult:
    """Whether a point of the card was said.

    Attributes:
        score: 0 to 1; at least 0.5 counts as said.
        quote: the speaker's words that come nearest.
        ticked: True when the speaker marked the point as said.
        hint: its most telling word that the answer lacks, "" without one.
        partly: True when the answer comes near it or gives some of its figures.
    """

    text: str
    covered: bool
    score: float
    quote: str
    references: tuple[Reference, ...]
    ticked: bool = False
    hint: str = ""
    partly: bool = False


@dataclass(frozen=True, slots=True)
class FigureResult:
    """What was found of one figure in an answer.

    Attributes:
        said: the figure as the speaker said it.
        quote: the sentence that it stands in.
        stated: the figure of the source with its year, as a text.
        newer: a newer figure as a text, "" without one.
    """

    said: str
    quote: str
    verdict: Verdict
    stated: str
    references: tuple[Reference, ...]
    newer: str = ""
    newer_references: tuple[Reference, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything that grading says of an answer.

    Attributes:
        points: the card's key points, in order.
        figures: the figures that the speaker named, in order.
        remarks: the gravest first.
        grade: 0 to 1.
        words: number of words.
        pace: words a minute, 0 when the time is unknown.
        names_source: True when the answer says whom it has its facts from.
    """

    points: tuple[PointResult, ...]
    figures: tuple[FigureResult, ...]
    remarks: tuple[Remark, ...]
    grade: float
    rating: Rating
    words: int
    pace: float = 0.0
    names_source: bool = False

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Kinds of the remarks, each once, the gravest first."""
        return tuple(dict.fromkeys(remark.kind.value for remark in self.remarks))

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready form."""
        return {
            "grade": round(self.grade, 3),
            "rating": self.rating.name.lower(),
            "words": self.words,
            "words_a_minute": round(self.pace),
            "points": [
                {"text": p.text, "covered": p.covered, "score": round(p.score, 3), "sources": _labels(p.references)}
                for p in self.points
            ],
            "figures": [
                {"said": f.said, "verdict": f.verdict.value, "stated": f.stated, "sources": _labels(f.references)}
                for f in self.figures
            ],
            "remarks": [
                {"kind": r.kind.value, "text": r.text, "quote": r.quote, "sources": _labels(r.references)}
                for r in self.remarks
            ],
        }


def _labels(references: tuple[Reference, ...]) -> list[str]:
    return [reference.label for reference in references]


def references_of(sentence: Sentence, sources: Mapping[str, Source]) -> tuple[Reference, ...]:
    """The sources that a sentence cites."""
    return tuple(reference_to(c.key, c.locator, sources) for c in sentence.citations)


def reference_to(key: str, locator: str, sources: Mapping[str, Source]) -> Reference:
    """A source by its key; the key itself stands in for an unknown author."""
    source = sources.get(key)
    if source is None:
        return Reference(key, key, None, locator)
    return Reference(key, source.author, source.year, locator, source.url)
