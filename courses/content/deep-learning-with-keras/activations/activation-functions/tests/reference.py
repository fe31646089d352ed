"""What the four functions should give, and the inputs that the tests use."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.testkit import check_shape, say

Array = NDArray[np.floating]
NAMES = ("linear", "sigmoid", "tanh", "relu")


def sigmoid(x: Array) -> Array:
    """Return the sigmoid of float64 numbers of any size, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(x / 2)))


REFERENCE: dict[str, Callable[[Array], Array]] = {
    "linear": lambda x: x,
    "sigmoid": sigmoid,
    "tanh": lambda x: np.asarray(np.tanh(x)),
    "relu": lambda x: np.asarray(np.maximum(x, 0)),
}


def expected(name: str, x: ArrayLike) -> Array:
    """Return what function ``name`` should give for ``x``, computed in float64."""
    return REFERENCE[name](np.asarray(x, dtype=np.float64))


def right_or_consistent(name: str, function: Callable[[object], object], got: Array, x: ArrayLike, atol: float) -> bool:
    """Whether ``got`` is right for ``x``, or what the function gives for the same numbers as a float64 vector.

    Whether that vector itself is right is for the tests of values to judge: a wrong formula costs its points once.
    """
    if np.allclose(got, expected(name, x), rtol=0, atol=atol):
        return True
    vector = np.asarray(x, dtype=np.float64).ravel()
    own = numbers(name, function(vector), vector.shape).reshape(np.shape(x))
    return np.allclose(got, own, rtol=0, atol=atol)


def numbers(name: str, got: object, shape: tuple[int, ...]) -> Array:
    """Return the student's result as an array, or fail where it is not numbers in ``shape``."""
    result = np.asarray(got)
    assert result.dtype.kind in "fiu", say(
        en=f"`{name}` should return numbers. A function without a `return` gives None: is it missing?",
        ko=f"`{name}`는 숫자를 돌려주어야 합니다. `return`이 없는 함수는 None을 돌려줍니다. 혹시 빠뜨리셨나요?",
    )
    check_shape(result, shape, {"en": f"What `{name}` returns for x of the same shape", "ko": f"같은 형상의 x에 대한 `{name}`의 결과"})
    return result
