"""Public tests: the model for 5 and 3 features, and its compile settings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from branches import built, call, check_calculation, check_untrained, rebuilt, reference

from grader.testkit import check_close, check_parameters, say


@pytest.mark.points(1)
@pytest.mark.title(en="Inputs named input_1 and input_2, one output", ko="이름이 input_1, input_2인 입력과 출력 하나")
def test_inputs(submission: Any) -> None:
    model = rebuilt(submission, 5, 3)
    names = [tensor.name for tensor in model.inputs]
    assert names == ["input_1", "input_2"], say(
        en=f"The inputs are named {names[0]} and {names[1]}. Wanted: `input_1` and `input_2`, in this order, as in "
        '`keras.Input(shape=(n1,), name="input_1")`.',
        ko=f"입력의 이름이 {names[0]}, {names[1]}입니다. 차례로 `input_1`, `input_2`여야 합니다. 예를 들면 "
        '`keras.Input(shape=(n1,), name="input_1")`입니다.',
    )
    check_untrained(model)
    if built(submission, 5, 3) == built(submission, 5, 3):
        pytest.fail(
            say(
                en="Two calls of `build_model` return the very same model. Each call must make a new one.",
                ko="`build_model`을 두 번 불렀는데 같은 모델이 돌아옵니다. 부를 때마다 새 모델을 만들어야 합니다.",
            )
        )
    for n in (1, 4):
        call(model, np.ones((n, 5)), np.ones((n, 3)))


@pytest.mark.points(1)
@pytest.mark.title(en="397 parameters with 5 and 3 features", ko="특성이 5개와 3개이면 매개변수 397개")
def test_parameters(submission: Any) -> None:
    check_parameters(rebuilt(submission, 5, 3), reference(5, 3))


@pytest.mark.points(1)
@pytest.mark.title(en="10 and 20 with ReLU, concatenated, 8 with ReLU, 1", ko="10과 20은 ReLU, 이어 붙이고, 8은 ReLU, 1")
def test_layers(submission: Any) -> None:
    check_calculation(rebuilt(submission, 5, 3), 5, 3)


@pytest.mark.points(1)
@pytest.mark.title(en="Compiled: mean squared error, Adam, learning rate 0.01", ko="컴파일: 평균 제곱 오차, Adam, 학습률 0.01")
def test_compiled(submission: Any) -> None:
    settings = submission.compiled(built(submission, 5, 3))
    loss = settings["loss"]
    while isinstance(loss, list | dict) and len(loss) == 1:  # One loss may be given as a list, or by its output's name.
        loss = next(iter(loss.values() if isinstance(loss, dict) else loss))
    assert loss == "mean_squared_error", say(
        en="The loss is not Keras's mean squared error.", ko="손실이 Keras의 평균 제곱 오차가 아닙니다."
    )
    assert settings["optimizer"]["name"] == "adam", say(en="The optimizer is not Adam.", ko="옵티마이저가 Adam이 아닙니다.")
    rate = settings["optimizer"].get("learning_rate")
    assert not isinstance(rate, dict), say(
        en="The learning rate is a schedule; the number 0.01 is wanted.", ko="학습률이 스케줄입니다. 수 0.01이어야 합니다."
    )
    check_close(
        rate,
        0.01,
        what={"en": "Adam's learning rate", "ko": "Adam의 학습률"},
        mistakes=[
            (
                0.001,
                say(
                    en="That is Adam's default. Make the optimizer yourself: `keras.optimizers.Adam(learning_rate=0.01)`.",
                    ko="그것은 Adam의 기본값입니다. 옵티마이저를 직접 만드세요: `keras.optimizers.Adam(learning_rate=0.01)`.",
                ),
            )
        ],
    )
