"""What a question gets back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from bot.domain.passages import Passage
from bot.domain.sources import ChainStatus


class WarningKind(StrEnum):
    """Why a reader must be careful."""

    STALE = "stale"
    CONFLICT = "conflict"
    COUNTRY = "country"
    PREMISE = "premise"
    CAVEAT = "caveat"


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer.

    Attributes:
        cites: numbers of the footnotes, from 1.
        kind: "fact" or "position".
        as_of: year for which its figure holds, None without a figure.
    """

    text: str
    cites: tuple[int, ...]
    kind: str
    as_of: int | None = None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """One footnote of an answer.

    Attributes:
        n: footnote number, from 1.
        quote: the original's words where an original is present, else the digest sentence that carries the claim.
        quote_is_literal: True when ``quote`` is the source's own text.
        passage_id: the passage that the quote stands in.
    """

    n: int
    key: str
    author: str
    title: str
    year: int | None
    locator: str
    url: str
    quote: str
    status: ChainStatus
    quote_is_literal: bool = False
    passage_id: str = ""

    @property
    def label(self) -> str:
        """Author, year and place: "Partos (2024), p. 2" is one."""
        dated = f"{self.author} ({self.year if self.year is not None else 'z.j.'})"
        return f"{dated}, {self.locator}" if self.locator else dated


@dataclass(frozen=True, slots=True)
class AnswerWarning:
    """A remark under an answer, with the footnotes it rests on."""

    kind: WarningKind
    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds spent."""

    retrieve: float = 0.0
    answer: float = 0.0

    @property
    def total(self) -> float:
        """Both together."""
        return self.retrieve + self.answer


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or a refusal.

    Attributes:
        id: "" unless the caller gave one.
        language: of the question; of a model's sentences where one wrote them.
        refusal: None when answered; Dutch, or with a model in the language of the question.
        related: questions that can be answered.
        evidence: calibrated probability that the corpus answers the question.
        left_out: sentences that verification removed.
        card: slug of the card that was used, "" otherwise.
        notice: why a language model did not write this answer where one was asked to, else None.
        prompt: names and versions of the prompts, None without a language model.
        outside: of a refusal, the subject of the question where the sources say nothing about it; else "".
        only: in words, to which sources the question was narrowed; "" when to none. Not in ``to_dict``, as ``card``.
    """

    id: str
    question: str
    language: str
    engine: str
    refused: bool
    refusal: str | None
    sentences: tuple[AnswerSentence, ...] = ()
    sources: tuple[SourceNote, ...] = ()
    warnings: tuple[AnswerWarning, ...] = ()
    related: tuple[str, ...] = ()
    ms: Timing = field(default_factory=Timing)
    evidence: float = 0.0
    left_out: int = 0
    card: str = ""
    notice: str | None = None
    prompt: str | None = None
    outside: str = ""
    only: str = ""

    @property
    def written_in(self) -> str:
        """Language of the sentences: a model writes in that of the question, the corpus is Dutch."""
        return self.language if self.prompt else "nl"

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the contract in docs/json.md."""
        return {
            "id": self.id,
            "question": self.question,
            "language": self.language,
            "engine": self.engine,
            "refused": self.refused,
            "refusal": self.refusal,
            "outside": self.outside or None,
            "sentences": [
                {"text": s.text, "cites": list(s.cites), "kind": s.kind, "as_of": s.as_of} for s in self.sentences
            ],
            "sources": [_source_dict(s) for s in self.sources],
            "warnings": [{"kind": w.kind.value, "text": w.text, "cites": list(w.cites)} for w in self.warnings],
            "related": list(self.related),
            "evidence": round(self.evidence, 4),
            "left_out": self.left_out,
            "notice": self.notice,
            "prompt": self.prompt,
            "ms": {
                "retrieve": round(self.ms.retrieve, 2),
                "answer": round(self.ms.answer, 2),
                "total": round(self.ms.total, 2),
            },
        }


def _source_dict(note: SourceNote) -> dict[str, Any]:
    values = asdict(note)
    values["status"] = note.status.value
    return values


def answer_from_dict(plain: Mapping[str, Any]) -> Answer:
    """An answer from ``Answer.to_dict``; "card" and "only" are taken over where they are given.

    Raises:
        KeyError, TypeError, ValueError: not the form of the contract.
    """
    kept = ("id", "question", "language", "engine", "refused", "refusal", "evidence", "left_out")
    return Answer(
        **{name: plain[name] for name in kept},
        sentences=tuple(
            AnswerSentence(s["text"], tuple(s["cites"]), s["kind"], s["as_of"]) for s in plain["sentences"]
        ),
        sources=tuple(SourceNote(**{**s, "status": ChainStatus(s["status"])}) for s in plain["sources"]),
        warnings=tuple(AnswerWarning(WarningKind(w["kind"]), w["text"], tuple(w["cites"])) for w in plain["warnings"]),
        related=tuple(plain["related"]),
        ms=Timing(plain["ms"]["retrieve"], plain["ms"]["answer"]),
        card=plain.get("card", ""),
        notice=plain.get("notice"),
        prompt=plain.get("prompt"),
        outside=plain.get("outside") or "",
        only=plain.get("only", ""),
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result.

    Attributes:
        score: fused score, higher is better.
    """

    rank: int
    score: float
    passage: Passage

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the contract in docs/json.md."""
        return {
            "rank": self.rank,
            "score": round(self.score, 6),
            "key": self.passage.key,
            "locator": self.passage.locator,
            "kind": self.passage.kind.value,
            "text": self.passage.text,
        }
