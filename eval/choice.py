"""``python -m eval.choice``: learns which sentence answers, from the development split."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.answering.choice import FILE, ChoiceModel, read_choice
from bot.answering.clues import CLUES, Clued, ClueFinder, values_of
from bot.answering.select import Candidate, SentenceChooser
from bot.retrieval.search import Found
from eval.learning import Array, Group, fit_ranking, folds
from eval.measures.facts import says
from eval.questions import Case, read_cases
from eval.variants import fresh_index

_L2 = 0.01
_WORDS = 110


@dataclass(frozen=True, slots=True)
class Choosable:
    """The sentences found for one case.

    Attributes:
        told: for each sentence, the numbers of the required facts that it tells.
        fitting: for each sentence, whether it cites one of the case's sources.
    """

    case: Case
    clued: tuple[Clued, ...]
    told: tuple[frozenset[int], ...]
    fitting: tuple[bool, ...]

    @property
    def group(self) -> Group:
        """What is learned from: a right sentence tells a fact and cites a right source."""
        right = [bool(told) and fits for told, fits in zip(self.told, self.fitting, strict=True)]
        return Group(values_of([c.clues for c in self.clued]), np.array(right, dtype=np.float64))


def choosable(case: Case, clued: Sequence[Clued]) -> Choosable:
    """Judge the sentences that were found for a case."""
    keys = {place.key for place in case.relevant}
    return Choosable(
        case,
        tuple(clued),
        tuple(frozenset(n for n, fact in enumerate(case.facts) if says(c.sentence.text, fact)) for c in clued),
        tuple(not keys.isdisjoint(citation.key for citation in c.sentence.citations) for c in clued),
    )


def learn(cases: Sequence[Choosable]) -> ChoiceModel:
    """Weights under which the right sentences of each case come first."""
    weights = fit_ranking([case.group for case in cases], np.zeros(len(CLUES)), _L2)
    return ChoiceModel({name: round(float(w), 3) for name, w in zip(CLUES, weights, strict=True)})


def held_out_scores(cases: Sequence[Choosable]) -> list[Array]:
    """The score of each sentence, by weights that were learned without its question."""
    scores: dict[int, Array] = {}
    for part in folds(len(cases)):
        model = learn([case for i, case in enumerate(cases) if i not in set(part.tolist())])
        for i in part.tolist():
            scores[i] = np.array(model.scores([c.clues for c in cases[i].clued]))
    return [scores[i] for i in range(len(cases))]


def report(name: str, cases: Sequence[Choosable], scores: Sequence[Array], chooser: SentenceChooser) -> None:
    """Print how much of the required facts the chosen sentences tell, and how many of them are to the point."""
    told, whole, fitting, leading, words = [], [], [], [], []
    for case, values in zip(cases, scores, strict=True):
        chosen = chooser.chosen([Candidate(c, float(v)) for c, v in zip(case.clued, values, strict=True)])
        places = [case.clued.index(candidate.clued) for candidate in chosen]
        facts = frozenset().union(*(case.told[p] for p in places))
        told.append(len(facts) / len(case.case.facts))
        whole.append(len(facts) == len(case.case.facts))
        fitting.append(float(np.mean([case.fitting[p] for p in places])) if places else 0.0)
        leading.append(bool(places) and bool(case.told[places[0]]))
        words.append(sum(len(candidate.sentence.text.split()) for candidate in chosen))
    print(
        f"{name:12s} facts {np.mean(told):.3f}, all facts {np.mean(whole):.3f}, fact in the first sentence "
        f"{np.mean(leading):.3f}, sentences from a right source {np.mean(fitting):.3f}, words {np.mean(words):.0f}"
    )


def main() -> None:
    """Learn, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="report only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = fresh_index(Path(folder))
        finder = ClueFinder(index.searcher.analyzer, index.searcher.legs.lexical, index.searcher.embedder)
        chooser = SentenceChooser(finder, read_choice(), _WORDS)
        asked = [case for case in read_cases() if case.split == "dev" and case.expect == "answer"]
        found: list[Found] = [index.assistant.find(case.question, case.context) for case in asked]
        cases = [choosable(case, chooser.candidates(f)) for case, f in zip(asked, found, strict=True)]
    shipped = read_choice()
    report("shipped", cases, [np.array(shipped.scores([c.clues for c in case.clued])) for case in cases], chooser)
    report("held out", cases, held_out_scores(cases), chooser)
    if not options.dry_run:
        model = learn(cases)
        FILE.write_text(json.dumps(dict(model.weights), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
