"""How far grading agrees with the labelled rehearsal answers.

Run ``python -m eval.rehearsal_eval`` for the report, with ``--fit`` for fitted weights, ``--wrong`` to see every
disagreement, and ``--fresh second`` for another set: one of ``FILES`` by name, or any file in the same form.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.adapters.syllables import dutch_syllables
from bot.assembly import open_index
from bot.domain.numbers import find_numbers
from bot.errors import CorpusError
from bot.ports import Catalog
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.points import Features
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.grading.text import split_answer
from bot.rehearsal.results import Feedback, Verdict
from bot.settings import load_settings
from eval.rehearsal_speed import answer_speed, review_speed

FILE = Path(__file__).resolve().parent / "rehearsal" / "answers.yaml"
FRESH = FILE.with_name("answers-fresh.yaml")
FILES = {
    "labelled": FILE,
    "first": FRESH,
    "second": FILE.with_name("answers-fresh-2.yaml"),
    "third": FILE.with_name("answers-fresh-3.yaml"),
}
"""The sets by name; a set that is not there yet is none to read."""
_AGAIN = 3
"""How often a fresh answer counts in fitting: these use other words than the card, as speakers do."""
Half = Literal["calibration", "test"]
ERRORS = frozenset({Verdict.WRONG, Verdict.WRONG_YEAR, Verdict.WRONG_COUNTRY, Verdict.OUTDATED})
_PULL = 0.02


class LabelledAnswer(BaseModel):
    """An answer with the labels of a person.

    Attributes:
        points: numbers from 1 of the key points that it says.
        figures: "17,7 procent=juist" for each figure, in order.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    card: str
    kind: str
    points: tuple[int, ...]
    figures: tuple[str, ...]
    text: str

    @property
    def half(self) -> Half:
        """Calibration or test, by the hash of the id."""
        return "calibration" if hashlib.sha256(self.id.encode()).digest()[0] % 2 else "test"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Grading beside the labels of one answer.

    Attributes:
        agreed: for each key point whether grading and label agree.
        errors: for each wrong figure whether it was found.
        alarms: for each right figure whether it was called wrong.
        exact: for each figure whether the verdict is the labelled one.
    """

    answer: LabelledAnswer
    feedback: Feedback
    agreed: tuple[bool, ...]
    errors: tuple[bool, ...]
    alarms: tuple[bool, ...]
    exact: tuple[bool, ...]
    milliseconds: float

    @property
    def whole(self) -> bool:
        """True without any disagreement."""
        return all(self.agreed) and all(self.errors) and not any(self.alarms) and all(self.exact)


def read_answers(path: Path = FILE) -> list[LabelledAnswer]:
    """The labelled answers.

    Raises:
        CorpusError: no such file, no list in it, or a bad row, with its place.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path} is niet te lezen: {error}.") from error
    if not isinstance(rows, list):
        raise CorpusError(f"{path.name} is geen lijst van antwoorden.")
    answers = []
    for number, row in enumerate(rows, 1):
        try:
            answers.append(LabelledAnswer.model_validate(row))
        except ValidationError as error:
            raise CorpusError(f"{path.name}, antwoord {number}: {error.errors()[0]['msg']}.") from error
    ids = [answer.id for answer in answers]
    if len(set(ids)) != len(ids):
        raise CorpusError(f"{path.name}: een id staat er twee keer in.")
    return answers


def judge(grader: Grader, catalog: Catalog, answer: LabelledAnswer) -> Outcome:
    """Grade one answer and compare."""
    if answer.card not in catalog.cards:
        raise CorpusError(f"{answer.id}: er is geen kaart {answer.card}.")
    card = catalog.cards[answer.card]
    grader.ready(card)
    started = time.perf_counter()
    feedback = grader.grade(card, answer.text)
    spent = (time.perf_counter() - started) * 1000
    agreed = tuple((n in answer.points) == p.covered for n, p in enumerate(feedback.points, 1))
    errors: list[bool] = []
    alarms: list[bool] = []
    exact: list[bool] = []
    left = list(feedback.figures)
    for label in answer.figures:
        said, _, verdict = label.rpartition("=")
        wanted = Verdict(verdict)
        found = next((f for f in left if _same(said, f.said)), None)
        if found is not None:
            left.remove(found)
        given = found.verdict if found else Verdict.RIGHT
        (errors if wanted in ERRORS else alarms).append(given in ERRORS)
        exact.append(given is wanted)
    alarms += [figure.verdict in ERRORS for figure in left]
    return Outcome(answer, feedback, agreed, tuple(errors), tuple(alarms), tuple(exact), spent)


def _same(label: str, said: str) -> bool:
    one = {v for n in find_numbers(in_digits(label)) for v in n.values}
    other = {v for n in find_numbers(in_digits(said)) for v in n.values}
    return bool(one & other)


def report(outcomes: Iterable[Outcome]) -> dict[str, float]:
    """Shares over a set of outcomes, times in milliseconds."""
    kept = list(outcomes)
    agreed = [value for o in kept for value in o.agreed]
    errors = [value for o in kept for value in o.errors]
    alarms = [value for o in kept for value in o.alarms]
    exact = [value for o in kept for value in o.exact]
    times = sorted(o.milliseconds for o in kept)
    return {
        "answers": len(kept),
        "key points": len(agreed),
        "key-point agreement": _share(agreed),
        "figure errors": len(errors),
        "figure errors found": _share(errors),
        "right figures": len(alarms),
        "false alarms": _share(alarms),
        "verdict exactly as labelled": _share(exact),
        "feedback ms median": round(statistics.median(times), 1),
        "feedback ms 95%": round(times[int(len(times) * 0.95)], 1),
    }


def missed(outcomes: Iterable[Outcome]) -> dict[str, list[str]]:
    """Ids of answers with an error that was not found or a false alarm, by kind of answer."""
    found: dict[str, list[str]] = {}
    for outcome in outcomes:
        if not all(outcome.errors) or any(outcome.alarms):
            found.setdefault(outcome.answer.kind, []).append(outcome.answer.id)
    return dict(sorted(found.items()))


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def fit(grader: Grader, catalog: Catalog, answers: Sequence[LabelledAnswer]) -> list[float]:
    """Weights and bias of the key-point decision by ridge logistic regression."""
    rows, labels = [], []
    for answer in answers:
        ready = grader.ready(catalog.cards[answer.card])
        heard = grader.matcher.hear(split_answer(answer.text))
        if not heard.windows:
            continue
        for number, claim in enumerate(ready.points, 1):
            rows.append([*grader.matcher.match(claim, heard).features, 1.0])
            labels.append(float(number in answer.points))
    x, y = np.array(rows), np.array(labels)
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _PULL)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) / len(y) + penalty * weights / 10
        hessian = (x.T * (p * (1 - p))) @ x / len(y) + np.diag(penalty / 10) + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, gradient)
    return [round(float(w), 2) for w in weights]


def main() -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(description="Grading against the labelled answers.")
    parser.add_argument("--fit", action="store_true", help="print fitted weights")
    parser.add_argument(
        "--fresh", metavar="SET", help="first, second, third or a file; --wrong both shows what disagrees"
    )
    parser.add_argument("--speed", action="store_true", help="milliseconds for long answers and 10,000 reviews")
    parser.add_argument("--wrong", choices=("calibration", "test", "both"), help="show disagreements of a half")
    options = parser.parse_args()
    index = open_index(load_settings(), one_shot=True)
    searcher = index.searcher
    grader = Grader(index.catalog, searcher.analyzer, searcher.embedder, dutch_syllables())
    if options.fit:
        fitted = fit(grader, index.catalog, [*read_answers(), *(read_answers(FRESH) * _AGAIN)])
        print(dict(zip((*Features._fields, "bias"), fitted, strict=True)))
        return
    if options.speed:
        print(json.dumps({"answers": answer_speed(grader, index.catalog), "reviews": review_speed()}, indent=1))
        return
    answers = read_answers(FILES.get(options.fresh) or Path(options.fresh)) if options.fresh else read_answers()
    outcomes = [judge(grader, index.catalog, answer) for answer in answers]
    halves: tuple[Half, ...] = ("calibration", "test")
    if options.wrong:
        for outcome in outcomes:
            if not outcome.whole and options.wrong in (outcome.answer.half, "both"):
                _show(outcome)
    if options.fresh:
        print(json.dumps({options.fresh: report(outcomes), "missed by kind": missed(outcomes)}, indent=1))
        return
    print(json.dumps({half: report(o for o in outcomes if o.answer.half == half) for half in halves}, indent=1))


def _show(outcome: Outcome) -> None:
    print(f"{outcome.answer.id} {outcome.answer.card} [{outcome.answer.kind}] {outcome.answer.text[:150]}")
    for number, (good, point) in enumerate(zip(outcome.agreed, outcome.feedback.points, strict=True), 1):
        if not good:
            print(f"   point {number} {'said' if point.covered else 'missed'} {point.score:.2f}: {point.text[:110]}")
    if not all(outcome.errors) or any(outcome.alarms) or not all(outcome.exact):
        print("   labels", outcome.answer.figures)
        print("   given ", [f"{f.said}={f.verdict.value} <- {f.stated[:90]}" for f in outcome.feedback.figures])
    print("   remarks", [r.kind.value for r in outcome.feedback.remarks if r.kind.value != "kernpunt-gemist"])


if __name__ == "__main__":
    main()
