"""``python -m eval.verifier_fit``: learns how to weigh the signs of a false sentence, and writes ``claim_doubt.json``.

Only Dutch development pairs are read. What is printed is cross-validated: each source is judged by weights that were
learned without it. Supported sentences set beside a passage of the same source that does not say them stand for
sentences out of thin air ("elders").
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.claim_doubt import BOUND, FILE, SIGNS
from bot.assembly import OpenIndex, open_index
from bot.domain.passages import Passage, PassageKind
from bot.retrieval.logistic import Array, fit_logistic, logistic
from bot.settings import load_settings
from eval.verifier_pairs import ROLES, SUPPORTED, UNSEEN, Pair, read_pairs

ELSEWHERE = "elders"
_SEED, _FOLDS, _SHRINK = 9, 10, 1.0
_FRESH = 6.0
"""How much a supported pair counts that was written before the checker saw it: the others were mended one by one."""
_COUNTS = {ELSEWHERE: 0.6, "ontkenning": 5.0, ROLES: 2.5, "vergelijking": 1.5, "reikwijdte": 2.0}
"""How much a false pair of a class counts, 1 for the others; chosen by the cross-validated table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pair.

    Attributes:
        signs: None where a sure check refuses it.
    """

    label: str
    key: str
    fresh: bool
    signs: Array | None


def main() -> None:
    """Cross-validate, print, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="report only")
    given = parser.parse_args()
    rows = list(rows_of(open_index(load_settings())))
    report(rows, cross_validated(rows))
    if not given.dry_run:
        found = _fit([row for row in rows if row.signs is not None])
        named = dict(zip(("bias", *SIGNS), (round(float(w), 3) for w in found), strict=True))
        FILE.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")


def rows_of(index: OpenIndex) -> Iterator[Row]:
    """Every Dutch development pair, and supported sentences beside another passage."""
    checker, chance = index.claim_checker, random.Random(_SEED)
    for pair in read_pairs(foreign=False):
        if pair.split != "dev" or pair.id.startswith(UNSEEN):
            continue
        key, fresh = pair.passages[0].key, pair.id.startswith("nieuw")
        yield Row(pair.label, key, fresh, checker.signs(pair.claim, [p.passage() for p in pair.passages]))
        other = _elsewhere(index, pair, chance) if pair.label == SUPPORTED else None
        if other is not None:
            yield Row(ELSEWHERE, key, fresh, checker.signs(pair.claim, [other]))


def _elsewhere(index: OpenIndex, pair: Pair, chance: random.Random) -> Passage | None:
    own = {s.text for p in pair.passages for s in p.sentences}
    others = [
        p
        for p in index.catalog.passages_of(pair.passages[0].key)
        if p.kind is PassageKind.DIGEST and not any(s.text in own for s in p.sentences)
    ]
    return chance.choice(others) if others else None


def cross_validated(rows: Sequence[Row]) -> list[float]:
    """The chance that each pair is false, by weights learned without its source; 1 where a sure check refuses it."""
    keys = sorted({row.key for row in rows})
    order = random.Random(_SEED).sample(keys, len(keys))
    fold = {key: place % _FOLDS for place, key in enumerate(order)}
    found = [1.0] * len(rows)
    for n in range(_FOLDS):
        weights = _fit([row for row in rows if row.signs is not None and fold[row.key] != n])
        for place, row in enumerate(rows):
            if row.signs is not None and fold[row.key] == n:
                found[place] = float(logistic(np.asarray(weights[0] + row.signs @ weights[1:])))
    return found


def _fit(rows: Sequence[Row]) -> Array:
    features = np.array([row.signs for row in rows])
    truths = np.array([float(row.label != SUPPORTED) for row in rows])
    return fit_logistic(features, truths, _SHRINK, np.array([_count(row) for row in rows]))


def _count(row: Row) -> float:
    if row.label == SUPPORTED:
        return _FRESH if row.fresh else 1.0
    return _COUNTS.get(row.label, 1.0)


def report(rows: Sequence[Row], chances: Sequence[float]) -> None:
    """Print the share refused of each class."""
    print(f"{'soort':22} {'paren':>6} {'geweigerd':>10}")
    labels = [(label, None) for label in dict.fromkeys(row.label for row in rows)]
    for label, fresh in [*labels, (SUPPORTED, True), (SUPPORTED, False)]:
        refused = [
            chance >= BOUND
            for row, chance in zip(rows, chances, strict=True)
            if row.label == label and fresh in (None, row.fresh)
        ]
        name = label if fresh is None else f"{label}, {'nieuw' if fresh else 'oud'}"
        print(f"{name:22} {len(refused):6} {sum(refused) / (len(refused) or 1):10.3f}")


if __name__ == "__main__":
    main()
