"""Hidden tests: other widths, the calculation with other weights, both inputs, and training."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from branches import call, check_calculation, rebuilt, reference, trained

from grader.testkit import check_at_most, check_parameters, for_each, say

pytestmark = pytest.mark.hidden


@for_each("widths", {"1, 9": (1, 9), "12, 2": (12, 2)}, points=0.5, en="Features: {name}", ko="특성의 수: {name}")
def test_other_widths(submission: Any, widths: tuple[int, int]) -> None:
    check_parameters(rebuilt(submission, *widths), reference(*widths))


@pytest.mark.points(2)
@pytest.mark.title(en="The calculation with other weights", ko="다른 가중치로 따라간 계산")
def test_calculation(submission: Any) -> None:
    check_calculation(rebuilt(submission, 4, 6), 4, 6)


@pytest.mark.points(1)
@pytest.mark.title(en="Both inputs matter", ko="두 입력이 모두 의미가 있습니다")
def test_both_matter(submission: Any) -> None:
    random = np.random.default_rng(8)
    x1, x2, other = random.normal(size=(3, 50, 3))
    model = trained(rebuilt(submission, 3, 3), x1, x2, x1[:, :1] + 2 * x2[:, 1:2], steps=20)
    before = call(model, x1, x2)
    changes = [np.abs(call(model, *rows) - before).max() for rows in ((other, x2), (x1, other))]
    assert min(changes) > 1e-4, say(
        en="The output stays the same when one of the inputs changes. Is each branch called on its own input, and do both go into the "
        "concatenation?",
        ko="한 입력이 달라져도 출력이 그대로입니다. 갈래마다 자기 입력을 받고, 두 갈래를 모두 이어 붙였나요?",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="A copy of the model learns from both inputs", ko="모델의 사본이 두 입력으로 학습합니다")
def test_trains(submission: Any) -> None:
    random = np.random.default_rng(7)
    x1 = random.normal(size=(256, 2)).astype(np.float32)
    x2 = random.normal(size=(256, 4)).astype(np.float32)
    wanted = x1[:, :1] - np.abs(x1[:, 1:]) + x2[:, :1] * 2 + np.maximum(x2[:, 3:], 0)
    copy = trained(rebuilt(submission, 2, 4), x1, x2, wanted, steps=60)
    error = float(np.mean((call(copy, x1, x2) - wanted) ** 2) / wanted.var())
    check_at_most(
        error,
        0.4,
        what={"en": "The loss after training, as a share of the variance", "ko": "분산에 대한 학습 후 손실의 비율"},
        message=say(
            en="After 60 steps with other data the model has hardly learned. Check that both inputs are connected, "
            "and that the last layer has no activation.",
            ko="다른 데이터로 60번 갱신해도 거의 배우지 못했습니다. 두 입력이 모두 이어져 있는지, 마지막 층에 "
            "활성화 함수가 없는지 확인하세요.",
        ),
    )
