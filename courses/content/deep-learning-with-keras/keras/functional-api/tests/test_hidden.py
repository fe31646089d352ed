"""Hidden tests: other widths, the calculation with other weights, and training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from graph import call, check_calculation, rebuilt, trained

from grader.testkit import check_at_most, check_parameters, for_each, say

pytestmark = pytest.mark.hidden


@for_each("width", {"1": 1, "11": 11}, points=1, en="Features: {name}", ko="특성의 수: {name}")
def test_other_widths(submission: Any, width: int) -> None:
    model = rebuilt(submission, width)
    check_parameters(model, (width + 1) * 18 + 76 + 5)


@pytest.mark.points(2)
@pytest.mark.title(en="The calculation, layer by layer, with other weights", ko="다른 가중치로 층마다 따라간 계산")
def test_graph(submission: Any) -> None:
    check_calculation(rebuilt(submission, 4), 4)


@pytest.mark.points(2)
@pytest.mark.title(en="A copy of the model learns", ko="모델의 사본이 학습합니다")
def test_trains(submission: Any) -> None:
    random = np.random.default_rng(7)
    rows = random.normal(size=(256, 3)).astype(np.float32)
    wanted = (rows[:, :1] * 2 - rows[:, 1:2] + np.abs(rows[:, 2:])).astype(np.float32)
    copy = trained(rebuilt(submission, 3), rows, wanted, steps=60)
    error = float(np.mean((call(copy, rows) - wanted) ** 2) / wanted.var())
    check_at_most(
        error,
        0.5,
        what={"en": "The loss after training, as a share of the variance", "ko": "분산에 대한 학습 후 손실의 비율"},
        message=say(
            en="After 60 steps with other data the model has hardly learned. Does the "
            "last layer have no activation, and is nothing in between that loses information?",
            ko="다른 데이터로 60번 갱신해도 거의 배우지 못했습니다. 마지막 층에 활성화 함수가 없는지, 중간에 정보를 잃는 것이 "
            "끼어 있지 않은지 확인하세요.",
        ),
    )
