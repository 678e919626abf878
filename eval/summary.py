"""A run in figures: every measure with its interval, per split and tag, calibration, time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval.measures.decision import RefusalRates, refusal_rates
from eval.measures.duration import Duration, duration
from eval.measures.registry import RIGHT, TITLES
from eval.results import CaseResult
from eval.statistics import Interval, interval_of, wilson

_BINS = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One measure over a number of cases.

    Attributes:
        n: cases of which the measure says something.
    """

    name: str
    title: str
    n: int
    mean: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions with about the same evidence score.

    Attributes:
        predicted: mean evidence score.
        answerable: share that the corpus can answer.
    """

    n: int
    predicted: float
    answerable: float


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures.

    Attributes:
        failed: cases on which a model failed; they are in no other figure.
        tags: the share of right answers per tag.
        calibration_error: mean distance between evidence score and share, weighted (ECE).
    """

    cases: int
    failed: int
    lines: tuple[Line, ...]
    tags: tuple[Line, ...]
    refusals: RefusalRates
    calibration: tuple[Bin, ...]
    calibration_error: float
    time: Duration

    def line(self, name: str) -> Line | None:
        """One measure; None when no case has it."""
        return next((line for line in self.lines if line.name == name), None)


def summarise(results: Sequence[CaseResult]) -> Summary:
    """All figures of a run."""
    judged = [r for r in results if not r.failed]
    by_tag: dict[str, list[CaseResult]] = defaultdict(list)
    for result in judged:
        for tag in (result.case.split, result.case.language, *result.case.tags):
            if not tag.startswith("group:"):
                by_tag[tag].append(result)
    tags = [_right(tag, found) for tag, found in sorted(by_tag.items())]
    bins = _calibration(judged)
    error = sum(b.n * abs(b.predicted - b.answerable) for b in bins) / len(judged) if judged else 0.0
    return Summary(
        cases=len(results),
        failed=len(results) - len(judged),
        lines=tuple(line for name in TITLES if (line := _line(name, judged)).n),
        tags=tuple(sorted(tags, key=lambda line: (-line.n, line.name))),
        refusals=refusal_rates([(r.case.expect == "refuse", r.answer.refused) for r in judged if r.answer]),
        calibration=bins,
        calibration_error=error,
        time=duration([r.milliseconds for r in judged]),
    )


def _line(name: str, results: Sequence[CaseResult]) -> Line:
    values = [value for r in results if (value := r.value(name)) is not None]
    mean = sum(values) / len(values) if values else 0.0
    return Line(name, TITLES[name], len(values), mean, interval_of(values))


def _right(tag: str, results: Sequence[CaseResult]) -> Line:
    good = sum(r.value(RIGHT) == 1.0 for r in results)
    return Line(tag, tag, len(results), good / len(results), wilson(good, len(results)))


def _calibration(results: Sequence[CaseResult]) -> tuple[Bin, ...]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for result in results:
        if result.answer is not None:
            score = result.answer.evidence
            bins[min(int(score * _BINS), _BINS - 1)].append((score, result.case.expect == "answer"))
    return tuple(
        Bin(len(pairs), sum(s for s, _ in pairs) / len(pairs), sum(a for _, a in pairs) / len(pairs))
        for _, pairs in sorted(bins.items())
    )
