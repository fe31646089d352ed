"""Hidden tests: other parabolas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from parabola import RUNNING_X, check_found

from grader.testkit import for_each

pytestmark = pytest.mark.hidden

CASES = {
    "A": (RUNNING_X, (-3.5, 4.25, -4.75)),
    "B": (np.random.default_rng(11).permutation(np.linspace(-5, 5, 80)), (4.5, -4.5, 4.75)),
    "C": (np.linspace(-5, 5, 150), (0.25, -1.5, -3.0)),
}


@for_each("case", CASES, points=1.5, en="An unknown parabola ({name})", ko="모르는 포물선 ({name})")
def test_unknown_parabola(submission: Any, case: tuple[np.ndarray, tuple[float, float, float]]) -> None:
    x, true = case
    check_found(submission, x, true)
