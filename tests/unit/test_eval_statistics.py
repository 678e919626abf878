"""Intervals and tests against known values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from eval.statistics import bootstrap, holm, interval_of, mcnemar, paired, wilson


def test_wilson_agrees_with_scipy() -> None:
    for good, total in ((0, 10), (7, 10), (181, 226)):
        known = stats.binomtest(good, total).proportion_ci(method="wilson")
        assert wilson(good, total) == pytest.approx((known.low, known.high))
    assert wilson(0, 0) == (0, 1)


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_is_the_exact_binomial_test(better: int, worse: int) -> None:
    expected = stats.binomtest(better, better + worse).pvalue if better + worse else 1.0
    assert mcnemar(better, worse) == pytest.approx(expected)


def test_paired_without_a_difference() -> None:
    assert paired([0.5, 1.0], [0.5, 1.0]) == (0, (0, 0), 1)
    assert paired([], []).p == 1


def test_paired_sees_a_loss_and_not_noise() -> None:
    loss = paired([0.9] * 40, [0.9 - 0.01 * (n % 7) for n in range(40)])
    assert loss.difference < 0
    assert loss.interval.high < 0
    assert loss.p < 0.001
    noise = paired([0.5] * 40, [0.5 + (0.1 if n % 2 else -0.1) for n in range(40)])
    assert noise.p > 0.5


def test_the_same_seed_gives_the_same_interval() -> None:
    values = [0.1, 0.7, 0.3, 0.9]
    assert bootstrap(values) == bootstrap(values)
    assert interval_of([1.0, 0.0, 1.0]) == wilson(2, 3)
    assert interval_of(values) == bootstrap(values)


def test_holm() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})
    assert holm({}) == {}
