"""How grading holds on labelled answers that were changed by rule.

Run ``python -m eval.rehearsal_stress`` for the share found of each kind of error and the share of false alarms of each
way of saying; ``--wrong KIND`` shows what went wrong, ``--ledger`` starts from a plain sentence for each figure of each
card. Every change starts from an answer whose figures are all right.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict

from bot.adapters.syllables import dutch_syllables
from bot.assembly import open_index
from bot.ports import Catalog
from bot.rehearsal.grading.grader import Grader
from bot.settings import load_settings
from eval.rehearsal_answers import FILES, read_answers
from eval.rehearsal_changes import rights
from eval.rehearsal_errors import errors
from eval.rehearsal_eval import ERRORS
from eval.rehearsal_spots import Case, from_ledger, spots


def run(grader: Grader, catalog: Catalog, case: Case) -> bool:
    """True when the error was found, or when nothing was called wrong."""
    feedback = grader.grade(catalog.cards[case.answer.card], case.text)
    bad = [f for f in feedback.figures if f.verdict in ERRORS]
    return bool(bad) is case.error


def main() -> None:
    """Print the shares as JSON."""
    parser = argparse.ArgumentParser(description="Grading on answers changed by rule.")
    parser.add_argument("--wrong", metavar="KIND", help="show what went wrong with this kind of change")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take one figure in N")
    parser.add_argument("--ledger", action="store_true", help="start from the ledger rows of all cards")
    options = parser.parse_args()
    index = open_index(load_settings(), one_shot=True)
    grader = Grader(index.catalog, index.searcher.analyzer, index.searcher.embedder, dutch_syllables())
    answers = [answer for path in FILES.values() if path.exists() for answer in read_answers(path)]
    if options.ledger:
        answers = list(from_ledger(grader, index.catalog))
    results: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    for spot in list(spots(grader, index.catalog, answers))[:: max(1, options.every)]:
        chance = random.Random(f"{spot.answer.id}{spot.number.start}")
        plain = Case("as it is", False, spot.number.text, spot.answer, spot.answer.text)
        good = run(grader, index.catalog, plain)
        results[False, plain.kind].append(good)
        if not good:
            _show(grader, index.catalog, plain, options.wrong)
            continue
        for case in (*errors(spot, chance), *rights(spot, chance)):
            good = run(grader, index.catalog, case)
            results[case.error, case.kind].append(good)
            if not good:
                _show(grader, index.catalog, case, options.wrong)
    for error, name in ((True, "errors found"), (False, "false alarms")):
        kinds = {kind: good for (wrong, kind), good in results.items() if wrong is error}
        total = [value for good in kinds.values() for value in good]
        print(
            name,
            json.dumps(
                {"all": _share(total, error)} | {k: _share(g, error) for k, g in sorted(kinds.items())}, indent=1
            ),
        )


def _show(grader: Grader, catalog: Catalog, case: Case, wanted: str | None) -> None:
    if wanted in (case.kind, "all"):
        figures = grader.grade(catalog.cards[case.answer.card], case.text).figures
        given = [f"{f.said}={f.verdict.value} <- {f.stated[:110]}" for f in figures]
        print(f"[{case.kind}] {case.answer.id}: {case.text}\n   {given}")


def _share(good: list[bool], error: bool) -> str:
    hits = sum(good) if error else len(good) - sum(good)
    return f"{hits} of {len(good)} ({100 * hits / len(good):.1f} %)" if good else "0 of 0"


if __name__ == "__main__":
    main()
