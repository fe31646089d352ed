"""Public tests: the table of the prompt."""

from __future__ import annotations

from typing import Any

import numpy as np
from reference import NAMES, check_slopes

from grader.testkit import for_each, say

CAUSES = {
    "d_sigmoid": say(
        en="The slope is largest at 0, where it is 0.25, and the same on both sides.",
        ko="기울기는 0에서 0.25로 가장 크고 양쪽이 같습니다.",
    ),
    "d_tanh": say(
        en="The slope is largest at 0, where it is 1, and the same on both sides.",
        ko="기울기는 0에서 1로 가장 크고 양쪽이 같습니다.",
    ),
    "d_relu": say(
        en="ReLU is flat up to 0 and rises by 1 for every 1 after it.",
        ko="ReLU는 0까지 평평하고, 그 뒤로는 x가 1 늘 때마다 1씩 커집니다.",
    ),
}


@for_each("name", NAMES, points=1.5, en="{name}: the slopes of the table", ko="{name}: 표에 나온 기울기")
def test_table(submission: Any, name: str) -> None:
    x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    check_slopes(name, submission.function(name)(x), x, CAUSES[name], atol=1e-6)
