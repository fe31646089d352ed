"""Public tests: the model, whether it is trained and asked, and the last days that students have."""

from __future__ import annotations

from typing import Any

import pytest
from prices import LAST_GIVEN_DAYS, bend_of, check_ratio
from reaching import reaches
from recurrent import has_recurrent_layer, is_bent, looks_trained

from grader.testkit import say

ROUNDING = 0.0005
"""How far, in units of the prices, float32 may bend a formula that is straight."""


@pytest.mark.points(1)
@pytest.mark.title(
    en="A recurrent model from (n, timesteps, features) to (n, 1)",
    ko="(n, timesteps, features)에서 (n, 1)로 가는 순환 모델",
)
def test_recurrent(submission: Any) -> None:
    model = submission.model("model")
    assert has_recurrent_layer(model), say(
        en="`model` has no recurrent layer. Let a `SimpleRNN`, `LSTM` or `GRU` read the window step by step.",
        ko="`model`에 순환 층이 없습니다. `SimpleRNN`, `LSTM`, `GRU` 가운데 하나가 창을 한 단계씩 읽게 하세요.",
    )
    taken = model.input_shape
    assert isinstance(taken, tuple) and len(taken) == 3, say(
        en="`model` should take one input of three dimensions: (samples, timesteps, features).",
        ko="`model`은 3차원 입력 하나를 받아야 합니다: (samples, timesteps, features).",
    )
    given = model.output_shape
    assert isinstance(given, tuple) and given[1:] == (1,), say(
        en=f"`model` should give one number for each window, shape (n, 1), but gives {given}. The last recurrent "
        "layer needs no `return_sequences=True`, and the last layer has one unit.",
        ko=f"`model`은 창마다 숫자 하나, 곧 형상 (n, 1)을 내야 하는데 {given}을 냅니다. 마지막 순환 층에는 "
        "`return_sequences=True`가 필요 없고, 마지막 층의 유닛은 하나입니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The model has been trained", ko="모델이 학습되어 있습니다")
def test_trained(submission: Any) -> None:
    assert looks_trained(submission.model("model")), say(
        en="All biases of `model` still have the values that they begin with, so it has not been trained. Call `fit` on the "
        "model that is named `model` at the end.",
        ko="`model`의 모든 편향이 처음 값 그대로이므로 학습되지 않은 것입니다. 마지막에 `model`이라는 이름을 가진 모델로 `fit`을 "
        "부르세요.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="`forecast` asks the model", ko="`forecast`가 모델에게 묻습니다")
def test_uses_model(submission: Any) -> None:
    submission.function("forecast")
    assert reaches(submission.tree, "forecast", "model"), say(
        en="`forecast` does not use `model`, neither itself nor through anything that it calls. Its answer should come from the "
        "network.",
        ko="`forecast`가 `model`을 직접 쓰지도, 다른 함수를 거쳐 쓰지도 않습니다. 답은 신경망에서 나와야 합니다.",
    )
    if is_bent(submission.model("model")) and (bend := bend_of(submission)) is not None:
        assert bend > ROUNDING, say(
            en="`forecast` only weighs past prices and adds them up, as a regression line does, but a recurrent network bends. "
            "Its answer does not come from `model`. Is the output of the model left out, or multiplied by 0?",
            ko="`forecast`가 회귀 직선처럼 과거 가격의 가중합만 계산합니다. 순환 신경망은 그렇게 곧지 않으므로 답이 `model`에서 나온 "
            "것이 아닙니다. 모델의 출력을 빠뜨리거나 0을 곱하지는 않았나요?",
        )


@pytest.mark.points(3)
@pytest.mark.title(
    en="Last 14 days of the file: RMSE at most half of persistence's",
    ko="파일의 마지막 14일: RMSE가 지속성 예측의 절반 이하",
)
def test_given_days(submission: Any) -> None:
    check_ratio(
        submission,
        LAST_GIVEN_DAYS,
        message=say(
            en="Even on days that the model has learnt from, the forecasts are too far off. Does the loss still fall at the end "
            "of the training (more epochs, larger learning rate), and is `history` scaled as the training windows were?",
            ko="모델이 배운 날들에서도 예측이 크게 빗나갑니다. 학습이 끝날 때까지 손실이 줄고 있었나요(에포크를 늘리거나 학습률을 "
            "키우세요)? `history`를 학습할 때의 창과 똑같이 스케일링했나요?",
        ),
    )
