"""The right losses, what usual mistakes give, and a check of a student's that tells them apart."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.testkit import Text, check_close, say

NAMES = ("mse", "mae")
RTOL, ATOL = 1e-5, 1e-6
MESSAGES = {
    "mse": say(
        en="`mse` should give the mean of the squared differences, over all numbers of the batch.",
        ko="`mse`는 차이를 제곱하여 배치의 모든 수에 대해 평균한 값을 돌려주어야 합니다.",
    ),
    "mae": say(
        en="`mae` should give the mean of the absolute differences, over all numbers of the batch.",
        ko="`mae`는 차이의 절댓값을 배치의 모든 수에 대해 평균한 값을 돌려주어야 합니다.",
    ),
}


def each(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> NDArray[np.float64]:
    """Return the loss of each number, computed in float64."""
    difference = np.asarray(y_true, dtype=np.float64) - np.asarray(y_pred, dtype=np.float64)
    return np.square(difference) if name == "mse" else np.abs(difference)


def expected(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the loss of the batch."""
    return float(each(name, y_true, y_pred).mean())


def check_loss(got: Any, name: str, y_true: ArrayLike, y_pred: ArrayLike) -> None:
    """Fail unless ``got`` is the loss of the batch; the message names a usual mistake where it is one."""
    assert got is not None, say(
        en=f"`{name}` returns nothing (`None`). Printing a number does not return it: is a `return` missing?",
        ko=f"`{name}`가 아무것도 반환하지 않습니다(`None`). 수를 출력하는 것과 반환하는 것은 다릅니다. `return`을 빠뜨리셨나요?",
    )
    check_close(
        got,
        expected(name, y_true, y_pred),
        rtol=RTOL,
        atol=ATOL,
        what=f"`{name}(…)`",
        message=MESSAGES[name],
        mistakes=mistakes(name, y_true, y_pred),
    )


def is_right(got: Any, name: str, y_true: ArrayLike, y_pred: ArrayLike, own: Any) -> bool:
    """Whether ``got`` is one number that is right, or that equals ``own``: what the function gives for float64 arrays.

    Whether that is right is for the tests of values to judge: a wrong formula costs its points once.
    """
    value, other = np.asarray(got), np.asarray(own)
    if value.dtype.kind not in "iuf" or value.shape not in {(), other.shape}:
        return False
    right = value.shape == () and np.isclose(value, expected(name, y_true, y_pred), rtol=RTOL, atol=ATOL)
    return bool(right) or (value.shape == other.shape and np.allclose(value, other, rtol=RTOL, atol=ATOL))


def mistakes(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[tuple[Any, Text]]:
    """Return what usual mistakes give, each with its explanation."""
    difference = np.asarray(y_true, dtype=np.float64) - np.asarray(y_pred, dtype=np.float64)
    losses = each(name, y_true, y_pred)
    found: list[tuple[Any, Text]] = [
        (
            losses,
            say(
                en="That is a loss for every number. The mean over the batch is asked: one number.",
                ko="수마다 따로 구한 손실입니다. 배치 전체의 평균, 곧 수 하나가 필요합니다.",
            ),
        ),
        (
            losses.sum(),
            say(
                en="That is the sum of the losses. Divide it by how many numbers there are: a mean does not grow with "
                "the batch.",
                ko="손실의 합입니다. 수의 개수로 나누어 보세요. 평균은 배치가 커져도 커지지 않습니다.",
            ),
        ),
        (
            losses.mean() / 2,
            say(
                en="Just half of what is asked. Some texts put a factor 1/2 before the loss; here (and in Keras) there is none.",
                ko="필요한 값의 꼭 절반입니다. 손실 앞에 1/2을 붙이는 책도 있지만 여기서는(그리고 Keras에서도) 붙이지 않습니다.",
            ),
        ),
    ]
    if losses.ndim == 2:
        found += [
            (
                losses.mean(axis=1),
                say(
                    en="Your losses are per row; the mean over the batch is asked, one number.",
                    ko="행별 손실입니다. 배치 전체의 평균, 곧 수 하나가 필요합니다.",
                ),
            ),
            (
                losses.mean(axis=0),
                say(
                    en="Your losses are per column; one number for the whole batch is asked. Leave `axis` out.",
                    ko="열별 손실입니다. 배치 전체에 대해 수 하나가 필요합니다. `axis`를 빼 보세요.",
                ),
            ),
            (
                losses.sum(axis=1).mean(),
                say(
                    en="You add up the numbers of a row and take the mean over the rows. The mean over all n·k numbers is asked.",
                    ko="한 행의 수를 더한 다음 행에 대해 평균했습니다. n·k개의 수 전체에 대한 평균이 필요합니다.",
                ),
            ),
        ]
    if name == "mse":
        found += [
            (
                np.sqrt(losses.mean()),
                say(
                    en="That is the root of the mean squared error. No root is taken here.",
                    ko="평균 제곱 오차의 제곱근입니다. 여기서는 제곱근을 구하지 않습니다.",
                ),
            ),
            (
                difference.mean() ** 2,
                say(
                    en="You square the mean. Square each difference first, then take the mean; otherwise errors up and down "
                    "cancel out.",
                    ko="평균을 제곱했습니다. 차이를 하나씩 먼저 제곱한 다음 평균하세요. 그러지 않으면 위아래의 오차가 "
                    "상쇄됩니다.",
                ),
            ),
            (
                np.abs(difference).mean(),
                say(
                    en="That is the mean of the absolute differences. Here they are squared.",
                    ko="차이의 절댓값을 평균한 것입니다. 여기서는 제곱합니다.",
                ),
            ),
        ]
    else:
        found += [
            *(
                (
                    value,
                    say(
                        en="Without the absolute value errors up and down cancel out. Take `np.abs` of each difference first.",
                        ko="절댓값이 없으면 위아래의 오차가 상쇄됩니다. 차이마다 먼저 `np.abs`를 구하세요.",
                    ),
                )
                for value in (difference.mean(), -difference.mean(), abs(difference.mean()))
            ),
            (
                np.square(difference).mean(),
                say(
                    en="That is the mean of the squares. Here the absolute value is taken, not the square.",
                    ko="제곱의 평균입니다. 여기서는 제곱이 아니라 절댓값을 구합니다.",
                ),
            ),
            (
                np.median(losses),
                say(
                    en="That is the median of the absolute differences. The mean is asked.",
                    ko="차이의 절댓값의 중앙값입니다. 평균이 필요합니다.",
                ),
            ),
        ]
    return found
