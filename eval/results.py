"""What one question brought: the answer, its scores, or the failure of a model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from bot.domain.answers import Answer, Hit, answer_from_dict
from bot.domain.passages import Citation
from bot.errors import QuestionError, ServiceError
from eval.measures.agreement import agreement
from eval.measures.registry import AGREEMENT, RIGHT, score_all
from eval.measures.sample import Ground, Sample, Score
from eval.questions import Case
from eval.relevance import is_relevant

SEARCHED = 10
"""So many passages are looked at for the ranking measure."""


class Subject(Protocol):
    """What is evaluated: the assistant, or a test's double."""

    def ask(self, question: str, context: str = "") -> Answer:
        """Answer a question, or refuse."""
        ...

    def search(self, question: str, k: int = SEARCHED) -> Sequence[Hit]:
        """The k best passages."""
        ...


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The outcome of one case.

    Attributes:
        answer: None when the model or a service failed.
        error: why it failed, "" otherwise.
        milliseconds: what the answer took.
    """

    case: Case
    answer: Answer | None
    scores: Mapping[str, Score] = field(default_factory=dict)
    error: str = ""
    milliseconds: float = 0.0

    @property
    def failed(self) -> bool:
        """True when there is no answer to judge."""
        return self.answer is None

    @property
    def right(self) -> bool:
        """True when the answer, or the refusal, is right as a whole."""
        score = self.scores.get(RIGHT)
        return score is not None and score.value == 1.0

    def value(self, measure: str) -> float | None:
        """A score; None where the measure says nothing."""
        score = self.scores.get(measure)
        return score.value if score else None

    def to_dict(self) -> dict[str, Any]:
        """The line of a run's file."""
        answer = None
        if self.answer is not None:
            answer = {**self.answer.to_dict(), "card": self.answer.card}
        return {
            "id": self.case.id,
            "case": self.case.model_dump(mode="json", exclude_defaults=True),
            "answer": answer,
            "scores": {name: [_rounded(s.value), list(s.why)] for name, s in self.scores.items()},
            "error": self.error,
            "ms": round(self.milliseconds, 2),
        }


def result_from_dict(plain: Mapping[str, Any]) -> CaseResult:
    """A result from its line.

    Raises:
        KeyError, TypeError, ValueError: not such a line.
    """
    answer = plain["answer"]
    return CaseResult(
        Case.model_validate(plain["case"]),
        answer_from_dict(answer) if answer is not None else None,
        {name: Score(value, tuple(why)) for name, (value, why) in plain["scores"].items()},
        plain["error"],
        plain["ms"],
    )


def evaluate(case: Case, subject: Subject, ground: Ground) -> CaseResult:
    """Ask one question and judge the answer; a model that fails or times out is told, not judged."""
    try:
        answer = subject.ask(case.question, case.context)
    except QuestionError as error:
        answer = Answer(case.id, case.question, case.language, "", refused=True, refusal=str(error))
    except (ServiceError, TimeoutError) as error:
        return CaseResult(case, None, error=str(error) or type(error).__name__)
    sample = Sample(case, answer, ground, _relevance(case, subject), _known(case, ground))
    return CaseResult(case, answer, score_all(sample), milliseconds=answer.ms.total)


def with_agreement(results: Sequence[CaseResult]) -> tuple[CaseResult, ...]:
    """The results with the measure that looks at several answers at once."""
    samples = [Sample(r.case, r.answer) for r in results if r.answer is not None]
    found = agreement(samples)
    return tuple(
        replace(r, scores={**r.scores, AGREEMENT: found[r.case.id]}) if r.case.id in found else r for r in results
    )


def _relevance(case: Case, subject: Subject) -> tuple[bool, ...] | None:
    """Which passages of a search are relevant; a follow-up can't be searched on its own."""
    if case.expect != "answer" or case.context:
        return None
    return tuple(is_relevant(case, hit.passage) for hit in subject.search(case.question, SEARCHED))


def _known(case: Case, ground: Ground) -> int:
    """How many passages of the corpus are relevant."""
    near = (p for place in case.relevant for p in ground.citing.get(Citation(place.key, place.locator), ()))
    return sum(is_relevant(case, passage) for passage in {p.id: p for p in near}.values())


def fingerprint(results: Sequence[CaseResult]) -> str:
    """A hash of all that was answered and judged, times left out, in the order of the ids."""
    digest = hashlib.sha256()
    for result in sorted(results, key=lambda r: r.case.id):
        plain = {**result.to_dict(), "ms": 0}
        if plain["answer"]:
            plain["answer"] = {**plain["answer"], "ms": 0}
        digest.update(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
