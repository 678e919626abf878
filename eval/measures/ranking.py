"""Ranking measures through ir-measures: does a supporting passage stand high enough?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import ir_measures
from ir_measures import RR, Success, nDCG

from eval.measures.sample import Sample

_MEASURES = {"hit1": Success @ 1, "hit5": Success @ 5, "mrr": RR @ 10, "ndcg": nDCG @ 10}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Values of one case.

    Attributes:
        hit1: 1 when the first passage is relevant.
        hit5: 1 when one of the first five is.
        mrr: 1 / rank of the first relevant passage within ten, else 0.
        ndcg: discounted gain of the first ten, divided by that of the best order of all relevant passages.
    """

    hit1: float
    hit5: float
    mrr: float
    ndcg: float


def rank_measures(
    relevance: Mapping[str, Sequence[bool]], known: Mapping[str, int] | None = None
) -> dict[str, Ranking]:
    """Measures by case id.

    Args:
        relevance: for each case, which of its hits are relevant, best first.
        known: for each case, how many relevant passages the corpus holds; those not among the hits count as missed.
    """
    missed = {case: max(0, (known or {}).get(case, 0) - sum(hits)) for case, hits in relevance.items()}
    qrels = [
        ir_measures.Qrel(case, f"{case}/{rank}", int(good))
        for case, hits in relevance.items()
        for rank, good in enumerate((*hits, False, *[True] * missed[case]))
    ]
    run = [
        ir_measures.ScoredDoc(case, f"{case}/{rank}", float(-rank))
        for case, hits in relevance.items()
        for rank in range(len(hits) + 1)
    ]
    values: dict[str, dict[str, float]] = {case: dict.fromkeys(_MEASURES, 0.0) for case in relevance}
    names = {measure: name for name, measure in _MEASURES.items()}
    for metric in ir_measures.iter_calc(list(_MEASURES.values()), qrels, run):
        values[metric.query_id][names[metric.measure]] = float(metric.value)
    return {case: Ranking(**found) for case, found in values.items()}


def ranking_of(sample: Sample) -> Ranking | None:
    """The measures of one sample; None where search was not asked, or nothing is relevant by expectation."""
    return _ranking(sample.hits, sample.relevant) if sample.must_answer and sample.hits is not None else None


@lru_cache(maxsize=4096)
def _ranking(hits: tuple[bool, ...], known: int) -> Ranking:
    return rank_measures({"": hits}, {"": known})[""]
