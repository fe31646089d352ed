"""Public tests: one step of each, and the running problem."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import NAMES, moved, running_slope, slips, stepped, velocity_of

from grader.testkit import check_close, for_each, say


@for_each("name", NAMES, points=1.5, en="{name}_step: one step", ko="{name}_step: 한 걸음")
def test_step(submission: Any, name: str) -> None:
    w, v, g = np.array([1.0, 2.0, -3.0]), np.array([0.4, -0.2, 0.1]), np.array([1.5, -2.0, 0.5])
    rate, momentum = 0.1, 0.6
    new_w, new_v = stepped(submission, name, w, v, g, rate, momentum)
    check_close(
        new_w,
        moved(name, w, v, g, rate, momentum),
        rtol=1e-4,
        message=say(
            en=f"The new parameters of `{name}_step` are wrong. Compute the first of them on paper: w = 1, v = 0.4, g = 1.5, "
            "learning rate 0.1, momentum 0.6.",
            ko=f"`{name}_step`의 새 매개변수가 다릅니다. 첫 번째 값을 종이에 계산해 보세요. w = 1, v = 0.4, g = 1.5, "
            "학습률 0.1, 모멘텀 0.6입니다.",
        ),
        mistakes=slips(name, w, v, g, rate, momentum),
        what={"en": "The new `w`", "ko": "새 `w`"},
    )
    check_close(
        new_v,
        velocity_of(v, g, rate, momentum),
        rtol=1e-4,
        message=say(
            en=f"The new parameters of `{name}_step` are right, the new velocity is not: momentum times the old one minus "
            "learning rate times gradient.",
            ko=f"`{name}_step`의 새 매개변수는 맞지만 새 속도가 다릅니다. 모멘텀 × 옛 속도에서 학습률 × 기울기를 뺀 "
            "값이어야 합니다.",
        ),
        mistakes=[
            (
                v,
                say(
                    en="You return the old velocity; the new one must be kept.",
                    ko="옛 속도를 돌려주었습니다. 새 속도를 기억해야 합니다.",
                ),
            ),
            (
                moved(name, w, v, g, rate, momentum) - w,
                say(
                    en="You return how far the parameters moved. In Nesterov's form that is not the velocity.",
                    ko="매개변수가 움직인 거리를 돌려주었습니다. 네스테로프에서는 그것이 속도가 아닙니다.",
                ),
            ),
        ],
        what={"en": "The new velocity", "ko": "새 속도"},
    )


@pytest.mark.points(1.5)
@pytest.mark.title(
    en="The running problem: 300 epochs with momentum 0.7", ko="예제: 모멘텀 0.7로 300 에포크"
)
def test_running_problem(submission: Any) -> None:
    w, v = np.ones(3), np.zeros(3)
    for _ in range(300):
        new_w, new_v = stepped(submission, "momentum", w, v, running_slope(w), 0.01, 0.7)
        w, v = submission.array(new_w, shape=(3,)), submission.array(new_v, shape=(3,))
    check_close(
        w,
        [2, 3, 5],
        rtol=0,
        atol=np.array([0.4, 0.05, 0.1]),
        message=say(
            en="After 300 epochs w1, w2, b should be around 2, 3 and 5 (the first within 0.4, since it keeps hopping to and "
            "fro). Plain gradient descent has brought b only to 2.9 by then.",
            ko="300 에포크 뒤에는 w1, w2, b가 2, 3, 5 근처여야 합니다(첫 번째는 계속 오가므로 0.4 이내). 보통의 경사 하강법은 "
            "그때까지 b를 2.9까지밖에 옮기지 못합니다.",
        ),
        what="`w1, w2, b`",
    )
