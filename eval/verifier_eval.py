"""``python -m eval.verifier_eval``: precision and recall of the verification of model text, a class.

``--split test`` (the default) is what is reported; ``--languages foreign`` takes English and French claims;
``--only blind`` and ``--only nieuw`` take pairs that were written before the checker saw any of them, ``--only laatst``
those that nothing was learned from since, ``--only before`` the others;
``--show`` prints every pair that was judged wrongly.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.claims import ClaimChecker, Judgement
from bot.assembly import open_index
from bot.settings import load_settings
from eval.verifier_pairs import CLASSES, NUMERIC, ROLES, SUPPORTED, Pair, read_pairs


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair and what the checker said."""

    pair: Pair
    judgement: Judgement

    @property
    def right(self) -> bool:
        """True when a supported sentence passed or a false one did not."""
        return self.judgement.passed == (self.pair.label == SUPPORTED)


@dataclass(frozen=True, slots=True)
class Score:
    """How one class fared.

    Attributes:
        recall: share of false sentences that were refused; for supported ones the share that passed.
        precision: of all refused sentences of this class and the supported ones (as a balanced set), the false share.
    """

    label: str
    pairs: int
    recall: float
    precision: float


def judge(checker: ClaimChecker, pairs: Iterable[Pair]) -> list[Verdict]:
    """What the checker says of each pair."""
    return [
        Verdict(pair, checker.check(pair.claim, [p.passage() for p in pair.passages], language=pair.language))
        for pair in pairs
    ]


def scores(verdicts: Iterable[Verdict]) -> list[Score]:
    """Scores of every class that occurs, and of all numeric and all other falsehoods but exchanged roles together."""
    by_label: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        label = verdict.pair.label
        by_label[label].append(verdict.right)
        if label not in (SUPPORTED, ROLES):
            by_label["alle getalfouten" if label in NUMERIC else "alle andere fouten"].append(verdict.right)
    rejected = 1 - _share(by_label[SUPPORTED]) if by_label[SUPPORTED] else 0.0
    order = [name for name in (*CLASSES, "alle getalfouten", "alle andere fouten") if by_label[name]]
    return [_score(name, by_label[name], rejected) for name in order]


def _score(label: str, right: list[bool], rejected: float) -> Score:
    recall = _share(right)
    if label == SUPPORTED:
        return Score(label, len(right), recall, 1.0)
    return Score(label, len(right), recall, recall / (recall + rejected) if recall + rejected else 0.0)


def _share(values: list[bool]) -> float:
    return sum(values) / len(values)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test", "all"), default="test")
    parser.add_argument("--languages", choices=("nl", "en", "fr", "foreign"), default="nl")
    parser.add_argument("--only", choices=("blind", "nieuw", "laatst", "before"))
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    languages = ("en", "fr") if given.languages == "foreign" else (given.languages,)
    pairs = [p for p in read_pairs() if given.split in (p.split, "all") and p.language in languages]
    if given.only:
        first = ("blind", "nieuw", "laatst") if given.only == "before" else (given.only,)
        pairs = [p for p in pairs if p.id.startswith(first) == (given.only != "before")]
    verdicts = judge(open_index(load_settings()).claim_checker, pairs)
    if given.show:
        for verdict in verdicts:
            if not verdict.right:
                said = verdict.judgement
                print(f"{verdict.pair.id} [{verdict.pair.label}] {verdict.pair.claim}")
                print(f"    {said.fault and said.fault.name} {said.detail} {said.carried}")
                print("    " + " | ".join(e.read.text for e in said.evidence))
    print(f"{'soort':22} {'paren':>6} {'recall':>7} {'precisie':>9}")
    for score in scores(verdicts):
        print(f"{score.label:22} {score.pairs:6} {score.recall:7.3f} {score.precision:9.3f}")


if __name__ == "__main__":
    main()
