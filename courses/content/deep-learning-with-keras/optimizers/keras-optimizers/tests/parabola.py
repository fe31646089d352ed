"""Points on a parabola, and how far the student's parameters are from the true ones."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_at_most, check_close, check_shape, say

Array = NDArray[np.float64]
RUNNING_X = np.arange(-50, 50) / 10
RUNNING = (2.0, 3.0, 5.0)
WITHIN = 0.05


def trained(submission: Any, x: Array, y: Array) -> Array:
    """Return the student's w1, w2, b for the points, or fail where they are not three numbers."""
    got = submission.train("fit", x, y, seed=0, timeout=30)
    if isinstance(got, tuple | list | np.ndarray) and np.size(got) == 3 and np.asarray(got).dtype.kind in "fiu":
        return np.asarray(got, dtype=np.float64).reshape(3)
    check_shape(got, (3,), what="`fit(x, y)`")
    return np.asarray(got, dtype=np.float64)


def check_found(submission: Any, x: Array, true: tuple[float, float, float]) -> None:
    """Fail unless the student's fit finds (w1, w2, b) from points on that parabola."""
    w1, w2, b = true
    got = trained(submission, x, w1 * x**2 + w2 * x + b)
    assert np.isfinite(got).all(), say(
        en="The parameters are nan or inf: the training has diverged. Divide the learning rate by 10.",
        ko="매개변수가 nan이나 inf입니다. 학습이 발산했습니다. 학습률을 10으로 나누어 보세요.",
    )
    if not np.allclose(got, true, rtol=0, atol=WITHIN):
        for order in ((2, 1, 0), (1, 0, 2), (0, 2, 1), (2, 0, 1), (1, 2, 0)):
            check_not_in_order(got, true, order)
        assert not np.allclose(got, RUNNING, rtol=0, atol=WITHIN), say(
            en="These are still the parameters of the running problem. Every call trains anew, with the points that it gets.",
            ko="예제의 매개변수가 그대로 나옵니다. 부를 때마다 받은 점으로 새로 학습해야 합니다.",
        )
    far = ("w1", "w2", "b")[int(np.argmax(np.abs(got - true)))]
    check_at_most(
        np.abs(got - true).max(),
        WITHIN,
        what={"en": "the largest error of w1, w2, b", "ko": "w1, w2, b의 가장 큰 오차"},
        message=say(
            en=f"`{far}` is furthest from its true value. Print the parameters every 50 steps: if they still move at the end, take more "
            "steps, a larger learning rate or momentum; if they jump about, a smaller learning rate.",
            ko=f"`{far}`가 참값에서 가장 멉니다. 50걸음마다 매개변수를 출력해 보세요. 끝에서도 계속 움직인다면 걸음을 늘리거나 학습률을 "
            "키우거나 모멘텀을 쓰고, 이리저리 튄다면 학습률을 줄이세요.",
        ),
    )


def check_not_in_order(got: Array, true: tuple[float, float, float], order: tuple[int, ...]) -> None:
    """Fail with an explanation where the right numbers come in another order."""
    if np.allclose(got, np.array(true)[list(order)], rtol=0, atol=WITHIN):
        check_close(
            got,
            true,
            rtol=0,
            atol=WITHIN,
            message=say(
                en="The three numbers are right, but in another order: w1 (of x²), w2 (of x), b is asked.",
                ko="세 숫자는 맞지만 순서가 다릅니다. w1(x²의 계수), w2(x의 계수), b 순서여야 합니다.",
            ),
        )
