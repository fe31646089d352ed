"""Hidden tests: numbers that students do not have, and numbers that cannot be scaled."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import scaled

from grader.testkit import check_close, check_refuses, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(4)
@pytest.mark.title(en="Other numbers, negative ones too", ko="음수를 포함한 다른 수들")
def test_other_numbers(submission: Any) -> None:
    x = np.array([-3.5, 0.25, 8.0, 1.5])
    check_close(
        submission.function("scale")(x),
        scaled(x),
        atol=1e-6,
        message=say(
            en="Other numbers than those of the example come out wrong.", ko="예시와 다른 수에서는 값이 맞지 않습니다."
        ),
        mistakes=[
            (
                x / x.max(),
                say(
                    en="Your numbers are divided by the largest only: the smallest must be subtracted before.",
                    ko="가장 큰 수로 나누기만 했습니다. 먼저 가장 작은 수를 빼야 합니다.",
                ),
            )
        ],
    )


@pytest.mark.points(2)
@pytest.mark.title(en="Equal numbers raise ValueError", ko="모두 같은 수면 ValueError가 발생합니다")
def test_equal_numbers(submission: Any) -> None:
    scale = submission.function("scale")
    check_close(scale([1.0, 3.0]), [0, 1], atol=1e-6)  # What must be taken, too, or a function that always raises passes.
    check_refuses(scale, [3.0, 3.0, 3.0], types=(ValueError,))
