"""Thresholds that right work would hardly ever miss."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from grader.proving.spread import highest_rate, spread_of, suggested_threshold


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


def coverage(values: NDArray[np.float64], rate_below: Callable[[float], float]) -> float:
    """The share of samples, one a row, whose suggestion is missed in fewer than 1 of 1,000 cases."""
    return float(np.mean([rate_below(suggested_threshold(list(row), "at least") or 0) <= 1e-3 for row in values]))


def test_the_suggestion_holds_for_accuracies_near_1() -> None:
    random = np.random.default_rng(0)
    missed = np.exp(random.normal(-3, 0.7, (200, 200)))
    assert coverage(1 - missed, lambda t: float(stats.norm.sf((np.log(1 - t) + 3) / 0.7))) >= 0.93
    assert coverage(random.beta(60, 3, (200, 200)), lambda t: float(stats.beta.cdf(t, 60, 3))) >= 0.93


@pytest.mark.parametrize(("rows", "right"), [(30, 0.97), (30, 0.9), (600, 0.97)])
def test_the_suggestion_holds_for_accuracies_of_few_rows(rows: int, right: float) -> None:
    shares = np.random.default_rng(0).binomial(rows, right, (100, 200)) / rows
    below = coverage(shares, lambda t: float(stats.binom.cdf(np.ceil(t * rows - 1e-9) - 1, rows, right)))
    assert below >= 0.93
    assert np.median([suggested_threshold(list(row), "at least") for row in shares]) > right - 0.3


def test_other_positive_measures_are_taken_by_their_logarithms() -> None:
    values = np.exp(np.random.default_rng(1).normal(0.5, 0.8, 100))
    limit = suggested_threshold(list(values), "at least")
    mirrored = suggested_threshold(list(1 / values), "at most")
    assert limit == pytest.approx(1 / mirrored, rel=1e-6)  # type: ignore[operator]
    assert 0 < limit < min(values)  # type: ignore[operator]


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
    found = spread_of("test_a", "loss", bound, [(value, threshold) for value in (0.9, *([1.0] * 9))])
    assert (found.missed, found.is_tight) == (missed, tight)


def test_thresholds_that_move_with_the_seed_are_compared_by_shares() -> None:
    found = spread_of("test_a", "error", "at most", [(0.1 * n, 0.2 * n) for n in range(1, 21)])
    assert (found.name, found.threshold, found.missed) == ("error / threshold", 1, 0)
    assert found.values == pytest.approx((0.5,) * 20)


def test_thresholds_that_are_not_positive_are_compared_by_distances() -> None:
    found = spread_of("test_a", "gain", "at least", [(-1.0, -2.0), (0.5, 1.0)])
    assert (found.name, found.threshold, found.values, found.missed) == ("gain - threshold", 0, (1.0, -0.5), 1)


def test_a_distance_within_its_tolerance_suggests_nothing() -> None:
    name = "The result: error / tolerance"
    near = spread_of("test_a", name, "at most", [(10.0**-n, 1) for n in range(1, 21)])
    assert (near.suggested, near.is_tight) == (None, False)
    assert spread_of("test_a", name, "at most", [(0.1, 1), (0.7, 1)]).is_tight


@pytest.mark.parametrize(("failed", "n", "rate"), [(0, 200, 0.0149), (0, 3000, 0.000998), (1, 200, 0.0235), (5, 5, 1)])
def test_the_rate_that_remains_possible(failed: int, n: int, rate: float) -> None:
    assert highest_rate(failed, n) == pytest.approx(rate, rel=0.01)
