"""Public tests: the model for 6 features, and its compile settings."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from graph import built, call, check_calculation, check_untrained, rebuilt

from grader.testkit import check_close, check_parameters, say


@pytest.mark.points(1)
@pytest.mark.title(en="207 parameters with 6 features", ko="특성이 6개이면 매개변수 207개")
def test_parameters(submission: Any) -> None:
    check_parameters(rebuilt(submission, 6), 207)


@pytest.mark.points(1)
@pytest.mark.title(en="18 and 4 with ReLU, then 1 without activation", ko="18과 4는 ReLU, 1은 활성화 없음")
def test_layers(submission: Any) -> None:
    check_calculation(rebuilt(submission, 6), 6)


@pytest.mark.points(1)
@pytest.mark.title(en="A functional model: (n, 6) goes in and (n, 1) comes out", ko="함수형 모델: (n, 6)을 넣으면 (n, 1)이 나옵니다")
def test_functional(submission: Any) -> None:
    model = rebuilt(submission, 6)
    check_untrained(model)
    if built(submission, 6) == built(submission, 6):
        pytest.fail(
            say(
                en="Two calls of `build_model` return the very same model. Each call must make a new one.",
                ko="`build_model`을 두 번 불렀는데 같은 모델이 돌아옵니다. 부를 때마다 새 모델을 만들어야 합니다.",
            )
        )
    for n in (1, 5):
        call(model, np.linspace(-1, 1, 6 * n).reshape(n, 6))
    assert not isinstance(model, keras.Sequential), say(
        en="This is a `keras.Sequential`. Write it with the Functional API: begin with a `keras.Input`, call the layers one after the other, and "
        "give both ends to `keras.Model`.",
        ko="이 모델은 `keras.Sequential`입니다. 함수형 API로 작성하세요. `keras.Input`에서 시작해 층을 차례로 부르고, 양 끝을 `keras.Model`에 넣습니다.",
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Compiled: mean squared error, Adam, learning rate 0.01", ko="컴파일: 평균 제곱 오차, Adam, 학습률 0.01")
def test_compiled(submission: Any) -> None:
    settings = submission.compiled(built(submission, 6))
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
