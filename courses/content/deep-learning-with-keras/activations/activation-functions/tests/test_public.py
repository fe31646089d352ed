"""Public tests: the values of the lesson's table."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference import NAMES, expected, numbers

from grader.testkit import check_close, for_each, say

CAUSES = {
    "linear": say(
        en="`linear` gives back what it gets: y = x.",
        ko="`linear`는 받은 값을 그대로 돌려줍니다: y = x.",
    ),
    "sigmoid": say(
        en="sigmoid(0) is 0.5, and the exponent is minus x: 1 / (1 + e^-x).",
        ko="sigmoid(0)은 0.5이고, 지수는 음의 x입니다: 1 / (1 + e^-x).",
    ),
    "tanh": say(
        en="tanh(0) is 0 and tanh(-x) = -tanh(x): is every sign where the formula has it?",
        ko="tanh(0)은 0이고 tanh(-x) = -tanh(x)입니다. 부호가 모두 식과 같은지 확인해 보세요.",
    ),
    "relu": say(
        en="`relu` keeps positive numbers and turns negative ones into 0.",
        ko="`relu`는 양수를 유지하고 음수를 0으로 만듭니다.",
    ),
}


@for_each("name", NAMES, points=1, en="{name}: the values of the table", ko="{name}: 표에 나온 값")
def test_values(submission: Any, name: str) -> None:
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    got = numbers(name, submission.function(name)(x), x.shape)
    check_close(got, expected(name, x), atol=1e-6, message=CAUSES[name])
