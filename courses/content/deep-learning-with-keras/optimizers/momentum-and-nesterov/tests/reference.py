"""Both steps as Keras takes them, what usual mistakes give, and the slopes to descend."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import say

Array = NDArray[np.float64]
NAMES = ("momentum", "nesterov")

RUNNING_X = np.arange(-50, 50) / 10
RUNNING_Y = 2 * RUNNING_X**2 + 3 * RUNNING_X + 5
RAVINE = np.array([[4.0, 1.0, 0.0], [1.0, 0.5, 0.1], [0.0, 0.1, 0.05]])
BOTTOM = np.array([1.0, -2.0, 0.5])


def velocity_of(v: Array, g: Array, rate: float, momentum: float) -> Array:
    """Return the new velocity, the same for both."""
    return np.asarray(momentum * v - rate * g)


def moved(name: str, w: Array, v: Array, g: Array, rate: float, momentum: float) -> Array:
    """Return the new parameters."""
    new = velocity_of(v, g, rate, momentum)
    return np.asarray(w + new if name == "momentum" else w + momentum * new - rate * g)


def follow(name: str, w: Array, slope: Callable[[Array], Array], rate: float, momentum: float, steps: int) -> Array:
    """Return the parameters after each of ``steps`` steps from ``w`` at rest."""
    v, path = np.zeros_like(w), []
    for _ in range(steps):
        g = slope(w)
        w, v = moved(name, w, v, g, rate, momentum), velocity_of(v, g, rate, momentum)
        path.append(w)
    return np.array(path)


def ravine(w: Array) -> Array:
    """Return the slope of a long narrow bowl around BOTTOM."""
    return np.asarray(RAVINE @ (w - BOTTOM))


def running_slope(w: Array) -> Array:
    """Return the gradient of the running problem's root mean squared error."""
    features = np.stack([RUNNING_X**2, RUNNING_X, np.ones_like(RUNNING_X)])
    error = w @ features - RUNNING_Y
    return np.asarray(features @ error / len(error) / np.sqrt(np.mean(error**2)))


def two(got: object, name: str) -> tuple[Any, Any]:
    """Return the student's new parameters and new velocity, or fail."""
    if not (isinstance(got, tuple | list | np.ndarray) and getattr(got, "ndim", 1) and len(got) == 2):
        pytest.fail(
            say(
                en=f"`{name}_step` should return two things: the new parameters and the new velocity.",
                ko=f"`{name}_step`은 새 매개변수와 새 속도, 두 가지를 돌려주어야 합니다.",
            )
        )
    return got[0], got[1]


def stepped(submission: Any, name: str, *args: object) -> tuple[Any, Any]:
    """Return what the student's step gives."""
    return two(submission.function(f"{name}_step")(*args), name)


def slips(name: str, w: Array, v: Array, g: Array, rate: float, momentum: float) -> list[tuple[Array, Any]]:
    """Return what usual mistakes give for the new parameters, each with its explanation."""
    new = velocity_of(v, g, rate, momentum)
    uphill = momentum * v + rate * g
    average = momentum * v + (1 - momentum) * g
    common = [
        (
            new,
            say(
                en="The velocity comes first in what you return; the parameters should.",
                ko="돌려주는 값의 순서가 바뀌었습니다. 매개변수가 먼저여야 합니다.",
            ),
        ),
        (
            w - rate * g,
            say(
                en="This is a plain gradient step: the old velocity plays no part in it.",
                ko="보통의 경사 하강 걸음입니다. 옛 속도가 전혀 쓰이지 않았습니다.",
            ),
        ),
        (
            w + (uphill if name == "momentum" else momentum * uphill + rate * g),
            say(
                en="The gradient is added to the velocity; it points uphill and must be subtracted.",
                ko="속도에 기울기를 더했습니다. 기울기는 오르막을 가리키므로 빼야 합니다.",
            ),
        ),
        (
            w - rate * (momentum * v + g) if name == "momentum" else w - rate * (g + momentum * (momentum * v + g)),
            say(
                en="The learning rate multiplies the old velocity, too. In Keras's form it is already contained in it.",
                ko="학습률이 옛 속도에도 곱해졌습니다. Keras의 식에서는 속도에 이미 학습률이 들어 있습니다.",
            ),
        ),
        (
            w - rate * average,
            say(
                en="You average the gradients, with 1 - momentum. In the rule asked for the gradient is only multiplied by "
                "the learning rate.",
                ko="1 - 모멘텀을 곱해 기울기의 평균을 냈습니다. 여기서 묻는 식에서는 기울기에 학습률만 곱합니다.",
            ),
        ),
    ]
    if name == "momentum":
        return [
            *common,
            (
                w + v,
                say(
                    en="The parameters move by the *old* velocity. Compute the new one first, then move by it.",
                    ko="매개변수가 *옛* 속도만큼 움직였습니다. 새 속도를 먼저 구하고 그만큼 움직이세요.",
                ),
            ),
            (
                w - new,
                say(
                    en="The velocity is subtracted. It already points downhill: add it.",
                    ko="속도를 뺐습니다. 속도는 이미 내리막을 가리키므로 더해야 합니다.",
                ),
            ),
        ]
    return [
        *common,
        (
            w + new,
            say(
                en="This is the step of plain momentum: the look-ahead is missing.",
                ko="보통 모멘텀의 걸음입니다. 앞을 내다보는 부분이 빠졌습니다.",
            ),
        ),
        (
            w + momentum * new,
            say(
                en="The gradient's own part is missing: momentum times the new velocity *minus* learning rate times gradient.",
                ko="기울기 자체의 몫이 빠졌습니다. 모멘텀 × 새 속도에서 학습률 × 기울기를 *빼야* 합니다.",
            ),
        ),
        (
            w + new - rate * g,
            say(
                en="The new velocity must be multiplied by the momentum once more in the look-ahead.",
                ko="앞을 내다볼 때 새 속도에 모멘텀을 한 번 더 곱해야 합니다.",
            ),
        ),
    ]
