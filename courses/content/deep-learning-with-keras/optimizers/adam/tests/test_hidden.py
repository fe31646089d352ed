"""Hidden tests: 100 steps beside Keras's rule, the first steps, other settings, a gradient of 0, shapes, the untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import Adam, check_averages, check_parameters_of, ravine, stepped

from grader.testkit import check_close, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1.5)
@pytest.mark.title(en="100 steps in a row", ko="이어서 100걸음")
def test_hundred_steps(submission: Any) -> None:
    for start, rate in (([3.0, 1.0, -2.0], 0.05), ([-1.0, 4.0, 0.0], 0.02)):
        adam = Adam(rate=rate)
        wanted_w = w = np.array(start)
        wanted_m = wanted_v = m = v = np.zeros(3)
        wanted_path, path = [], []
        for t in range(1, 101):
            g = ravine(wanted_w)
            wanted_w, (wanted_m, wanted_v) = (
                adam.keras(wanted_w, wanted_m, wanted_v, t, g),
                adam.averages(wanted_m, wanted_v, g),
            )
            got = stepped(submission, w, m, v, t, ravine(w), rate)
            w, m, v = (submission.array(part, shape=(3,)) for part in got)
            wanted_path.append(wanted_w)
            path.append(w)
        check_close(
            np.array(path),
            np.array(wanted_path),
            rtol=1e-4,
            atol=5e-5,
            message=say(
                en="Over 100 steps your Adam leaves the path of Keras's. If single steps are right, look at what you return for the "
                "next one.",
                ko="100걸음을 가는 동안 Keras의 Adam에서 벗어납니다. 걸음 하나하나가 맞는다면 다음 걸음을 위해 무엇을 돌려주는지 "
                "살펴보세요.",
            ),
        )


@pytest.mark.points(1.5)
@pytest.mark.title(en="The first steps, where the correction matters", ko="보정이 중요한 첫 몇 걸음")
def test_first_steps(submission: Any) -> None:
    adam = Adam()
    w, m, v = np.array([0.01, -0.02]), np.zeros(2), np.zeros(2)
    for t, g in enumerate(np.array([[2.0, -0.3], [1.0, 0.8], [-0.5, 0.1], [3.0, -2.0]]), start=1):
        new_w, _, _ = stepped(submission, w, m, v, t, g)
        check_parameters_of(
            new_w,
            adam,
            w,
            m,
            v,
            t,
            g,
            say(
                en="One of the first four steps, with the default settings, is wrong.",
                ko="기본 설정으로 내딛는 처음 네 걸음 가운데 하나가 다릅니다.",
            ),
        )
        w, (m, v) = adam.keras(w, m, v, t, g), adam.averages(m, v, g)


@pytest.mark.points(1)
@pytest.mark.title(en="Other settings, tiny gradients", ko="다른 설정, 아주 작은 기울기")
def test_settings(submission: Any) -> None:
    w, m, v = np.array([0.3, -0.1]), np.array([0.01, -0.03]), np.array([0.0005, 0.0001])
    for adam, size in ((Adam(0.1, 0.5, 0.9, 0.02), 1.0), (Adam(0.2, 0.8, 0.99, 1e-3), 1.0), (Adam(rate=0.1), 1e-5)):
        g = size * np.array([0.05, -0.02])
        before = (size * m, size**2 * v)
        named = {} if size < 1 else {"beta_1": adam.beta_1, "beta_2": adam.beta_2, "epsilon": adam.epsilon}
        new_w, _, _ = stepped(submission, w, *before, 3, g, adam.rate, **named)
        check_parameters_of(
            new_w,
            adam,
            w,
            *before,
            3,
            g,
            say(
                en="With other values of beta_1, beta_2 or epsilon, or with tiny gradients, the new parameters are wrong.",
                ko="beta_1, beta_2, epsilon이 다르거나 기울기가 아주 작으면 새 매개변수가 다릅니다.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="A gradient of 0 in the first step moves nothing", ko="첫 걸음의 기울기가 0이면 움직이지 않습니다")
def test_gradient_zero(submission: Any) -> None:
    w, zeros = np.array([1.0, -2.0]), np.zeros(2)
    new_w, new_m, new_v = stepped(submission, w, zeros, zeros, 1, zeros, 0.1)
    check_close(
        [new_w, new_m, new_v],
        [w, zeros, zeros],
        message=say(
            en="A gradient of 0 gives 0 / 0 without epsilon; with it, nothing moves.",
            ko="기울기가 0이면 epsilon 없이는 0 / 0이 됩니다. epsilon이 있으면 아무것도 움직이지 않습니다.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Plain numbers and matrices", ko="숫자와 행렬")
def test_shapes(submission: Any) -> None:
    adam = Adam(rate=0.1)
    message = say(
        en="The step is wrong for plain numbers or for matrices. If it is right for a vector, it works with that shape only.",
        ko="숫자나 행렬에서 걸음이 다릅니다. 벡터에서 맞는다면 그 형상에서만 작동하는 것입니다.",
    )
    matrices = np.random.default_rng(3).uniform(0.1, 2, size=(4, 2, 3))
    for parts in ((1.5, 0.2, 0.0003, -2.0), tuple(matrices)):
        new_w, new_m, new_v = stepped(submission, *parts[:3], 4, parts[3], 0.1)
        w, m, v, g = (np.asarray(part) for part in parts)
        check_parameters_of(new_w, adam, w, m, v, 4, g, message)
        check_averages((new_m, new_v), adam, m, v, 4, g)


@pytest.mark.points(0.5)
@pytest.mark.title(en="The arrays that go in are not changed", ko="입력 배열을 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    step = submission.function("adam_step")
    step(np.array([1.0, 2.0]), np.array([0.5, 0.1]), np.array([0.2, 0.3]), 2, np.array([3.0, -1.0]), 0.1)
    assert not step.changed, say(
        en="`adam_step` writes into an array that it was given (`m *= …`, `w -= …`): make new arrays.",
        ko="`adam_step`이 받은 배열에 직접 씁니다(`m *= …`, `w -= …`). 새 배열을 만드세요.",
    )
