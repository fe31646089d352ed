"""The three functions, their slopes, what usual mistakes give, and the check that tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.testkit import check_close, say

Array = NDArray[np.float64]
NAMES = ("d_sigmoid", "d_tanh", "d_relu")


def sigmoid(x: Array) -> Array:
    """Return the sigmoid of numbers of any size, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(x / 2)))


FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "d_sigmoid": sigmoid,
    "d_tanh": lambda x: np.asarray(np.tanh(x)),
    "d_relu": lambda x: np.asarray(np.maximum(x, 0)),
}
SLOPES: dict[str, Callable[[Array], Array]] = {
    "d_sigmoid": lambda x: sigmoid(x) * sigmoid(-x),
    "d_tanh": lambda x: np.asarray((1 - np.tanh(x)) * (1 + np.tanh(x))),
    "d_relu": lambda x: np.asarray((x > 0).astype(np.float64)),
}


def expected(name: str, x: ArrayLike) -> Array:
    """Return what function ``name`` should give for ``x``, computed in float64."""
    return SLOPES[name](np.asarray(x, dtype=np.float64))


def central_difference(name: str, x: Array, h: float = 1e-5) -> Array:
    """Return the slope at ``x`` of the function that ``name`` is the derivative of, measured over 2 ``h``."""
    function = FUNCTIONS[name]
    return np.asarray((function(x + h) - function(x - h)) / (2 * h))


def check_slopes(
    name: str, got: Any, x: ArrayLike, message: Any, *, wanted: Array | None = None, atol: float = 1e-12
) -> None:
    """Fail unless ``got`` are the slopes at ``x`` (or ``wanted``) within ``atol``; a usual mistake is explained."""
    check_close(
        got,
        expected(name, x) if wanted is None else wanted,
        rtol=0,
        atol=atol,
        message=message,
        mistakes=[(value, why) for value, why in _mistakes(name, np.asarray(x, dtype=np.float64))],
    )


def _mistakes(name: str, x: Array) -> Iterator[tuple[Array, Any]]:
    value = FUNCTIONS[name](x)
    yield (
        value,
        say(
            en="Those are the values of the function itself. Its slope is wanted.",
            ko="함수 자신의 값입니다. 함수의 기울기가 필요합니다.",
        ),
    )
    yield (
        -expected(name, x),
        say(en="Every slope has the wrong sign: the function rises.", ko="부호가 모두 반대입니다. 함수는 증가합니다."),
    )
    if name == "d_relu":
        yield (
            (x >= 0).astype(np.float64),
            say(en="At the corner, x = 0, the slope is to be 0.", ko="꺾이는 점 x = 0에서는 기울기가 0이어야 합니다."),
        )
        yield (
            np.heaviside(x, 0.5),
            say(en="At the corner, x = 0, the slope is to be 0.", ko="꺾이는 점 x = 0에서는 기울기가 0이어야 합니다."),
        )
        yield (
            np.sign(x),
            say(
                en="Below zero the slope is -1: that is the sign of x. ReLU is flat there.",
                ko="음수에서 기울기가 -1입니다. 이는 x의 부호이며, ReLU는 그곳에서 평평합니다.",
            ),
        )
        return
    inside = x * (1 - x) if name == "d_sigmoid" else 1 - x**2
    yield (
        inside,
        say(
            en="`x` itself stands where the function's value belongs. Compute that value first, then the slope from it.",
            ko="함수의 값이 들어갈 자리에 `x`를 그대로 넣었습니다. 함수의 값을 먼저 계산한 뒤 그 값으로 기울기를 구하세요.",
        ),
    )
    if name == "d_sigmoid":
        yield (
            SLOPES[name](value),
            say(
                en="The sigmoid is applied twice: s (1 - s) takes the value s = sigmoid(x), once.",
                ko="시그모이드를 두 번 적용했습니다. s (1 - s)의 s는 시그모이드를 한 번 적용한 값입니다.",
            ),
        )
        yield (
            value**2,
            say(en="That is s squared. The slope is s (1 - s).", ko="s의 제곱입니다. 기울기는 s (1 - s)입니다."),
        )
        yield (
            1 - value,
            say(en="The factor s is missing: s (1 - s).", ko="인수 s가 빠졌습니다: s (1 - s)."),
        )
        yield (
            1 - value**2,
            say(
                en="1 - s² is the formula for tanh. The slope of the sigmoid is s (1 - s).",
                ko="1 - s²은 tanh의 식입니다. 시그모이드의 기울기는 s (1 - s)입니다.",
            ),
        )
        return
    yield (
        1 - value,
        say(en="The square is missing: 1 - t².", ko="제곱이 빠졌습니다: 1 - t²."),
    )
    yield (
        value * (1 - value),
        say(
            en="t (1 - t) follows the sigmoid's formula. The slope of tanh is 1 - t².",
            ko="t (1 - t)는 시그모이드의 식을 따른 것입니다. tanh의 기울기는 1 - t²입니다.",
        ),
    )
    yield (
        1 + value**2,
        say(en="There is a plus where a minus belongs: 1 - t².", ko="빼야 할 곳에서 더했습니다: 1 - t²."),
    )
