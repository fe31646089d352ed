"""Hidden tests: other numbers for `features`, the two weights and the bias, and rows that no x has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from parabola import TRUE, WITHIN, call, check_features, wanted

from grader.testkit import check_at_most, for_each, say

pytestmark = pytest.mark.hidden

INPUTS = {
    "float": np.random.default_rng(4).uniform(-30, 30, size=17),
    "int": np.array([0, -1, 12, -345, 1000, 7]),
}


@for_each("x", INPUTS, points=0.5, en="features: other numbers ({name})", ko="features: 다른 수 ({name})")
def test_features(submission: Any, x: np.ndarray) -> None:
    check_features(submission, x)


@for_each("name", TRUE.keys(), points=1, en="{name} within 0.05", ko="{name}의 오차 0.05 이내")
def test_weight(submission: Any, name: str) -> None:
    at_zero, at_first, at_second = call(submission, np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])).ravel()
    got = {"w1": at_first - at_zero, "w2": at_second - at_zero, "b": at_zero}
    if name != "b" and max(abs(got["w1"] - TRUE["w2"]), abs(got["w2"] - TRUE["w1"])) <= WITHIN:
        pytest.fail(
            say(
                en="The two weights are swapped. The rows that the model was trained on must hold x² first and x second.",
                ko="두 가중치가 서로 바뀌었습니다. 모델을 학습시킨 행에는 x²이 먼저, x가 다음에 와야 합니다.",
            )
        )
    check_at_most(
        abs(got[name] - TRUE[name]),
        WITHIN,
        what={"en": f"the error of {name}", "ko": f"{name}의 오차"},
        message=say(
            en=f"`{name}` is not close enough. Print `model.get_weights()` after some more epochs: if it still moves, train for longer; "
            "b is usually the last to arrive. Were the rows scaled before the training? They must be x² and x as they are.",
            ko=f"`{name}`의 값이 충분히 가깝지 않습니다. 에포크를 조금 더 돌린 뒤 `model.get_weights()`를 출력해 보세요. 아직 움직인다면 더 오래 "
            "학습하세요. 보통 b가 가장 늦게 도착합니다. 학습 전에 행을 스케일링했나요? x²과 x 그대로여야 합니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Rows that no x has: a plain weighted sum", ko="어떤 x에서도 나올 수 없는 행: 그대로의 가중합")
def test_any_rows(submission: Any) -> None:
    rows = np.random.default_rng(9).uniform(-40, 40, size=(60, 2))
    error = np.abs(call(submission, rows) - wanted(rows)).ravel()
    check_at_most(
        (error / (np.abs(rows).sum(axis=1) + 1)).max(),
        WITHIN,
        what={"en": "the largest error as a share of |p| + |q| + 1", "ko": "가장 큰 오차를 |p| + |q| + 1로 나눈 값"},
        message=say(
            en="For some rows (p, q) the model does not give 2p + 3q + 5. If its weights and bias are right, something bends the sum: "
            "the layer needs no activation.",
            ko="어떤 행 (p, q)에서는 모델의 출력이 2p + 3q + 5가 아닙니다. 가중치와 편향이 맞는데도 그렇다면 무언가가 합을 구부리고 있는 것입니다. "
            "이 층에는 활성화 함수가 필요하지 않습니다.",
        ),
    )
