from __future__ import annotations

import numpy as np
import pytest

from bot.domain.passages import Citation, Passage, PassageKind, Sentence
from eval.ablation import insert
from eval.learning import Group, Lesson, fit_logistic, fit_ranking, folds, held_out, logistic
from eval.measures.interval import interval
from eval.measures.ranking import rank_measures
from eval.measures.reliability import calibration_error, reliability
from eval.questions import Case, Fact, Place
from eval.relevance import facts_said, first_relevant, is_relevant

CASE = Case(
    id="x", split="dev", question="Hoeveel?", expect="answer",
    relevant=(Place(key="nota", locator="p. 1"),), facts=(Fact(say="1,3 miljard", accept=("1,3 miljard",)),),
)  # fmt: skip


def passage(text: str, key: str = "nota", locator: str = "p. 1") -> Passage:
    return Passage("i", key, PassageKind.DIGEST, (Sentence(text, (Citation(key, locator),)),))


def test_a_passage_is_relevant_by_place_and_by_form() -> None:
    assert is_relevant(CASE, passage("Het kostte 1,3  Miljard euro."))
    assert not is_relevant(CASE, passage("Het kostte veel."))
    assert not is_relevant(CASE, passage("Het kostte 1,3 miljard euro.", locator="p. 2"))


def test_the_first_relevant_rank() -> None:
    assert first_relevant(CASE, [passage("nee"), passage("1,3 miljard")]) == 2
    assert first_relevant(CASE, []) == 0
    assert facts_said(CASE, "ongeveer 1,3 miljard") == 1


def test_ranking_measures() -> None:
    found = rank_measures({"a": [True, False], "b": [False, False, True], "c": [], "d": [False] * 5 + [True]})
    assert (found["a"].hit1, found["a"].mrr) == (1, 1)
    assert (found["b"].hit1, found["b"].hit5, found["b"].mrr) == (0, 1, pytest.approx(1 / 3))
    assert (found["c"].hit5, found["c"].mrr) == (0, 0)
    assert (found["d"].hit5, found["d"].mrr) == (0, pytest.approx(1 / 6))


def test_an_interval_holds_its_mean_and_is_the_same_every_time() -> None:
    values = [0.0, 1.0] * 20
    found = interval(values)
    assert found.low < found.mean == 0.5 < found.high
    assert found == interval(values)
    assert interval([]).mean == 0


def test_reliability() -> None:
    bins = reliability([0.1, 0.1, 0.9, 1.0], [False, False, True, True])
    assert [b.cases for b in bins] == [2, 2]
    assert calibration_error(bins) == pytest.approx(0.075)


def test_learning_finds_the_signal_that_matters() -> None:
    random = np.random.default_rng(1)
    groups = []
    for _ in range(30):
        signals = random.random((10, 3))
        relevant = np.zeros(10)
        relevant[signals[:, 1].argmax()] = 1
        groups.append(Group(signals, relevant))
    weights = fit_ranking(groups, np.zeros(3))
    assert weights.argmax() == 1
    features = random.random((80, 2))
    truths = (features[:, 0] > 0.5).astype(float)
    learned = fit_logistic(features, truths, 0.1)
    assert learned[1] > abs(learned[2])
    probabilities = held_out(Lesson(features, truths), lambda lesson: lesson.fit(0.1))
    assert ((probabilities > 0.5) == (truths == 1)).mean() > 0.85
    assert logistic(np.array([0.0]))[0] == 0.5


def test_folds_hold_every_case_once() -> None:
    assert sorted(np.concatenate(folds(23)).tolist()) == list(range(23))


def test_the_table_goes_between_its_markers() -> None:
    text = "a\n<!-- ablation:dev -->\nold\n<!-- /ablation:dev -->\nb"
    assert insert(text, "dev", "new") == "a\n<!-- ablation:dev -->\nnew\n<!-- /ablation:dev -->\nb"
    with pytest.raises(ValueError, match="markers"):
        insert(text, "test", "new")
