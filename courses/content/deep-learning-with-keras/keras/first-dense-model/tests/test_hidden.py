"""Hidden tests: values that the model has not seen, predicted by the rebuilt model."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rule import predictions, rows, rule

from grader.testkit import check_close, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(2)
@pytest.mark.title(en="10 becomes 16, within 0.1", ko="10은 16이 됩니다(오차 0.1 이내)")
def test_ten(submission: Any) -> None:
    x = rows([10])
    check_close(
        predictions(submission, x),
        rule(x),
        rtol=0,
        atol=0.1,
        message=say(
            en="The prediction for 10 is not close enough. Far from the data a small error of the weight counts ten "
            "times: print `model.get_weights()` and train until they stop changing.",
            ko="10에 대한 예측이 충분히 가깝지 않습니다. 데이터에서 멀어지면 가중치의 작은 오차가 열 배로 커집니다. "
            "`model.get_weights()`를 출력해 보고, 값이 더 변하지 않을 때까지 학습시켜 보세요.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Unseen values between the known ones", ko="알고 있는 값 사이의 새로운 값")
def test_between(submission: Any) -> None:
    x = rows(np.linspace(-1, 4, 27))
    check_close(
        predictions(submission, x),
        rule(x),
        rtol=0,
        atol=0.25,
        message=say(
            en="Between the known values the model is off. If the six pairs themselves fit, something bends the line: "
            "a straight line needs no activation function.",
            ko="알고 있는 값 사이에서 모델의 예측이 다릅니다. 여섯 쌍이 잘 맞는데도 그렇다면 무언가가 선을 구부리고 "
            "있는 것입니다. 직선에는 활성화 함수가 필요하지 않습니다.",
        ),
    )


@pytest.mark.points(2)
@pytest.mark.title(en="Unseen values from -10 to 20", ko="-10부터 20까지의 새로운 값")
def test_beyond(submission: Any) -> None:
    x = rows(np.linspace(-10, 20, 61))
    check_close(
        predictions(submission, x),
        rule(x),
        rtol=0,
        atol=0.25,
        message=say(
            en="Far from the known values the model leaves the rule. Does it give negative numbers at all (ReLU "
            "cannot)? If it does, the weight has not settled: train for longer.",
            ko="알고 있는 값에서 멀어지면 모델이 규칙을 벗어납니다. 음수를 내놓을 수 있는 모델인가요(ReLU는 그럴 수 "
            "없습니다)? 그렇다면 가중치가 아직 자리를 잡지 못한 것이니 더 오래 학습시켜 보세요.",
        ),
    )
