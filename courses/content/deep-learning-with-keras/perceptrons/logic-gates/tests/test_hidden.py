"""Hidden tests: the distance from the threshold, and whether the functions are the neurons whose weights are given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from gates import MARGIN, TABLES, answers, sums, weights_of

from grader.testkit import for_each, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1)
@pytest.mark.title(en="Every sum is 0.1 or more away from 0", ko="모든 합이 0에서 0.1 이상 떨어져 있습니다")
def test_margins(submission: Any) -> None:
    for gate in TABLES:
        assert (np.abs(sums(submission, gate)) >= MARGIN).all(), say(
            en=f"A sum of {gate} lies on the right side of the threshold or on it, but closer than 0.1. Choose the bias so "
            "that 0 comes halfway between the sums that should fire and those that should not.",
            ko=f"{gate}의 합 하나가 임곗값의 옳은 쪽이나 바로 그 위에 있지만 0.1보다 가깝습니다. 켜져야 할 합과 켜지지 않아야 할 합의 "
            "한가운데에 0이 오도록 편향을 골라 보세요.",
        )


@for_each(
    "gate",
    TABLES.keys(),
    points=1.5,
    en="{name}: the neuron with the weights given, for other inputs, too",
    ko="{name}: 다른 입력에서도 적어 둔 가중치의 뉴런",
)
def test_real_neuron(submission: Any, gate: str) -> None:
    sums(submission, gate)
    weights, bias = weights_of(submission, gate)
    points = np.random.default_rng(21).integers(-16, 25, (120, 2)) / 8
    z = points @ weights + bias
    tried = np.abs(z) > 0.002
    right = (z[tried] > 0).astype(float)
    got = answers(submission, gate, points[tried])
    assert not np.allclose(got, 1 - right), say(
        en=f"For other numbers than 0 and 1, `{gate}` always says the opposite of what its weights say.",
        ko=f"0과 1이 아닌 수에서 `{gate}`의 답이 가중치로 계산한 답과 늘 반대입니다.",
    )
    assert np.allclose(got, right, rtol=0, atol=1e-9), say(
        en=f'`{gate}` does not always answer as its weights in `GATES["{gate}"]` do. Compute the weighted sum and compare it '
        "with 0; `if`, `and` and `==` on the inputs know 0 and 1 only, and rounding the inputs changes the sum.",
        ko=f'`{gate}`의 답이 `GATES["{gate}"]`의 가중치로 계산한 답과 다를 때가 있습니다. 가중합을 계산해 0과 비교하세요. 입력에 `if`, '
        "`and`, `==`를 쓰면 0과 1만 다룰 수 있고, 입력을 반올림하면 합이 달라집니다.",
    )
