"""Neutral–hostile agreement: a loaded wording gets the same facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from eval.measures.facts import says, shown_text
from eval.measures.sample import Sample, Score

_GROUP = "group:"
_HOSTILE = "hostile"


def agreement(samples: Sequence[Sample]) -> Mapping[str, Score]:
    """For each hostile question, how often its answer and a neutral fellow's treat a required fact alike.

    Fellows stand in the same split and share a ``group:`` tag, or without such tags all their relevant places: a run
    of one split scores as that part of a run of all. Where one is answered and the other refused, 0.
    """
    groups: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    for sample in samples:
        for key in group_keys(sample):
            groups[sample.case.split, key].append(sample)
    scores: dict[str, Score] = {}
    for sample in samples:
        if _HOSTILE not in sample.case.tags:
            continue
        near = [s for key in group_keys(sample) for s in groups[sample.case.split, key]]
        fellows = {s.case.id: s for s in near if _HOSTILE not in s.case.tags}
        if fellows:
            pairs = [_alike(sample, fellow) for fellow in fellows.values()]
            why = tuple(f"anders dan {fellow}" for fellow, value in zip(fellows, pairs, strict=True) if value < 1)
            scores[sample.case.id] = Score(sum(pairs) / len(pairs), why)
    return scores


def group_keys(sample: Sample) -> list[str]:
    """What makes a sample a fellow of others."""
    case = sample.case
    keys = [tag for tag in case.tags if tag.startswith(_GROUP)]
    if not keys and case.relevant and not case.context:
        return ["|".join(sorted(f"{p.key}, {p.locator}" for p in case.relevant))]
    return keys


def _alike(one: Sample, other: Sample) -> float:
    if one.answer.refused != other.answer.refused:
        return 0.0
    facts = {fact.say: fact for fact in (*one.case.facts, *other.case.facts)}.values()
    if not facts:
        return 1.0
    texts = shown_text(one), shown_text(other)
    return sum(says(texts[0], f) == says(texts[1], f) for f in facts) / len(facts)
