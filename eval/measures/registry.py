"""All measures of a single answer, in the order of reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from eval.measures.attribution import attribution
from eval.measures.citation_precision import citation_precision
from eval.measures.citation_recall import citation_recall
from eval.measures.countries import country_faithfulness
from eval.measures.decision import decision
from eval.measures.direct import direct_opening
from eval.measures.facts import fact_recall
from eval.measures.forbidden import forbidden_absent
from eval.measures.hit_at_1 import hit_at_1
from eval.measures.hit_at_5 import hit_at_5
from eval.measures.length import fitting_length
from eval.measures.ndcg import ndcg
from eval.measures.numbers import number_faithfulness
from eval.measures.one_source import one_source
from eval.measures.quotes import true_quotes
from eval.measures.readability import readability
from eval.measures.reciprocal_rank import reciprocal_rank
from eval.measures.remarks import warnings_found
from eval.measures.repeats import no_repeats
from eval.measures.right import right
from eval.measures.right_locator import right_locator
from eval.measures.right_source import right_source
from eval.measures.sample import Sample, Score
from eval.measures.sourced import sourced


class Measure(NamedTuple):
    """A measure by its name in files and its Dutch name in reports."""

    name: str
    title: str
    score: Callable[[Sample], Score]


MEASURES = (
    Measure("decision", "antwoordt of weigert terecht", decision),
    Measure("facts", "vereiste feiten gezegd", fact_recall),
    Measure("source", "juiste bron", right_source),
    Measure("locator", "juiste plaats in de bron", right_locator),
    Measure("citation_recall", "zinnen door hun bron gedragen", citation_recall),
    Measure("citation_precision", "bronnen die hun zin dragen", citation_precision),
    Measure("numbers", "getallen staan in de bron", number_faithfulness),
    Measure("countries", "land klopt met de bron", country_faithfulness),
    Measure("quotes", "citaten echt", true_quotes),
    Measure("sourced", "elke zin een bestaande noot", sourced),
    Measure("attribution", "standpunt met houder", attribution),
    Measure("warnings", "verwachte waarschuwingen", warnings_found),
    Measure("forbidden", "niets verbodens gezegd", forbidden_absent),
    Measure("length", "40 tot 130 woorden", fitting_length),
    Measure("direct", "directe eerste zin", direct_opening),
    Measure("one_source", "één bron per zin", one_source),
    Measure("readability", "leesbaarheid (Flesch–Douma/100)", readability),
    Measure("repeats", "geen herhaling", no_repeats),
    Measure("hit1", "eerste passage raak (hit@1)", hit_at_1),
    Measure("hit5", "raak in de eerste vijf (hit@5)", hit_at_5),
    Measure("mrr", "1/rang van de eerste rake passage (MRR@10)", reciprocal_rank),
    Measure("ndcg", "volgorde van de passages (nDCG@10)", ndcg),
)
AGREEMENT = "agreement"
RIGHT = "right"
TITLES = {
    RIGHT: "goed beantwoord of geweigerd",
    **{m.name: m.title for m in MEASURES},
    AGREEMENT: "vijandig gelijk aan neutraal",
}


def score_all(sample: Sample) -> dict[str, Score]:
    """Every measure of one sample, the verdict as a whole first."""
    scores = {measure.name: measure.score(sample) for measure in MEASURES}
    return {RIGHT: right(sample, scores), **scores}
