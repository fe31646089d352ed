"""How a measured loss or accuracy spreads over random seeds, and which threshold right work would hardly ever miss."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from grader.testkit.checks import ERROR_SHARE

FALSE_FAIL_RATE = 1e-3
CONFIDENCE = 0.95
FEWEST = 10
MOST_OF_TOLERANCE = 0.5
SKEWED = 1.0
"""A skewness that a normal distribution does not show even in a dozen values."""
AT_LEAST = "at least"
Values = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The values of one measure of one source under many seeds, against its threshold.

    ``suggested`` is a threshold that right work misses in fewer than 1 of 1,000 gradings, ``None`` for too few values
    and for the distance from an expected value; see `suggested_threshold`.
    """

    test: str
    name: str
    bound: str
    threshold: float
    values: tuple[float, ...]
    suggested: float | None

    @property
    def missed(self) -> int:
        """How many of the values are on the wrong side of the threshold."""
        wrong = [v < self.threshold if self.bound == AT_LEAST else v > self.threshold for v in self.values]
        return sum(wrong)

    @property
    def worst(self) -> float:
        """The value that is nearest to the threshold or farthest beyond."""
        return min(self.values) if self.bound == AT_LEAST else max(self.values)

    @property
    def is_tight(self) -> bool:
        """Whether the threshold leaves less room than the suggested one, or a distance uses most of its tolerance."""
        if self.name.endswith(ERROR_SHARE):
            return self.worst > MOST_OF_TOLERANCE
        if self.suggested is None:
            return False
        return self.threshold > self.suggested if self.bound == AT_LEAST else self.threshold < self.suggested


def spread_of(test: str, name: str, bound: str, measured: Sequence[tuple[float, float]]) -> Spread:
    """Return the spread of the pairs (value, threshold) ``measured`` with the threshold that they suggest.

    Where the thresholds differ from seed to seed, the values are taken as shares of theirs, or as distances from them
    where one is not positive.
    """
    thresholds = {threshold for _, threshold in measured}
    values = tuple(value for value, _ in measured)
    if len(thresholds) > 1 and min(thresholds) > 0:
        name, thresholds = f"{name} / threshold", {1.0}
        values = tuple(value / threshold for value, threshold in measured)
    elif len(thresholds) > 1:
        name, thresholds = f"{name} - threshold", {0.0}
        values = tuple(value - threshold for value, threshold in measured)
    suggested = None if name.endswith(ERROR_SHARE) else suggested_threshold(values, bound)
    return Spread(test=test, name=name, bound=bound, threshold=thresholds.pop(), values=values, suggested=suggested)


def suggested_threshold(values: Sequence[float], bound: str) -> float | None:
    """Return a threshold that fewer than 1 in 1,000 such values miss, with 95 % confidence; ``None`` under 10 values.

    It is the one-sided tolerance limit of a normal distribution (Hahn & Meeker, *Statistical Intervals*, 1991, section
    4.6): mean ± k·s with k = t'(0.95; n - 1, z(0.999)·√n) / √n, t' being the noncentral t distribution. What is not
    normal by itself is made so: losses, and other positive measures that are skewed, by their logarithms; accuracies,
    of which most lie between 0.5 and 1, by the logarithms of what they miss, or by their arcsines where they are shares
    of few rows. It is never tighter than the worst value.
    """
    data = np.asarray(values, dtype=np.float64)
    n = len(data)
    if n < FEWEST or not np.isfinite(data).all():
        return None
    lower = bound == AT_LEAST
    worst = float(data.min() if lower else data.max())
    forward, back = _normalizing(data, lower=lower)
    used = forward(data)
    deviation = float(used.std(ddof=1))
    if deviation < 1e-12 * max(1.0, abs(float(used.mean()))):
        return worst
    factor = float(stats.nct.ppf(CONFIDENCE, n - 1, stats.norm.ppf(1 - FALSE_FAIL_RATE) * math.sqrt(n)) / math.sqrt(n))
    limit = back(float(used.mean()) + factor * deviation)
    return min(worst, limit) if lower else max(worst, limit)


def _normalizing(data: Values, *, lower: bool) -> tuple[Callable[[Values], Values], Callable[[float], float]]:
    """Return a function that grows towards the threshold and makes the values about normal, and its inverse."""
    if not lower:
        return (np.log, math.exp) if (data > 0).all() else (lambda v: v, lambda y: y)
    if (data < 0).any() or (data > 1).any() or np.median(data) < 0.5:
        is_skewed = (data > 0).all() and float(stats.skew(data)) > SKEWED
        return ((lambda v: -np.log(v)), (lambda y: math.exp(-y))) if is_skewed else ((lambda v: -v), (lambda y: -y))
    if (data == 1).any() or len(np.unique(data)) <= len(data) / 2:
        return (lambda v: np.arcsin(np.sqrt(1 - v))), (lambda y: 1 - math.sin(min(y, math.pi / 2)) ** 2)
    return (lambda v: np.log(1 - v)), (lambda y: 1 - math.exp(y))


def highest_rate(failed: int, n: int) -> float:
    """Return the failure rate that ``failed`` of ``n`` gradings leave possible with 95 % confidence.

    The upper limit of Clopper and Pearson, *Biometrika* 26 (1934).
    """
    return float(stats.binomtest(failed, n, alternative="less").proportion_ci(CONFIDENCE, "exact").high)
