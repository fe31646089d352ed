"""Plain statistics of lists of numbers: quantiles, histograms, and how well a test tells strong students from weak."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

GROUP_SHARE = 0.27
"""How much of a class the upper and the lower group are."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How ``count`` numbers lie: the lower quartile, the median and the upper quartile."""

    count: int
    low: float
    median: float
    high: float


def quantile(values: Sequence[float], share: float) -> float:
    """Return the ``share`` quantile (0 to 1) of sorted, non-empty ``values``, linear between neighbors.

    The same as NumPy's default. ``ValueError`` for no values.
    """
    if not values:
        raise ValueError("there is no quantile of nothing")
    place = share * (len(values) - 1)
    below = math.floor(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def spread(values: Iterable[float]) -> Spread | None:
    """Return median and quartiles, or ``None`` of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    low, median, high = (quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Spread(count=len(ordered), low=low, median=median, high=high)


def histogram(shares: Iterable[float], bins: int) -> list[int]:
    """Return how many of some shares from 0 to 1 fall into each of ``bins`` equal parts; 1 falls into the last.

    A share just below a limit, by the error of its arithmetic, counts as on it.
    """
    counts = [0] * bins
    for share in shares:
        counts[min(int(share * bins + 1e-9), bins - 1)] += 1
    return counts


@dataclass(frozen=True, kw_only=True)
class Discrimination:
    """How a test's result goes with a criterion: shares of the upper and the lower group that pass, and their size."""

    upper: float
    lower: float
    group: int

    @property
    def index(self) -> float:
        """The discrimination index: from −1, where only the weak pass, to 1, where only the strong do."""
        return self.upper - self.lower

    @property
    def errors(self) -> float:
        """The index in standard errors, as for two shares that are equal in truth; 0 where nothing varies."""
        both = (self.upper + self.lower) / 2
        error = math.sqrt(2 * both * (1 - both) / self.group)
        return self.index / error if error else 0.0


def discrimination(results: Sequence[float], criterion: Sequence[float]) -> Discrimination | None:
    """Return the discrimination of a test that gave ``results`` (0 to 1) to people whose strength is ``criterion``.

    D = p_upper − p_lower: the share of the upper 27 % of the people, by the criterion, that passes, less that of the
    lower 27 %. For normal scores 27 % makes the difference between the groups' means most certain: T. L. Kelley, "The
    selection of upper and lower groups for the validation of test items", Journal of Educational Psychology 30 (1939),
    17–24. The index itself is A. P. Johnson's, "Notes on a suggested index of item validity: the U–L index", Journal of
    Educational Psychology 42 (1951), 499–504.

    People with equal criteria at a group's edge belong to it in part, each to the same part, so that no order decides.
    ``None`` for fewer than two people.
    """
    if len(results) != len(criterion):
        raise ValueError("each result needs a criterion")
    size = round(GROUP_SHARE * len(results))
    if size < 1 or len(results) < 2:
        return None
    pairs = sorted(zip(criterion, results, strict=True), key=lambda pair: pair[0])
    lower, upper = _passing(pairs, size), _passing(pairs[::-1], size)
    return Discrimination(upper=upper, lower=lower, group=size)


def _passing(ordered: Sequence[tuple[float, float]], size: int) -> float:
    """Return the mean result of the first ``size`` people; of people as strong as the last of them, the mean of all."""
    total, left = 0.0, size
    for _strength, same in groupby(ordered, key=lambda pair: pair[0]):
        results = [result for _, result in same]
        taken = min(left, len(results))
        total += taken * sum(results) / len(results)
        left -= taken
        if not left:
            break
    return total / size


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation, from −1 to 1; ``None`` where one of them does not vary.

    Of a test's passes (0 or 1) and a criterion it is the point-biserial correlation.
    """
    count = len(first)
    if count < 2:
        return None
    mean, other = sum(first) / count, sum(second) / count
    varied = sum((one - mean) ** 2 for one in first) * sum((one - other) ** 2 for one in second)
    if varied <= 1e-18:
        return None
    together = sum((one - mean) * (two - other) for one, two in zip(first, second, strict=True))
    return max(-1.0, min(1.0, together / math.sqrt(varied)))
