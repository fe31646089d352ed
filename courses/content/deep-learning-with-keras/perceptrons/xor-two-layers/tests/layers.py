"""The two layers, and how a student's functions and matrices are read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_close, check_shape, say
from grader.testkit.checks import as_array

Array = NDArray[Any]
Layers = tuple[Array, Array, Array, Array]
ROWS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TABLE = np.array([0, 1, 1, 0])
SHAPES = {"W1": (2, 2), "b1": (2,), "W2": (2, 1), "b2": (1,)}


def step(z: Array) -> Array:
    """Return 1 where z is above 0, else 0."""
    return np.where(z > 0, 1, 0)


def network(x: Array, w1: Array, b1: Array, w2: Array, b2: Array) -> Array:
    """Return what two layers of step neurons say."""
    return step(step(x @ w1 + b1) @ w2 + b2)


def band(points: Array) -> Array:
    """Return what OR and NAND, and then AND, say about each of ``points``."""
    total = points.sum(axis=1)
    return step((total > 0.5) & (total < 1.5))


def clear_points(seed: int, count: int) -> Array:
    """Return points in eighths from -1 to 3, none of them on a border of OR or NAND, and some close to every border."""
    points = np.random.default_rng(seed).integers(-8, 25, (count, 2)) / 8
    total = points.sum(axis=1)
    points = points[(total != 0.5) & (total != 1.5)]
    close = [(x, sum_ - x) for sum_ in (0.485, 0.515, 1.485, 1.515) for x in np.linspace(-0.9, sum_ + 0.9, 6)]
    return np.vstack([points, close])


def answers(submission: Any, points: Any) -> Array:
    """Return what the student's ``xor`` says about each of ``points``."""
    xor, found = submission.function("xor"), []
    for x1, x2 in points:
        got = xor(x1, x2)
        if got is None:
            pytest.fail(
                say(
                    en="`xor` returns nothing (`None`). Is a `return` missing?",
                    ko="`xor`가 아무것도 돌려주지 않습니다(`None`). `return`이 빠지지 않았나요?",
                )
            )
        check_shape(got, (), what="`xor(…)`")
        found.append(float(np.asarray(got)))
    return np.array(found)


def matrices(submission: Any) -> Layers:
    """Return the student's ``W1, b1, W2, b2``, which have the right shapes and give the table of XOR."""
    w1, b1, w2, b2 = layers = tuple(submission.array(name, shape) for name, shape in SHAPES.items())
    if (network(ROWS, w1.T, b1, w2, b2)[:, 0] == TABLE).all():
        message = say(
            en="`W1` is transposed: the weights of a hidden neuron stand in a column, below each other, not in a row.",
            ko="`W1`이 전치되어 있습니다. 은닉 뉴런 하나의 가중치는 한 행이 아니라 한 열에 위아래로 놓입니다.",
        )
    elif (network(ROWS, w1, -b1, w2, -b2)[:, 0] == TABLE).all():
        message = say(
            en="With the opposite signs in `b1` and `b2` the network gives XOR. A bias is added, not subtracted.",
            ko="`b1`과 `b2`의 부호를 바꾸면 신경망이 XOR을 냅니다. 편향은 빼지 않고 더합니다.",
        )
    else:
        message = say(
            en="With your matrices the network does not give XOR for the rows (0, 0), (0, 1), (1, 0), (1, 1).",
            ko="여러분의 행렬로는 신경망이 행 (0, 0), (0, 1), (1, 0), (1, 1)에서 XOR을 내지 않습니다.",
        )
    check_close(
        network(ROWS, *layers)[:, 0],
        TABLE,
        what={"en": "The table of the network with your matrices", "ko": "여러분의 행렬로 만든 신경망의 표"},
        message=message,
    )
    return layers


WITHOUT_BIASES = say(
    en="Your outputs are those of a network without some of its biases. Each layer adds its own: `b1`, and then `b2`.",
    ko="편향이 빠진 신경망의 출력입니다. 층마다 자기 편향을 더합니다. 첫 층은 `b1`, 둘째 층은 `b2`입니다.",
)
MISTAKES = (
    (
        lambda x, w1, b1, w2, b2: step((x @ w1 + b1) @ w2 + b2),
        say(
            en="The hidden neurons hand on their sums. Each of them should say 1 or 0: `step` belongs after the first layer, too.",
            ko="은닉 뉴런이 합을 그대로 넘깁니다. 은닉 뉴런도 1 또는 0으로 답해야 합니다. 첫 층 뒤에도 `step`이 필요합니다.",
        ),
    ),
    (
        lambda x, w1, b1, w2, b2: step(x @ w1 + b1) @ w2 + b2,
        say(
            en="These are the sums of the output neurons. `step` belongs after the second layer, too.",
            ko="이것은 출력 뉴런의 합입니다. 둘째 층 뒤에도 `step`이 필요합니다.",
        ),
    ),
    (
        lambda x, w1, b1, w2, b2: np.where(np.where(x @ w1 + b1 >= 0, 1, 0) @ w2 + b2 >= 0, 1, 0),
        say(
            en="Your `step` says 1 at a sum of exactly 0. It should say 0 there.",
            ko="합이 정확히 0일 때 `step`이 1을 냅니다. 0이어야 합니다.",
        ),
    ),
    (lambda x, w1, b1, w2, b2: step(step(x @ w1) @ w2 + b2), WITHOUT_BIASES),
    (lambda x, w1, b1, w2, b2: step(step(x @ w1 + b1) @ w2), WITHOUT_BIASES),
    (lambda x, w1, b1, w2, b2: step(step(x @ w1) @ w2), WITHOUT_BIASES),
)


def check_network(student: Any, cases: list[tuple[Array, Array, Array, Array, Array]]) -> None:
    """Fail unless the student's ``network`` answers every case: first the shapes, then all outputs together."""
    outputs = []
    for case in cases:
        got, right = student(*case), network(*case)
        if got is None:
            pytest.fail(
                say(
                    en="`network` returns nothing (`None`). Is a `return` missing?",
                    ko="`network`가 아무것도 돌려주지 않습니다(`None`). `return`이 빠지지 않았나요?",
                )
            )
        if right.shape[1] == 1 and as_array(got).shape == (len(right),):
            pytest.fail(
                say(
                    en="With one output neuron the result should still have one column: shape `(rows, 1)`.",
                    ko="출력 뉴런이 하나여도 결과에는 열이 하나 있어야 합니다. 형상은 `(rows, 1)`입니다.",
                )
            )
        check_shape(got, right.shape, what="`network(…)`")
        outputs.append(np.ravel(got))
    check_close(
        np.concatenate(outputs),
        together(network, cases),
        rtol=0,
        atol=1e-9,
        what={"en": "The list of all outputs of `network`", "ko": "`network`의 출력 목록"},
        message=say(
            en="The outputs of `network` are not those of two layers of step neurons.",
            ko="`network`의 출력이 계단 함수 뉴런 두 층의 출력과 다릅니다.",
        ),
        mistakes=[(together(mistaken, cases), text) for mistaken, text in MISTAKES],
    )


def together(rule: Any, cases: list[tuple[Array, Array, Array, Array, Array]]) -> Array:
    """Return what ``rule`` gives for all cases, one after the other."""
    return np.concatenate([np.ravel(rule(*case)) for case in cases])
