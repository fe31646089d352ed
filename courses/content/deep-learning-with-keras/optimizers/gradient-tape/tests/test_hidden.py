"""Hidden tests: other points and parabolas, the loss after the last step, noisy points, loss 0."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import Array, descend, features, fitted, rmse

from grader.testkit import check_close, for_each, say

pytestmark = pytest.mark.hidden

# x, (w1, w2, b), learning rate, epochs: all end while still on their way, where rounding does not matter.
# "5" begins with a loss of 0.005: small, and not 0.
CASES: dict[str, tuple[Array, tuple[float, float, float], float, int]] = {
    "7": (np.array([-2.0, -1.3, 0.4, 0.9, 2.2, 3.1, -0.6]), (0.5, -4.0, 2.0), 0.03, 7),
    "5": (np.array([-1.5, -0.4, 0.3, 1.1, 1.9]), (1.0, 1.0, 1.005), 0.004, 5),
    "60": (np.linspace(-3, 1.5, 37), (-1.5, 0.5, 4.0), 0.02, 60),
}


def points(case: str) -> tuple[Array, Array, float, int]:
    """Return x, y, learning rate and epochs of a case."""
    x, (w1, w2, b), rate, epochs = CASES[case]
    return x, w1 * x**2 + w2 * x + b, rate, epochs


@for_each("case", tuple(CASES), points=0.5, en="Another parabola: {name} epochs", ko="다른 포물선: {name} 에포크")
def test_other_points(submission: Any, case: str) -> None:
    x, y, rate, epochs = points(case)
    parameters, _ = fitted(submission, x, y, rate, epochs)
    check_close(
        parameters,
        descend(x, y, rate, epochs),
        rtol=0,
        atol=1e-3,
        message=say(
            en="For other points, another learning rate or another number of epochs the parameters are off. If a step "
            "on the running problem is right, something is fixed that should come from the arguments, or a second call "
            "goes on where the first one ended, because the variables are made outside the function.",
            ko="다른 점, 다른 학습률, 다른 에포크 수에서 매개변수가 다릅니다. 예제의 한 걸음이 맞는다면 인수에서 와야 할 "
            "값을 고정해 두었거나, 변수를 함수 밖에서 만들어 두 번째 호출이 첫 번째 호출이 끝난 곳에서 이어진 것입니다.",
        ),
        mistakes=[
            (
                descend(x, y, rate, epochs + difference),
                say(
                    en="The number of steps is not the number of epochs: there is one too many or one too few.",
                    ko="걸음 수가 에포크 수와 다릅니다. 한 걸음이 많거나 모자랍니다.",
                ),
            )
            for difference in (-1, 1)
        ],
    )


@pytest.mark.points(1)
@pytest.mark.title(en="The loss is that of the returned parameters", ko="손실은 돌려주는 매개변수의 손실입니다")
def test_loss_after_the_last_step(submission: Any) -> None:
    for case in ("7", "5"):
        x, y, rate, epochs = points(case)
        parameters, loss = fitted(submission, x, y, rate, epochs)
        before, _ = fitted(submission, x, y, rate, epochs - 1)
        check_close(
            loss,
            rmse(parameters, x, y),
            rtol=0,
            atol=1e-3,
            message=say(
                en="The returned loss is not the root mean squared error of the returned parameters.",
                ko="돌려준 손실이 돌려준 매개변수의 평균 제곱근 오차가 아닙니다.",
            ),
            mistakes=[
                (
                    rmse(before, x, y),
                    say(
                        en="The returned loss was measured before the last step. Measure it once more at the end.",
                        ko="돌려준 손실은 마지막 걸음 전에 잰 값입니다. 끝에서 한 번 더 재세요.",
                    ),
                )
            ],
        )


@pytest.mark.points(1.5)
@pytest.mark.title(en="Noisy points: the descent ends at the lowest loss", ko="잡음이 있는 점: 손실이 가장 낮은 곳에 이릅니다")
def test_noisy_points(submission: Any) -> None:
    x = np.linspace(-1.5, 1.5, 60)
    y = -(x**2) + 2 * x + 3 + np.random.default_rng(5).normal(0, 0.8, 60)
    best = np.linalg.lstsq(features(x).T, y, rcond=None)[0]
    parameters, loss = fitted(submission, x, y, 0.4, 100)
    check_close(
        parameters,
        best,
        rtol=0,
        atol=1e-3,
        message=say(
            en="With noisy points the loss does not fall to 0, but the descent should still end where it is lowest.",
            ko="잡음이 있으면 손실이 0이 되지는 않지만, 그래도 손실이 가장 낮은 곳에서 끝나야 합니다.",
        ),
    )
    check_close(
        loss,
        rmse(best, x, y),
        rtol=0,
        atol=1e-3,
        message=say(
            en="With noisy points the parameters are right, but the returned loss is not.",
            ko="잡음이 있는 점에서 매개변수는 맞지만 돌려준 손실이 다릅니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Loss 0: the parameters stay", ko="손실이 0이면 매개변수는 그대로입니다")
def test_loss_zero(submission: Any) -> None:
    x = np.arange(-3.0, 5.0)
    parameters, loss = fitted(submission, x, x**2 + x + 1, 0.1, 3)
    assert np.isfinite(parameters).all() and np.isfinite(loss), say(
        en="Where the loss is exactly 0 the tape gives infinity times 0, and nan spreads through all parameters.",
        ko="손실이 정확히 0이면 테이프가 무한대 곱하기 0을 계산해 nan이 모든 매개변수로 퍼집니다.",
    )
    check_close(
        [*parameters, loss],
        [1, 1, 1, 0],
        message=say(
            en="The start fits these points exactly; nothing should move.",
            ko="이 점들에는 출발점이 정확히 맞습니다. 아무것도 바뀌지 않아야 합니다.",
        ),
    )
