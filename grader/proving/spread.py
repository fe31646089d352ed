"""How a measured loss or accuracy spreads over random seeds, and which threshold right work would hardly ever miss."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

FALSE_FAIL_RATE = 1e-3
CONFIDENCE = 0.95
FEWEST = 10
AT_LEAST = "at least"


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The values of one measure of one source under many seeds, against its threshold.

    ``suggested`` is a threshold that right work misses in fewer than 1 of 1,000 gradings, ``None`` for too few values;
    see `suggested_threshold`.
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
    def is_tight(self) -> bool:
        """Whether the threshold leaves less room than the suggested one."""
        if self.suggested is None:
            return False
        return self.threshold > self.suggested if self.bound == AT_LEAST else self.threshold < self.suggested


def spread(test: str, name: str, bound: str, threshold: float, values: Sequence[float]) -> Spread:
    """Return the spread of ``values`` with the threshold that they suggest."""
    suggested = suggested_threshold(values, bound)
    return Spread(test=test, name=name, bound=bound, threshold=threshold, values=tuple(values), suggested=suggested)


def suggested_threshold(values: Sequence[float], bound: str) -> float | None:
    """Return a threshold that fewer than 1 in 1,000 such values miss, with 95 % confidence; ``None`` under 10 values.

    It is the one-sided tolerance limit of a normal distribution (Hahn & Meeker, *Statistical Intervals*, 1991, section
    4.6): mean ± k·s with k = t'(0.95; n - 1, z(0.999)·√n) / √n, t' being the noncentral t distribution. Values that are
    all positive and bounded from above (losses) are taken by their logarithms, which their long upper tail asks for.
    It is never tighter than the worst value seen.
    """
    data = np.asarray(values, dtype=np.float64)
    n = len(data)
    if n < FEWEST or not np.isfinite(data).all():
        return None
    lower = bound == AT_LEAST
    worst = float(data.min() if lower else data.max())
    by_logarithm = not lower and bool((data > 0).all())
    used = np.log(data) if by_logarithm else data
    deviation = float(used.std(ddof=1))
    if deviation < 1e-12 * max(1.0, abs(float(used.mean()))):
        return worst
    factor = float(stats.nct.ppf(CONFIDENCE, n - 1, stats.norm.ppf(1 - FALSE_FAIL_RATE) * math.sqrt(n)) / math.sqrt(n))
    limit = float(used.mean()) + (-factor if lower else factor) * deviation
    limit = math.exp(limit) if by_logarithm else limit
    return min(worst, limit) if lower else max(worst, limit)


def highest_rate(failed: int, n: int) -> float:
    """Return the failure rate that ``failed`` of ``n`` gradings leave possible with 95 % confidence.

    The upper limit of Clopper and Pearson, *Biometrika* 26 (1934).
    """
    if failed >= n:
        return 1.0
    return float(stats.beta.ppf(CONFIDENCE, failed + 1, n - failed))
