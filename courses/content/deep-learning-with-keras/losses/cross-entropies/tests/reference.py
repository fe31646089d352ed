"""The right losses, the batches of the tests, and a check of a student's loss that names the usual mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.testkit import Text, check_close, say

Array = NDArray[np.float64]
BINARY, CATEGORICAL, SPARSE = NAMES = (
    "binary_crossentropy",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
)
EPSILON = 1e-7
RTOL, ATOL = 1e-5, 1e-6
MESSAGES = {
    BINARY: say(
        en="`binary_crossentropy` should give the mean of -(y ln p + (1 - y) ln(1 - p)), with p clipped to 1e-7 … 1 - 1e-7.",
        ko="`binary_crossentropy`는 -(y ln p + (1 - y) ln(1 - p))의 평균을 돌려주어야 합니다. p는 1e-7 … 1 - 1e-7 범위로 "
        "잘라 냅니다.",
    ),
    CATEGORICAL: say(
        en="`categorical_crossentropy` should give the mean over the rows of minus the log of the right class's clipped "
        "probability.",
        ko="`categorical_crossentropy`는 정답 클래스의 (잘라 낸) 확률의 로그에 음의 부호를 붙여 행에 대해 평균한 값을 "
        "돌려주어야 합니다.",
    ),
    SPARSE: say(
        en="`sparse_categorical_crossentropy` should give the mean over the rows of minus the log of the clipped probability "
        "in column `y_true[i]` of row i.",
        ko="`sparse_categorical_crossentropy`는 i번째 행의 `y_true[i]`번째 열에 있는 (잘라 낸) 확률의 로그에 음의 부호를 붙여 "
        "행에 대해 평균한 값을 돌려주어야 합니다.",
    ),
}
PER_ROW = say(
    en="Your losses are per row; the mean over the batch is asked, one number.",
    ko="행별 손실입니다. 배치 전체의 평균, 곧 수 하나가 필요합니다.",
)
SUM = say(
    en="That is the sum of the losses; the mean is asked, which does not grow with the batch.",
    ko="손실의 합입니다. 배치가 커져도 커지지 않는 평균이 필요합니다.",
)
NO_MINUS = say(
    en="The minus sign is missing: the log of a probability is negative, a loss is not.",
    ko="음의 부호가 빠졌습니다. 확률의 로그는 음수이지만 손실은 음수가 아닙니다.",
)
BASE_2 = say(
    en="That is the logarithm to base 2. The natural one is asked: `np.log`.",
    ko="밑이 2인 로그입니다. 자연로그 `np.log`가 필요합니다.",
)
BASE_10 = say(
    en="That is the logarithm to base 10. The natural one is asked: `np.log`.",
    ko="밑이 10인 로그입니다. 자연로그 `np.log`가 필요합니다.",
)
SWAPPED = say(
    en="`y_true` and `y_pred` have changed places: the logarithm belongs to the probabilities, which come second.",
    ko="`y_true`와 `y_pred`가 뒤바뀌었습니다. 로그는 두 번째 인수인 확률에 씌웁니다.",
)
NOT_FINITE = say(
    en="A probability of exactly 0 or 1 should give a finite loss, but yours is infinite or NaN: clip the probabilities before "
    "the logarithm.",
    ko="확률이 정확히 0이나 1이어도 손실은 유한해야 하는데 무한대나 NaN이 나왔습니다. 로그를 구하기 전에 확률을 잘라 내세요.",
)
OTHER_EPSILON = say(
    en="Your probabilities are not clipped, or not at 1e-7, or the labels are clipped, too. The limits are exactly 1e-7 and "
    "1 - 1e-7.",
    ko="확률을 잘라 내지 않았거나, 1e-7이 아닌 곳에서 잘라 냈거나, 정답까지 잘라 냈습니다. 한계는 정확히 1e-7과 1 - 1e-7입니다.",
)
ADDED = say(
    en="You add a small number to the probability. Clip it: what is below 1e-7 becomes exactly 1e-7.",
    ko="확률에 작은 수를 더했습니다. 더하지 말고 잘라 내세요. 1e-7보다 작은 수는 정확히 1e-7이 됩니다.",
)


def clip(p: ArrayLike, epsilon: float = EPSILON) -> Array:
    """Return probabilities between ``epsilon`` and 1 - ``epsilon``, in float64."""
    return np.clip(np.asarray(p, dtype=np.float64), epsilon, 1 - epsilon)


def one_hot(labels: ArrayLike, classes: int) -> Array:
    """Return one-hot rows."""
    return np.eye(classes)[np.asarray(labels)]


def rows_of(name: str, y_true: ArrayLike, y_pred: ArrayLike, epsilon: float = EPSILON) -> Array:
    """Return the losses before the mean is taken."""
    p = clip(y_pred, epsilon)
    if name == BINARY:
        y = np.asarray(y_true, dtype=np.float64)
        return np.asarray(-(y * np.log(p) + (1 - y) * np.log(1 - p)))
    y = one_hot(y_true, p.shape[1]) if name == SPARSE else np.asarray(y_true, dtype=np.float64)
    return np.asarray(-(y * np.log(p)).sum(axis=1))


def expected(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the loss of the batch."""
    return float(rows_of(name, y_true, y_pred).mean())


def batch(name: str, rng: np.random.Generator, n: int, classes: int) -> tuple[NDArray[Any], Array]:
    """Return random labels and probabilities as the loss takes them; ``classes`` 0 is one yes-or-no question a row."""
    if name == BINARY:
        shape = (n, classes) if classes else (n,)
        return rng.integers(0, 2, shape), rng.uniform(0.02, 0.98, shape)
    labels = rng.integers(0, classes, n)
    p = rng.dirichlet(np.full(classes, 1.2), n)
    return (labels if name == SPARSE else one_hot(labels, classes)), np.asarray(p)


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
    """Whether ``got`` is one number that is right, or equals ``own``: what the function gives for arrays as in Run.

    Whether that is right is for the tests of values to judge: a wrong formula costs its points once.
    """
    value, other = np.asarray(got), np.asarray(own)
    if value.dtype.kind not in "iuf" or other.dtype.kind not in "iuf":
        return False
    right = value.shape == () and np.isclose(value, expected(name, y_true, y_pred), rtol=RTOL, atol=ATOL)
    return bool(right) or (value.shape == other.shape and np.allclose(value, other, rtol=RTOL, atol=ATOL))


def mistakes(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[tuple[Any, Text]]:
    """Return what usual mistakes give, each with its explanation."""
    losses, mean = rows_of(name, y_true, y_pred), expected(name, y_true, y_pred)
    return [
        (losses, PER_ROW),
        *((-wrong, NO_MINUS) for wrong in (losses, mean)),
        (mean / np.log(2), BASE_2),
        (mean / np.log(10), BASE_10),
        *((value, NOT_FINITE) for value in (np.inf, -np.inf, np.nan)),
        *(
            (rows_of(name, y_true, y_pred, other).mean(), OTHER_EPSILON)
            for other in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-6)
        ),
        *_of_binary(name, y_true, y_pred),
        *_of_classes(name, y_true, y_pred),
        (losses.sum(), SUM),
    ]


def _of_binary(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[tuple[Any, Text]]:
    if name != BINARY:
        return []
    y, p, raw = np.asarray(y_true, dtype=np.float64), clip(y_pred), np.asarray(y_pred, dtype=np.float64)
    losses = rows_of(name, y_true, y_pred)
    found: list[tuple[Any, Text]] = []
    if losses.ndim == 2:
        found += [
            (losses.mean(axis=1), PER_ROW),
            (
                losses.sum(axis=1).mean(),
                say(
                    en="You add up the questions of a row. The mean goes over all n·k numbers.",
                    ko="한 행의 문제들을 더했습니다. 평균은 n·k개의 수 전체에 대해 구합니다.",
                ),
            ),
        ]
    halves = say(
        en="Only one half of the formula is there. A row with y = 1 costs -ln p, and a row with y = 0 costs -ln(1 - p).",
        ko="식의 절반만 있습니다. y = 1인 행의 손실은 -ln p이고 y = 0인 행의 손실은 -ln(1 - p)입니다.",
    )
    return [
        *found,
        (expected(name, y_pred, y_true), SWAPPED),
        (-(y * np.log(p)).mean(), halves),
        (-((1 - y) * np.log(1 - p)).mean(), halves),
        (-np.log(p).mean(), halves),
        (
            expected(name, 1 - y, y_pred),
            say(
                en="0 and 1 have changed places: y = 1 costs -ln p, and y = 0 costs -ln(1 - p).",
                ko="0과 1이 뒤바뀌었습니다. y = 1이면 -ln p, y = 0이면 -ln(1 - p)입니다.",
            ),
        ),
        (-(y * np.log(raw + EPSILON) + (1 - y) * np.log(1 - raw + EPSILON)).mean(), ADDED),
    ]


def _of_classes(name: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[tuple[Any, Text]]:
    if name == BINARY:
        return []
    p, losses = clip(y_pred), rows_of(name, y_true, y_pred)
    n, classes = p.shape
    labels = np.asarray(y_true) if name == SPARSE else np.argmax(np.asarray(y_true), axis=1)
    y = one_hot(labels, classes)
    by_columns = np.asarray(-np.log(p[:, labels]))
    found: list[tuple[Any, Text]] = [
        (
            losses.mean() / classes,
            say(
                en="You take the mean over rows and classes: it is too small by the number of classes. Add up over the classes, "
                "then take the mean over the rows.",
                ko="행과 클래스 모두에 대해 평균했으므로 클래스의 수만큼 작습니다. 클래스에 대해서는 더하고, 행에 대해서만 평균하세요.",
            ),
        ),
        *(
            (
                value,
                say(
                    en="You add up over the rows, for each class. Sum over the classes (`axis=1`), then take the mean over the "
                    "rows.",
                    ko="클래스마다 행에 대해 더했습니다. 클래스에 대해(`axis=1`) 더한 다음 행에 대해 평균하세요.",
                ),
            )
            for value in (-(y * np.log(p)).sum(axis=0), losses.sum() / classes)
        ),
        (-(y * np.log(p)), PER_ROW),
        (
            -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(),
            say(
                en="That is the binary loss of every column. For one class out of k only the right class's probability counts.",
                ko="열마다 구한 이진 손실입니다. k개 클래스 중 하나를 고르는 문제에서는 정답 클래스의 확률만 셉니다.",
            ),
        ),
        *(
            (
                value,
                say(
                    en="`p[:, y]` takes whole columns, n of them for every row. `p[np.arange(n), y]` takes one number from each row.",
                    ko="`p[:, y]`는 행마다 n개씩, 열을 통째로 가져옵니다. `p[np.arange(n), y]`는 행마다 수 하나를 골라냅니다.",
                ),
            )
            for value in (by_columns, by_columns.mean())
            if n > 1
        ),
        (
            -np.log(p[np.arange(n), labels - 1]).mean(),
            say(
                en="That is the column before the right one. Class numbers begin with 0, as columns do.",
                ko="정답보다 한 칸 앞의 열입니다. 클래스 번호는 열과 마찬가지로 0부터 시작합니다.",
            ),
        ),
        (
            -np.log(p.max(axis=1)).mean(),
            say(
                en="That is the log of the largest probability. The one of the right class counts, whether it is large or not.",
                ko="가장 큰 확률의 로그입니다. 크든 작든 정답 클래스의 확률을 써야 합니다.",
            ),
        ),
        (-np.log(np.asarray(y_pred, dtype=np.float64) + EPSILON)[np.arange(n), labels].mean(), ADDED),
    ]
    if name == CATEGORICAL:
        found.append((-(np.asarray(y_pred) * np.log(clip(y_true))).sum(axis=1).mean(), SWAPPED))
    return found
