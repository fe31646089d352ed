"""Public tests: the structure and the six known pairs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from rule import call, predictions, rows, rule

from grader.testkit import check_close, check_parameters, say


@pytest.mark.points(2)
@pytest.mark.title(en="One weight and one bias: 2 parameters", ko="가중치 하나와 편향 하나: 매개변수 2개")
def test_parameters(submission: Any) -> None:
    model = submission.model("model")
    check_parameters(model, 2)
    biases = sum(weight.name == "bias" for weight in model.weights)
    assert biases == 1, say(
        en=f"There are 2 parameters, but {biases} of them are biases. Wanted: one weight and one bias, as a Dense layer with one unit has them.",
        ko=f"매개변수는 2개이지만 그중 편향이 {biases}개입니다. 가중치 하나와 편향 하나가 필요합니다. 유닛이 하나인 Dense 층이 그렇습니다.",
    )


@pytest.mark.points(1)
@pytest.mark.title(en="(n, 1) goes in and (n, 1) comes out", ko="(n, 1)을 넣으면 (n, 1)이 나옵니다")
def test_shape(submission: Any) -> None:
    model = submission.model("model")
    for n in (1, 5):
        call(model, rows(np.arange(n)))


@pytest.mark.points(2)
@pytest.mark.title(en="The six known pairs, within 0.25", ko="알고 있는 여섯 쌍, 오차 0.25 이내")
def test_known_pairs(submission: Any) -> None:
    x = rows([-1, 0, 1, 2, 3, 4])
    check_close(
        predictions(submission, x),
        rule(x),
        rtol=0,
        atol=0.25,
        message=say(
            en="The model does not fit the pairs that it was given. Has it been fitted, and for long enough? "
            "If the loss still falls at the end, train for more epochs or with a larger learning rate.",
            ko="모델이 주어진 쌍에도 맞지 않습니다. 학습을 시켰는지, 충분히 오래 시켰는지 확인해 보세요. 마지막까지 "
            "손실이 줄고 있었다면 에포크를 늘리거나 학습률을 키워 보세요.",
        ),
    )
