"""``python -m eval.calibrate``: learns the weights of ranking and evidence from the development split."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.assembly import OpenIndex
from bot.retrieval.calibration import FILE, Calibration, read_calibration
from bot.retrieval.evidence import OF_QUESTIONS, EvidenceModel, Features
from bot.retrieval.fusion import Weights
from bot.retrieval.ranking import SIGNALS, RankModel, values_of
from eval.follow_ups import learn_following
from eval.follow_ups import report as report_following
from eval.learning import Array, Group, Lesson, fit_ranking, folds, held_out
from eval.left_out import left_out_cases
from eval.measures.reliability import calibration_error, reliability
from eval.questions import Case
from eval.retrieval import Outcome, reranked, run_cases, unseen_cases
from eval.variants import Steps, fresh_index, make_searcher

LEGS = Weights()
_START = {"lexical": 1.0, "dense": 0.6, "question": 0.5, "wording": 0.4, "cover": 1.0, "meaning": 1.0}
_L2_RANKING = 0.003
_L2_EVIDENCE = 0.03
_SHARE = 0.1
"""So much counts a question of the corpus, asked of an index without it, against one of the development split."""
_FEATURES = tuple(Features.__dataclass_fields__)
_EMPTY = EvidenceModel(0.0, {})


@dataclass(frozen=True, slots=True)
class Judgement:
    """Weights of the evidence, and each case's probability from weights learned without it.

    Attributes:
        beside: the same of the questions that were left out of the corpus, with their truths.
    """

    model: EvidenceModel
    held_out: Array
    truths: Array
    beside: tuple[Array, Array] | None = None


def learn_ranking(outcomes: Sequence[Outcome]) -> RankModel:
    """Weights of the ranking from answerable cases."""
    groups = [
        Group(values_of([c.signals for c in o.survey.candidates]), np.array(o.relevant, dtype=np.float64))
        for o in outcomes
        if o.answerable
    ]
    start = np.array([_START.get(name, 0.0) for name in SIGNALS])
    weights = fit_ranking(groups, start, _L2_RANKING)
    return RankModel({name: round(float(w), 3) for name, w in zip(SIGNALS, weights, strict=True)})


def learn_evidence(outcomes: Sequence[Outcome], left_out: Sequence[Outcome] = (), *, plain: bool = False) -> Judgement:
    """Weights of the judgement.

    Args:
        left_out: questions of the corpus, asked of an index without them.
        plain: without the features that need known questions.
    """
    names = [n for n in _FEATURES if not (plain and n in OF_QUESTIONS)]
    lesson, beside = _lesson(outcomes, names), _lesson(left_out, names) if left_out else None
    weights = lesson.fit(_L2_EVIDENCE, beside, _SHARE)
    model = EvidenceModel(
        round(float(weights[0]), 3), {n: round(float(w), 3) for n, w in zip(names, weights[1:], strict=True)}
    )
    found = held_out(lesson, lambda rest: rest.fit(_L2_EVIDENCE, beside, _SHARE))
    if beside is None:
        return Judgement(model, found, lesson.truths)
    others = held_out(beside, lambda rest: lesson.fit(_L2_EVIDENCE, rest, _SHARE))
    return Judgement(model, found, lesson.truths, (others, beside.truths))


def _lesson(outcomes: Sequence[Outcome], names: Sequence[str]) -> Lesson:
    return Lesson(
        np.array([attrgetter(*names)(o.features) for o in outcomes], dtype=np.float64),
        np.array([float(o.answerable) for o in outcomes]),
    )


def left_out_outcomes(ranking: RankModel, folder: Path) -> list[Outcome]:
    """Questions of the corpus, asked of indexes without them, ranked by weights that did not learn from them."""
    learned = Calibration(LEGS, ranking, _EMPTY, _EMPTY)
    return [
        outcome
        for index, cases in left_out_cases(folder)
        for outcome in run_cases(make_searcher(index, Steps(), learned), cases)
    ]


def unranked_outcomes(index: OpenIndex, cases: Sequence[Case], steps: Steps = Steps()) -> list[Outcome]:  # noqa: B008
    """Each case with the passages that the legs bring up, in no learned order."""
    return run_cases(make_searcher(index, steps, Calibration(LEGS, None, _EMPTY, _EMPTY)), cases)


def held_out_outcomes(unranked: Sequence[Outcome]) -> list[Outcome]:
    """Each case ranked by weights learned without it, so that the judgement learns from honest rankings."""
    found: dict[int, Outcome] = {}
    for part in folds(len(unranked)):
        model = learn_ranking([o for i, o in enumerate(unranked) if i not in set(part)])
        found.update((i, reranked(unranked[i], model)) for i in part.tolist())
    return [found[i] for i in range(len(unranked))]


def learn(index: OpenIndex, cases: Sequence[Case], folder: Path) -> Calibration:
    """All weights, from the development split and from what is left out of the corpus.

    Args:
        folder: an empty folder to work in.
    """
    unranked = unranked_outcomes(index, cases)
    ranking = learn_ranking(unranked)
    evidence = learn_evidence(held_out_outcomes(unranked), left_out_outcomes(ranking, folder))
    without = unranked_outcomes(index, cases, replace(Steps(), corpus=False))
    plain = learn_evidence(held_out_outcomes(without), plain=True)
    report("evidence", evidence)
    report("plain", plain)
    return with_following(Calibration(LEGS, ranking, evidence.model, plain.model), index, cases)


def with_following(calibration: Calibration, index: OpenIndex, cases: Sequence[Case]) -> Calibration:
    """The same with weights for follow-ups, learned from what the others make of them."""
    found = learn_following(make_searcher(index, Steps(), calibration), cases)
    print("\nfollow-ups:")
    report_following(found)
    return replace(calibration, following=found.model)


def report(name: str, found: Judgement) -> None:
    """Print held-out refusals by threshold and the reliability table."""
    _refusals(name, found.held_out, found.truths == 1)
    if found.beside:
        _refusals(f"{name}, questions left out of the corpus", found.beside[0], found.beside[1] == 1)
    table = reliability(found.held_out.tolist(), (found.truths == 1).tolist())
    for row in table:
        shares = f"predicted {row.predicted:.2f}, actual {row.actual:.2f}"
        print(f"  {row.low:.1f}-{row.high:.1f}: {row.cases:3d} cases, {shares}")
    print(f"  expected calibration error {calibration_error(table):.3f}")


def _refusals(name: str, held_out: Array, truths: npt.NDArray[np.bool_]) -> None:
    print(f"\n{name}: held-out, {int(truths.sum())} answerable, {int((~truths).sum())} out of scope")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        refused = held_out < threshold
        wrongly, rightly = refused[truths].mean(), refused[~truths].mean()
        print(f"  threshold {threshold}: refuses {rightly:.1%} / answerable {wrongly:.1%}")


def write(calibration: Calibration, path: Path = FILE) -> None:
    """Write ``calibration.json``."""
    legs = calibration.legs
    text = {
        "legs": {"lexical": legs.lexical, "dense": legs.dense, "question": legs.question},
        "ranking": dict(calibration.ranking.weights) if calibration.ranking else {},
        "evidence": {"bias": calibration.evidence.bias, **calibration.evidence.weights},
        "plain": {"bias": calibration.plain.bias, **calibration.plain.weights},
        "following": {"bias": calibration.following.bias, **calibration.following.weights},
    }
    path.write_text(json.dumps(text, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Learn, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="report only")
    parser.add_argument("--follow-ups", action="store_true", help="learn the weights of follow-ups only")
    options = parser.parse_args()
    cases = unseen_cases("dev")
    with tempfile.TemporaryDirectory() as folder:
        index = fresh_index(Path(folder) / "whole")
        found = (
            with_following(read_calibration(), index, cases)
            if options.follow_ups
            else learn(index, cases, Path(folder))
        )
    if not options.dry_run:
        write(found)


if __name__ == "__main__":
    main()
