"""Thresholds that right work would hardly ever miss."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from grader.proving.spread import highest_rate, spread, suggested_threshold


def test_the_factor_is_that_of_the_tables() -> None:
    """k(n = 10, 99.9 %, 95 %) = 5.203: Hahn & Meeker, Statistical Intervals, table A.12."""
    values = np.array([-1.0, 1.0] * 5)
    limit = suggested_threshold(list(values), "at least")
    assert limit == pytest.approx(-5.203 * values.std(ddof=1), rel=1e-3)


def test_the_suggestion_holds_with_its_confidence() -> None:
    """In 95 of 100 samples of 50, the true rate of misses is below 1 in 1,000."""
    random = np.random.default_rng(0)
    limits = [suggested_threshold(list(random.normal(10, 2, 50)), "at least") for _ in range(400)]
    rates = stats.norm.cdf(np.array(limits, dtype=float), 10, 2)
    assert 0.92 <= np.mean(rates <= 1e-3) <= 0.98


def test_losses_are_taken_by_their_logarithms() -> None:
    values = np.exp(np.random.default_rng(1).normal(-3, 0.5, 100))
    limit = suggested_threshold(list(values), "at most")
    mirrored = suggested_threshold(list(-np.log(values)), "at least")
    assert limit == pytest.approx(0.2182, rel=1e-3)
    assert mirrored == pytest.approx(-np.log(0.2182), rel=1e-3)


def test_the_suggestion_is_never_tighter_than_the_worst_value() -> None:
    assert suggested_threshold([0.9] * 99 + [0.1], "at least") <= 0.1  # type: ignore[operator]
    assert suggested_threshold([0.5] * 20, "at most") == 0.5


def test_few_values_suggest_nothing() -> None:
    assert suggested_threshold([0.5] * 9, "at most") is None


@pytest.mark.parametrize(
    ("bound", "threshold", "missed", "tight"),
    [("at least", 0.5, 0, False), ("at least", 0.95, 1, True), ("at most", 2.0, 0, False), ("at most", 0.95, 9, True)],
)
def test_a_spread_against_its_threshold(bound: str, threshold: float, missed: int, tight: bool) -> None:
    found = spread("test_a", "loss", bound, threshold, [0.9, *([1.0] * 9)])
    assert (found.missed, found.is_tight) == (missed, tight)


@pytest.mark.parametrize(("failed", "n", "rate"), [(0, 200, 0.0149), (0, 3000, 0.000998), (1, 200, 0.0235), (5, 5, 1)])
def test_the_rate_that_remains_possible(failed: int, n: int, rate: float) -> None:
    assert highest_rate(failed, n) == pytest.approx(rate, rel=0.01)
