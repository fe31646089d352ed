"""Statistics, held against NumPy and SciPy, and against numbers that one can see."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from grader.analytics.measures import correlation, discrimination, histogram, quantile, spread

RNG = np.random.default_rng(5)


@pytest.mark.parametrize("count", [1, 2, 7, 100])
@pytest.mark.parametrize("share", [0, 0.1, 0.25, 0.5, 0.95, 1])
def test_quantiles_are_those_of_numpy(count: int, share: float) -> None:
    values = sorted(RNG.normal(size=count).tolist())

    assert quantile(values, share) == pytest.approx(np.quantile(values, share))


def test_there_is_no_quantile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        quantile([], 0.5)


def test_quartiles_do_not_need_sorted_values() -> None:
    values = RNG.exponential(size=41).tolist()
    found = spread(values)

    assert found is not None
    assert (found.low, found.median, found.high) == pytest.approx(tuple(np.percentile(values, [25, 50, 75])))
    assert found.count == 41
    assert spread([]) is None


def test_histogram_is_that_of_numpy() -> None:
    shares = np.concatenate([RNG.random(500), [0, 1, 0.1, 0.5, 0.9, 1]])

    assert histogram(shares.tolist(), 10) == np.histogram(shares, bins=10, range=(0, 1))[0].tolist()


def test_three_tenths_of_a_point_stand_on_the_limit_and_not_below_it() -> None:
    assert histogram([0.1 + 0.2 - 1e-12], 10) == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]


def test_discrimination_is_upper_less_lower_27_percent() -> None:
    strength = RNG.permutation(100).astype(float)
    passed = (strength + RNG.normal(0, 25, 100) > 50).astype(float)
    found = discrimination(passed.tolist(), strength.tolist())

    order = np.argsort(strength)
    assert found is not None
    assert found.group == 27
    assert found.upper == passed[order[-27:]].mean()
    assert found.index == pytest.approx(passed[order[-27:]].mean() - passed[order[:27]].mean())


def test_a_perfect_test_a_useless_one_and_an_upside_down_one() -> None:
    strength = [float(number) for number in range(20)]
    strong = [float(number >= 10) for number in range(20)]
    indices = [
        found.index
        for results in (strong, [1.0] * 20, [1 - one for one in strong])
        if (found := discrimination(results, strength))
    ]

    assert indices == [1, 0, -1]


def test_equally_strong_people_count_alike_whatever_their_order() -> None:
    strength, passed = [1.0] * 6 + [2.0] * 4, [1.0, 0, 0, 0, 0, 0, 1, 1, 0, 0]
    forward = discrimination(passed, strength)
    backward = discrimination(passed[::-1], strength[::-1])

    assert forward == backward
    assert forward is not None
    assert forward.upper == 0.5
    assert forward.lower == pytest.approx(1 / 6)


def test_one_person_tells_nothing() -> None:
    assert discrimination([1.0], [3.0]) is None


def test_point_biserial_correlation_is_that_of_scipy() -> None:
    strength = RNG.normal(size=80)
    passed = (strength + RNG.normal(size=80) > 0).astype(float)

    expected = stats.pointbiserialr(passed, strength).statistic
    assert correlation(passed.tolist(), strength.tolist()) == pytest.approx(expected)


def test_what_does_not_vary_has_no_correlation() -> None:
    assert correlation([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]) is None
