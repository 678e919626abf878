from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Scored
from bot.retrieval.fusion import fuse, spread


def test_spread_runs_from_one_to_nought() -> None:
    assert spread([Scored("a", 9.0), Scored("b", 6.0), Scored("c", 3.0)]) == {"a": 1.0, "b": 0.5, "c": 0.0}


def test_equal_scores_all_count_and_nothing_is_nothing() -> None:
    assert spread([Scored("a", 2.0)]) == {"a": 1.0}
    assert spread([]) == {}


def test_a_leg_of_weight_nought_does_not_count() -> None:
    assert fuse([({"a": 0.2}, 1.0), ({"b": 1.0}, 0.0)])[0].id == "a"


@given(st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=8))
def test_one_leg_keeps_its_order(scores: dict[str, float]) -> None:
    fused = fuse([(scores, 0.7)])
    assert [s.score for s in fused] == sorted((s.score for s in fused), reverse=True)
    assert {s.id for s in fused} == set(scores)
