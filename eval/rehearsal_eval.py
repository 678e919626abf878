"""How far grading agrees with the labelled rehearsal answers.

Run ``python -m eval.rehearsal_eval`` for the report on all development sets together, with the key points also by a
fit that never saw the card; with ``--fit`` for fitted weights, with ``--set third`` for one set (one of ``FILES`` by
name, or any file in the same form) and ``--wrong`` to see every disagreement.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.adapters.syllables import dutch_syllables
from bot.assembly import open_index
from bot.domain.numbers import find_numbers
from bot.errors import CorpusError
from bot.ports import Catalog
from bot.rehearsal.grading.grader import Grader
from bot.rehearsal.grading.spoken import in_digits
from bot.rehearsal.results import Feedback, Verdict
from bot.settings import load_settings
from eval.rehearsal_answers import DEVELOPMENT, FILES, LabelledAnswer, read_answers
from eval.rehearsal_points import Row, agreement_on_unseen_cards, fit, rows_of
from eval.rehearsal_speed import answer_speed, review_speed

ERRORS = frozenset({Verdict.WRONG, Verdict.WRONG_YEAR, Verdict.WRONG_COUNTRY, Verdict.OUTDATED})


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


def main() -> None:
    """Print the report as JSON."""
    parser = argparse.ArgumentParser(description="Grading against the labelled answers.")
    parser.add_argument("--fit", action="store_true", help="print fitted weights")
    parser.add_argument("--set", "--fresh", metavar="SET", help=f"one set: {', '.join(FILES)} or a file")
    parser.add_argument("--speed", action="store_true", help="milliseconds for long answers and 10,000 reviews")
    parser.add_argument("--wrong", nargs="?", const="all", help="show the answers with a disagreement")
    options = parser.parse_args()
    index = open_index(load_settings(), one_shot=True)
    searcher = index.searcher
    grader = Grader(index.catalog, searcher.analyzer, searcher.embedder, dutch_syllables())
    if options.speed:
        print(json.dumps({"answers": answer_speed(grader, index.catalog), "reviews": review_speed()}, indent=1))
        return
    if options.fit:
        weights, bias = fit(_rows(grader, index.catalog))
        print(json.dumps(weights._asdict() | {"bias": bias}, indent=1))
        return
    names = [options.set] if options.set else [name for name in DEVELOPMENT if FILES[name].exists()]
    sets = {
        name: [judge(grader, index.catalog, answer) for answer in read_answers(FILES.get(name) or Path(name))]
        for name in names
    }
    everything = [outcome for outcomes in sets.values() for outcome in outcomes]
    if options.wrong:
        for outcome in everything:
            if not outcome.whole:
                _show(outcome)
    found: dict[str, object] = {name: report(outcomes) for name, outcomes in sets.items()}
    if not options.set:
        unseen = agreement_on_unseen_cards(_rows(grader, index.catalog))
        found["together"] = report(everything) | {"key-point agreement on cards not fitted on": _share(unseen)}
    print(json.dumps(found | {"missed by kind": missed(everything)}, indent=1))


def _rows(grader: Grader, catalog: Catalog) -> list[Row]:
    """The rows of all development sets; answers.yaml counts once, it has most of the card's words."""
    return [
        row
        for name in DEVELOPMENT
        if FILES[name].exists()
        for row in rows_of(grader, catalog, read_answers(FILES[name]), own_words=name != "labelled")
    ]


def _show(outcome: Outcome) -> None:
    print(f"{outcome.answer.id} {outcome.answer.card} [{outcome.answer.kind}] {outcome.answer.text}")
    for number, (good, point) in enumerate(zip(outcome.agreed, outcome.feedback.points, strict=True), 1):
        if not good:
            print(f"   point {number} {'said' if point.covered else 'missed'} {point.score:.2f}: {point.text}")
    if not all(outcome.errors) or any(outcome.alarms) or not all(outcome.exact):
        print("   labels", outcome.answer.figures)
        print("   given ", [f"{f.said}={f.verdict.value} <- {f.stated[:110]}" for f in outcome.feedback.figures])
    print("   remarks", [r.kind.value for r in outcome.feedback.remarks if r.kind.value != "kernpunt-gemist"])


if __name__ == "__main__":
    main()
