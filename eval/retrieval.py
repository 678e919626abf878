"""Runs evaluation questions through search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.retrieval.bank import weighed
from bot.retrieval.evidence import Features, measure
from bot.retrieval.query import check_question
from bot.retrieval.ranking import RankModel
from bot.retrieval.search import Searcher, Survey
from eval.measures.interval import Interval, interval
from eval.measures.ranking import Ranking, rank_measures
from eval.questions import CANONICAL, Case, read_cases
from eval.relevance import is_relevant

_DEPTH = 10
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What search made of a case.

    Attributes:
        relevant: for each candidate, best first, whether it is relevant; empty for a case to refuse.
    """

    case: Case
    survey: Survey
    relevant: tuple[bool, ...]
    evidence: float

    @property
    def answerable(self) -> bool:
        """True for a case that the corpus answers."""
        return self.case.expect == "answer"

    @property
    def features(self) -> Features:
        """What the judgement rests on."""
        asked, seen = self.survey.asked, self.survey.seen
        return measure(self.survey.query, asked, seen, weighed(asked, seen.outside))


@dataclass(frozen=True, slots=True)
class Summary:
    """Measures over a split, with intervals."""

    dutch: dict[str, Interval]
    foreign: dict[str, Interval]
    refused: Interval
    wrongly_refused: Interval


def unseen_cases(split: str) -> list[Case]:
    """The questions of a split that the corpus does not hold itself, as it does the start buttons of the app."""
    return [c for c in read_cases() if c.split == split and CANONICAL not in c.tags]


def run_cases(searcher: Searcher, cases: Sequence[Case]) -> list[Outcome]:
    """Search every case, as the assistant does."""
    return [_run(searcher, case) for case in cases]


def _run(searcher: Searcher, case: Case) -> Outcome:
    question = check_question(case.question, _LONGEST)
    survey, evidence = searcher.inquire(question, context=case.context)
    judged = case.expect == "answer"
    relevant = tuple(is_relevant(case, c.reading.passage) for c in survey.candidates) if judged else ()
    return Outcome(case, survey, relevant, evidence.score)


def reranked(outcome: Outcome, model: RankModel) -> Outcome:
    """The same passages in the order of other weights; the judgement is left as it was."""
    candidates = outcome.survey.candidates
    scores = model.scores([c.signals for c in candidates])
    order = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].reading.passage.id))
    survey = replace(outcome.survey, candidates=tuple(replace(candidates[i], score=scores[i]) for i in order))
    relevant = tuple(outcome.relevant[i] for i in order) if outcome.relevant else ()
    return replace(outcome, survey=survey, relevant=relevant)


def rankings(outcomes: Sequence[Outcome]) -> dict[str, Ranking]:
    """Ranking measures of the answerable cases by id."""
    return rank_measures({o.case.id: o.relevant[:_DEPTH] for o in outcomes if o.answerable})


def summarise(outcomes: Sequence[Outcome], threshold: float) -> Summary:
    """All measures of a run.

    Args:
        threshold: evidence under which a question is refused.
    """
    ranked = rankings(outcomes)
    dutch = [ranked[o.case.id] for o in outcomes if o.answerable and o.case.language == "nl"]
    foreign = [ranked[o.case.id] for o in outcomes if o.answerable and o.case.language != "nl"]
    return Summary(
        dutch=_intervals(dutch),
        foreign=_intervals(foreign),
        refused=interval([float(o.evidence < threshold) for o in outcomes if not o.answerable]),
        wrongly_refused=interval([float(o.evidence < threshold) for o in outcomes if o.answerable]),
    )


def _intervals(values: Sequence[Ranking]) -> dict[str, Interval]:
    return {name: interval([getattr(v, name) for v in values]) for name in ("hit1", "hit5", "mrr")}
