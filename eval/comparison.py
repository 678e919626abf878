"""Two runs question by question: what changed, and whether it is more than noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.changes import what_changed
from eval.measures.registry import RIGHT, TITLES
from eval.records import Record, Said
from eval.statistics import Interval, holm, paired

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """One measure over the cases that both runs have.

    Attributes:
        p: two-sided, without an effect.
        adjusted: p after Holm's correction for all measures.
        worse: ids of the cases that lost.
    """

    name: str
    title: str
    n: int
    before: float
    after: float
    interval: Interval
    p: float
    adjusted: float
    better: tuple[str, ...]
    worse: tuple[str, ...]

    @property
    def is_loss(self) -> bool:
        """True for a loss that is more than noise."""
        return self.after < self.before and self.adjusted < ALPHA


@dataclass(frozen=True, slots=True)
class Flip:
    """A case whose verdict changed.

    Attributes:
        now_right: False for a loss.
        changes: what changed, in Dutch sentences, the most telling first.
    """

    id: str
    question: str
    now_right: bool
    changes: tuple[str, ...]
    before: tuple[Said, ...] | None
    after: tuple[Said, ...] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        shared: number of cases in both.
        only_before: ids that only the first has.
        rewritten: ids whose question or expectations changed; they are not compared.
        unjudged: ids on which a model failed in one of the two.
        altered: cases with the same verdict and another answer.
    """

    shared: int
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    altered: tuple[Flip, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    rewritten: tuple[str, ...]
    unjudged: tuple[str, ...]

    @property
    def losses(self) -> tuple[Change, ...]:
        """Measures that lost more than noise."""
        return tuple(change for change in self.changes if change.is_loss)


def compare(before: Sequence[Record], after: Sequence[Record]) -> Comparison:
    """Compare two runs over the cases that both judged."""
    old, new = {r.id: r for r in before}, {r.id: r for r in after}
    both = sorted(old.keys() & new.keys())
    rewritten = [i for i in both if old[i].task != new[i].task]
    unjudged = [i for i in both if i not in rewritten and (old[i].failed or new[i].failed)]
    pairs = [(old[i], new[i]) for i in both if i not in {*rewritten, *unjudged}]
    flips = [_flip(a, b) for a, b in pairs if a.right != b.right]
    altered = [_flip(a, b) for a, b in pairs if a.right == b.right and _differs(a, b)]
    return Comparison(
        shared=len(pairs),
        changes=_changes(pairs),
        flips=tuple(sorted(flips, key=lambda flip: (flip.now_right, flip.id))),
        altered=tuple(altered),
        only_before=tuple(sorted(old.keys() - new.keys())),
        only_after=tuple(sorted(new.keys() - old.keys())),
        rewritten=tuple(rewritten),
        unjudged=tuple(unjudged),
    )


def _changes(pairs: Sequence[tuple[Record, Record]]) -> tuple[Change, ...]:
    values: dict[str, list[tuple[str, float, float]]] = {}
    for old, new in pairs:
        for name in TITLES:
            a, b = old.scores.get(name), new.scores.get(name)
            if a is not None and b is not None:
                values.setdefault(name, []).append((old.id, a, b))
    tests = {name: paired([a for _, a, _ in rows], [b for _, _, b in rows]) for name, rows in values.items()}
    adjusted = _adjusted({name: test.p for name, test in tests.items()})
    return tuple(
        Change(
            name=name,
            title=TITLES[name],
            n=len(rows),
            before=sum(a for _, a, _ in rows) / len(rows),
            after=sum(b for _, _, b in rows) / len(rows),
            interval=tests[name].interval,
            p=tests[name].p,
            adjusted=adjusted[name],
            better=tuple(i for i, a, b in rows if b > a),
            worse=tuple(i for i, a, b in rows if b < a),
        )
        for name, rows in values.items()
    )


def _adjusted(p: Mapping[str, float]) -> dict[str, float]:
    """The verdict as a whole is what is asked first; the other measures are corrected for being many."""
    rest = holm({name: value for name, value in p.items() if name != RIGHT})
    return rest | {name: value for name, value in p.items() if name == RIGHT}


def _flip(old: Record, new: Record) -> Flip:
    return Flip(new.id, new.question, new.right, tuple(what_changed(old, new)), old.said, new.said)


def _differs(old: Record, new: Record) -> bool:
    if old.refused != new.refused:
        return True
    if old.said is None or new.said is None:
        return dict(old.scores) != {k: v for k, v in new.scores.items() if v is not None}
    return old.said != new.said
