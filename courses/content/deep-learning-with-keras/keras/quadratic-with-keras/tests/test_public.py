"""Public tests: the example, the structure, the history, and the points that the model has seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from parabola import call, check_features, rows_of, wanted

from grader.testkit import check_at_most, check_parameters, say

SEEN = np.arange(-50, 50) / 10


@pytest.mark.points(1)
@pytest.mark.title(en="The rows of features([2, -3])", ko="features([2, -3])의 행")
def test_example(submission: Any) -> None:
    check_features(submission, np.array([2.0, -3.0]))


@pytest.mark.points(1)
@pytest.mark.title(en="Two weights and a bias: 3 parameters", ko="가중치 둘과 편향 하나: 매개변수 3개")
def test_parameters(submission: Any) -> None:
    check_parameters(submission.model("model"), 3)


@pytest.mark.points(1)
@pytest.mark.title(en="(n, 2) goes in and (n, 1) comes out", ko="(n, 2)를 넣으면 (n, 1)이 나옵니다")
def test_shape(submission: Any) -> None:
    for n in (1, 5):
        call(submission, rows_of(np.arange(n)))


@pytest.mark.points(1)
@pytest.mark.title(en="The loss has fallen to a tenth", ko="손실이 10분의 1로 줄었습니다")
def test_history(submission: Any) -> None:
    history = submission.value("history")
    assert isinstance(history, dict) and "loss" in history, say(
        en='`history` is neither what `fit` returned nor a dictionary with `"loss"`.',
        ko='`history`가 `fit`이 돌려준 것도, `"loss"`가 있는 딕셔너리도 아닙니다.',
    )
    losses = submission.array(history["loss"]).astype(np.float64).ravel()
    assert losses.size >= 2, say(
        en='`history` holds fewer than 2 epochs. If you called `fit` several times, join the lists of all `"loss"`.',
        ko='`history`에 에포크가 2개보다 적습니다. `fit`을 여러 번 불렀다면 `"loss"` 리스트를 모두 이어 붙이세요.',
    )
    assert np.isfinite(losses).all(), say(
        en="There is nan or inf among the losses: the training has diverged. Divide the learning rate by 10.",
        ko="손실에 nan이나 inf가 있습니다. 학습이 발산했습니다. 학습률을 10으로 나누어 보세요.",
    )
    assert losses[0] > 0.1, say(
        en=f"The first loss in `history` is {losses[0]:.2g}; more than 0.1 is expected. The history has to begin with the first epoch of the "
        "whole training, from a start that is not the answer.",
        ko=f"`history`의 첫 손실이 {losses[0]:.2g}입니다. 0.1보다 커야 합니다. history는 전체 학습의 첫 에포크에서, 답이 아닌 출발점에서 "
        "시작해야 합니다.",
    )
    check_at_most(
        losses.min() / losses[0],
        0.1,
        what={"en": "the lowest loss as a share of the first epoch's", "ko": "첫 에포크의 손실에 대한 가장 낮은 손실의 비율"},
        message=say(
            en="The loss has hardly fallen. If it still falls at the end, train for more epochs, in smaller batches or with a larger learning rate. "
            "If it jumps about, take a smaller one. And does the history hold the early epochs, too?",
            ko="손실이 거의 줄지 않았습니다. 끝에서도 줄고 있다면 에포크를 늘리거나, 배치를 줄이거나, 학습률을 키우세요. 이리저리 튄다면 학습률을 "
            "줄이세요. history에 처음 에포크들도 들어 있나요?",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="The 100 points, each within 2", ko="점 100개, 저마다 오차 2 이내")
def test_points(submission: Any) -> None:
    rows = rows_of(SEEN)
    check_at_most(
        np.abs(call(submission, rows) - wanted(rows)).max(),
        2,
        what={"en": "the largest error at one of the 100 points", "ko": "점 100개에서 가장 큰 오차"},
        message=say(
            en="The model does not pass through the points. Has it been fitted for long enough, with rows of x² and x in this order?",
            ko="모델이 점들을 지나지 않습니다. x²과 x를 이 순서로 담은 행으로, 충분히 오래 학습했나요?",
        ),
    )
