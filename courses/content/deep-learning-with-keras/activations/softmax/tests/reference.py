"""What softmax should give, what usual mistakes give, and the check that tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.testkit import check_close, say

Array = NDArray[np.float64]


def expected(z: ArrayLike, axis: int = -1) -> Array:
    """Return the probabilities of ``z`` along ``axis``, computed in float64."""
    logits = np.asarray(z, dtype=np.float64)
    e = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return np.asarray(e / e.sum(axis=axis, keepdims=True))


def check_softmax(got: Any, z: ArrayLike, axis: int, message: Any, atol: float = 1e-6) -> None:
    """Fail unless ``got`` is the softmax of ``z`` along ``axis``; a usual mistake is explained."""
    check_close(got, expected(z, axis), rtol=0, atol=atol, message=message, mistakes=list(_mistakes(z, axis)))


def check_no_warning(function: Any) -> None:
    """Fail where the last call gave a RuntimeWarning."""
    assert not any("RuntimeWarning" in text for text in function.warnings), say(
        en="The result is right, but NumPy warns on the way: somewhere an exponential overflows or 0 is divided by 0.",
        ko="결과는 맞지만 도중에 NumPy가 경고를 냅니다. 어딘가에서 지수가 넘치거나 0을 0으로 나누고 있습니다.",
    )


def _mistakes(z: ArrayLike, axis: int) -> Iterator[tuple[Array, Any]]:
    """Yield what usual mistakes give, where that is numbers, each with its explanation."""
    logits = np.asarray(z, dtype=np.float64)
    with np.errstate(all="ignore"):
        yield from ((value, why) for value, why in _wrong_formulas(logits, axis) if np.isfinite(value).all())
        yield from ((value, why) for value, why in _wrong_sums(logits, axis) if np.isfinite(value).any())


def _wrong_formulas(z: Array, axis: int) -> Iterator[tuple[Array, Any]]:
    e = np.exp(z)
    yield (
        e,
        say(
            en="Those are the exponentials alone. Divide them by their sum.",
            ko="지수만 계산한 값입니다. 지수의 합으로 나누세요.",
        ),
    )
    yield (
        z / z.sum(axis=axis, keepdims=True),
        say(
            en="The logits themselves are divided by their sum. Take e to the power of each first.",
            ko="로짓을 그대로 로짓의 합으로 나눈 값입니다. 먼저 e의 거듭제곱을 계산하세요.",
        ),
    )
    yield (
        expected(-z, axis),
        say(
            en="The largest logit gets the smallest probability: there is a minus sign too many.",
            ko="가장 큰 로짓이 가장 작은 확률을 받습니다. 음의 부호가 하나 더 들어갔습니다.",
        ),
    )
    yield (
        1 / (1 + np.exp(-z)),
        say(
            en="That is the sigmoid of each logit. Softmax looks at all logits of an example together.",
            ko="로짓마다 시그모이드를 계산한 값입니다. 소프트맥스는 한 예제의 로짓을 모두 함께 봅니다.",
        ),
    )
    yield (
        np.log(expected(z, axis)),
        say(en="Those are the logarithms of the probabilities.", ko="확률이 아니라 확률의 로그입니다."),
    )
    if z.shape[axis] > 1:
        yield (
            np.exp(z - z.max(axis=axis, keepdims=True)),
            say(
                en="The largest result is exactly 1: divide by the sum of the exponentials, not by the largest one.",
                ko="가장 큰 결과가 정확히 1입니다. 가장 큰 지수가 아니라 지수의 합으로 나누세요.",
            ),
        )


def _wrong_sums(z: Array, axis: int) -> Iterator[tuple[Array, Any]]:
    shifted = np.exp(z - z.max(axis=axis, keepdims=True))
    if z.ndim > 1:
        for e in (np.exp(z), np.exp(z - z.max()), shifted):
            yield (
                e / e.sum(),
                say(
                    en="All numbers of the array together sum to 1. Each example is to sum to 1 by itself: sum along "
                    "`axis`.",
                    ko="배열의 모든 수를 합쳐서 1이 됩니다. 예제마다 따로 1이 되어야 하므로 `axis` 방향으로 더하세요.",
                ),
            )
    for other in range(z.ndim):
        if other != axis % z.ndim:
            yield (
                expected(z, other),
                say(
                    en="The numbers sum to 1 along another axis than the one asked for.",
                    ko="요청한 축이 아닌 다른 축을 따라 더했을 때 1이 됩니다.",
                ),
            )
    if z.ndim > 1 and len(set(z.shape)) == 1:
        for e in (shifted, np.exp(z - z.max(axis=axis))):
            yield (
                e / e.sum(axis=axis),
                say(
                    en="The sums divide the wrong numbers. `keepdims=True` keeps them beside the numbers that they belong "
                    "to.",
                    ko="합이 엉뚱한 수를 나누고 있습니다. `keepdims=True`를 쓰면 합이 자기 수 옆에 놓입니다.",
                ),
            )
