"""The evaluation itself is tested: broken in known ways, the gate closes for the right reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.assembly import OpenIndex, open_index
from bot.ports import Scored
from bot.retrieval.questions import QuestionMatch
from eval.execution import ground_of
from eval.gate import Gate, judge_run
from eval.measures.sample import Ground
from eval.questions import Case, read_cases
from eval.records import Record, record_of
from eval.results import CaseResult, Subject, evaluate, fingerprint, with_agreement
from tests.mutations import ANSWER_MUTATIONS, Changed, Kept, Pasting, Reversed, refuse


@pytest.fixture(scope="module")
def ground(real_index: OpenIndex) -> Ground:
    return ground_of(real_index)


@pytest.fixture(scope="module")
def system(real_index: OpenIndex) -> Kept:
    return Kept(real_index.assistant, {}, {})


@pytest.fixture(scope="module")
def cases(system: Kept, ground: Ground) -> list[Case]:
    """Some seventy development cases of all kinds; one that breaks a hard rule by itself can't show what is added."""
    chosen = _chosen([case for case in read_cases() if case.split == "dev"])
    broken = {breach.id for breach in judge_run([], _records(chosen, system, ground)).breaches}
    assert len(broken) < len(chosen) / 4
    return [case for case in chosen if case.id not in broken]


def _chosen(cases: Sequence[Case]) -> list[Case]:
    kinds = (
        [c for c in cases if "must" in c.tags],
        [c for c in cases if "attack" in c.tags],
        [c for c in cases if "out-of-scope" in c.tags],
        [c for c in cases if c.warnings],
        [c for c in cases if {"partos", "beleid"} & set(c.tags)],
        [c for c in cases if "comparison" in c.tags],
    )
    most = (17, 13, 12, 20, 16, 6)
    return list({c.id: c for kind, n in zip(kinds, most, strict=True) for c in kind[:n]}.values())


def _results(cases: Sequence[Case], subject: Subject, ground: Ground) -> tuple[CaseResult, ...]:
    return with_agreement([evaluate(case, subject, ground) for case in cases])


def _records(cases: Sequence[Case], subject: Subject, ground: Ground) -> list[Record]:
    return [record_of(result) for result in _results(cases, subject, ground)]


def _gate(cases: Sequence[Case], before: Subject, after: Subject, ground: Ground) -> Gate:
    return judge_run(_records(cases, before, ground), _records(cases, after, ground))


def test_nothing_changed_is_no_loss(cases: list[Case], system: Kept, ground: Ground, real_index: OpenIndex) -> None:
    again = Kept(open_index(real_index.settings).assistant, {}, {})
    first, second = _results(cases, system, ground), _results(cases, again, ground)
    gate = judge_run([record_of(r) for r in first], [record_of(r) for r in second])
    assert gate.passed, gate.reasons
    assert not gate.comparison.flips
    assert not gate.comparison.altered
    assert fingerprint(first) == fingerprint(second)


@pytest.mark.parametrize("name", list(ANSWER_MUTATIONS))
def test_a_broken_answer_closes_the_gate(name: str, cases: list[Case], system: Kept, ground: Ground) -> None:
    change, reason = ANSWER_MUTATIONS[name]

    def mutated(answer):  # type: ignore[no-untyped-def]
        return answer if answer.refused and change is not refuse else change(answer)

    gate = _gate(cases, system, Changed(system, mutated), ground)
    assert not gate.passed
    assert reason in gate.reasons


def test_pasting_the_top_passage_does_not_score_well(cases: list[Case], system: Kept, ground: Ground) -> None:
    before = _results(cases, system, ground)
    after = _results(cases, Pasting(system, lambda answer: answer), ground)
    gate = judge_run([record_of(r) for r in before], [record_of(r) for r in after])
    assert {"right", "decision", "attack", "warnings"} <= gate.reasons
    citations = [r.value("citation_recall") for r in after if r.value("citation_recall") is not None]
    assert sum(citations) / len(citations) > 0.95, "its citations are perfect, which is why they don't count alone"
    assert sum(r.right for r in after) < 0.75 * sum(r.right for r in before)


def test_a_reversed_ranking_closes_the_gate(cases: list[Case], system: Kept, ground: Ground) -> None:
    gate = _gate(cases, system, Reversed(system, lambda answer: answer), ground)
    assert gate.reasons
    assert gate.reasons <= {"hit1", "hit5", "mrr", "ndcg"}


def test_answering_everything_closes_the_gate(
    cases: list[Case], system: Kept, ground: Ground, real_index: OpenIndex
) -> None:
    settings = real_index.settings.model_copy(update={"refuse_below": 0.0})
    to_refuse = [case for case in cases if case.expect == "refuse"]
    gate = _gate(to_refuse, system, open_index(settings).assistant, ground)
    assert {"attack", "decision"} <= gate.reasons


class _NoLexical:
    """A lexical leg that finds nothing, and still knows how rare words are."""

    def __init__(self, inner: object) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def search(self, tokens: object, k: int) -> list[Scored]:
        return []


class _NoQuestions(_NoLexical):
    """A question leg that knows no question."""

    def match(self, *args: object, **named: object) -> list[QuestionMatch]:
        return []


@pytest.fixture(scope="module")
def answerable() -> list[Case]:
    """Development cases that ask for a figure: there each leg counts."""
    return [c for c in read_cases() if c.split == "dev" and c.expect == "answer" and "figure" in c.tags]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("leg", "double", "reasons"),
    [
        ("vectors", _NoLexical, {"facts", "source", "locator", "right"}),
        ("questions", _NoQuestions, {"facts", "decision", "right"}),
    ],
)
def test_dropping_a_leg_closes_the_gate(
    leg: str,
    double: type,
    reasons: set[str],
    answerable: list[Case],
    system: Kept,
    ground: Ground,
    real_index: OpenIndex,
) -> None:
    broken = open_index(real_index.settings)
    legs = broken.searcher.legs
    broken.searcher.legs = replace(legs, **{leg: double(getattr(legs, leg))})
    gate = _gate(answerable, system, broken.assistant, ground)
    assert gate.comparison.losses
    assert gate.reasons & reasons
