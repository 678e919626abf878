"""What a comparison needs of one case: from a run, or from the baseline's file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.answers import Answer
from eval.measures.registry import RIGHT
from eval.questions import Case
from eval.results import CaseResult


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an answer with the places that it cites ("partos2024, p. 3")."""

    text: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One case of a run.

    Attributes:
        task: hash of the question and what is expected; another hash means another task.
        scores: values by measure.
        why: remarks by measure, for those that cost points.
        said: the answer's sentences; None when they were not kept.
    """

    id: str
    task: str
    question: str
    tags: tuple[str, ...]
    expect: str
    failed: bool
    refused: bool
    scores: Mapping[str, float | None]
    why: Mapping[str, tuple[str, ...]]
    said: tuple[Said, ...] | None

    @property
    def right(self) -> bool:
        """True when the case was answered, or refused, rightly as a whole."""
        return self.scores.get(RIGHT) == 1.0

    def to_dict(self) -> dict[str, Any]:
        """As the baseline keeps it."""
        values = {name: value for name, value in self.scores.items() if value is not None}
        plain: dict[str, Any] = {"task": self.task, "refused": self.refused, "scores": values}
        if self.failed:
            plain["failed"] = True
        if self.said is not None:
            plain["said"] = [[s.text, *s.places] for s in self.said]
        return plain


def record_of(result: CaseResult) -> Record:
    """The record of a result."""
    return Record(
        id=result.case.id,
        task=task_hash(result.case),
        question=result.case.question,
        tags=result.case.tags,
        expect=result.case.expect,
        failed=result.failed,
        refused=result.answer is not None and result.answer.refused,
        scores={name: None if s.value is None else round(s.value, 6) for name, s in result.scores.items()},
        why={name: score.why for name, score in result.scores.items() if score.why},
        said=_said(result.answer) if result.answer is not None else None,
    )


def record_from(case: Case, plain: Mapping[str, Any]) -> Record:
    """The record of a case from the baseline.

    Raises:
        KeyError, TypeError: not the form of the baseline.
    """
    said = plain.get("said")
    return Record(
        id=case.id,
        task=plain["task"],
        question=case.question,
        tags=case.tags,
        expect=case.expect,
        failed=bool(plain.get("failed", False)),
        refused=plain["refused"],
        scores=plain["scores"],
        why={},
        said=tuple(Said(text, tuple(places)) for text, *places in said) if said is not None else None,
    )


def task_hash(case: Case) -> str:
    """A hash of all that makes the task; tags and split are not part of it."""
    plain = case.model_dump(mode="json", exclude={"tags", "split"})
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def _said(answer: Answer) -> tuple[Said, ...]:
    notes = {note.n: f"{note.key}, {note.locator}" if note.locator else note.key for note in answer.sources}
    return tuple(Said(s.text, tuple(notes[n] for n in s.cites if n in notes)) for s in answer.sentences)
