"""Hidden tests: 100 steps beside Keras's rule, other shapes, plain numbers, the untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import NAMES, follow, moved, ravine, stepped, velocity_of

from grader.testkit import check_close, for_each, say

pytestmark = pytest.mark.hidden


@for_each("name", NAMES, points=1.75, en="{name}_step: 100 steps in a row", ko="{name}_step: 이어서 100걸음")
def test_hundred_steps(submission: Any, name: str) -> None:
    for start, rate, momentum in (([3.0, 1.0, -2.0], 0.1, 0.9), ([-1.0, 4.0, 0.0], 0.05, 0.7)):
        w, v, path = np.array(start), np.zeros(3), []
        for _ in range(100):
            new_w, new_v = stepped(submission, name, w, v, ravine(w), rate, momentum)
            w, v = submission.array(new_w, shape=(3,)), submission.array(new_v, shape=(3,))
            path.append(w)
        check_close(
            np.array(path),
            follow(name, np.array(start), ravine, rate, momentum, 100),
            rtol=1e-4,
            atol=1e-5,
            message=say(
                en=f"Over 100 steps `{name}_step` leaves the path of Keras's rule. If one step is right, look at what it "
                "remembers: the returned velocity is handed to the next step.",
                ko=f"100걸음을 가는 동안 `{name}_step`이 Keras의 식에서 벗어납니다. 한 걸음이 맞는다면 무엇을 기억하는지 "
                "살펴보세요. 돌려준 속도가 다음 걸음에 들어갑니다.",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(en="Plain numbers and matrices", ko="숫자와 행렬")
def test_shapes(submission: Any) -> None:
    matrices = [np.random.default_rng(seed).normal(size=(2, 4)) for seed in range(3)]
    for name in NAMES:
        for w, v, g in ((1.5, -0.25, 2.0), matrices):
            new_w, new_v = stepped(submission, name, w, v, g, 0.2, 0.5)
            message = say(
                en=f"`{name}_step` is wrong for plain numbers or for matrices. If its step for a vector is right, it "
                "works with that shape only.",
                ko=f"`{name}_step`의 값이 숫자나 행렬에서 다릅니다. 벡터에서 한 걸음이 맞는다면 그 형상에서만 작동하는 "
                "것입니다.",
            )
            w, v, g = np.asarray(w), np.asarray(v), np.asarray(g)
            check_close(new_w, moved(name, w, v, g, 0.2, 0.5), rtol=1e-4, message=message)
            check_close(new_v, velocity_of(v, g, 0.2, 0.5), rtol=1e-4, message=message)


@pytest.mark.points(1)
@pytest.mark.title(en="The arrays that go in are not changed", ko="입력 배열을 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    for name in NAMES:
        step = submission.function(f"{name}_step")
        step(np.array([1.0, 2.0]), np.array([0.5, -0.5]), np.array([3.0, -1.0]), 0.1, 0.9)
        assert not step.changed, say(
            en=f"`{name}_step` writes into an array that it was given (`velocity *= …`, `w += …`): make new arrays.",
            ko=f"`{name}_step`이 받은 배열에 직접 씁니다(`velocity *= …`, `w += …`). 새 배열을 만드세요.",
        )
