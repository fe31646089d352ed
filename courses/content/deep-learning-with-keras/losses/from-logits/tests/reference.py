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
RTOL, ATOL = 1e-5, 1e-6
MESSAGES = {
    BINARY: say(
        en="`binary_crossentropy` should give the mean of -ln σ(z) where y = 1 and of -ln(1 - σ(z)) where y = 0.",
        ko="`binary_crossentropy`는 y = 1이면 -ln σ(z), y = 0이면 -ln(1 - σ(z))를 구해 평균한 값을 돌려주어야 합니다.",
    ),
    CATEGORICAL: say(
        en="`categorical_crossentropy` should give the mean over the rows of minus the log of the right class's softmax.",
        ko="`categorical_crossentropy`는 정답 클래스의 소프트맥스 값의 로그에 음의 부호를 붙여 행에 대해 평균한 값을 돌려주어야 "
        "합니다.",
    ),
    SPARSE: say(
        en="`sparse_categorical_crossentropy` should give the mean over the rows of minus the log of the softmax in column "
        "`y_true[i]` of row i.",
        ko="`sparse_categorical_crossentropy`는 i번째 행의 `y_true[i]`번째 열에 있는 소프트맥스 값의 로그에 음의 부호를 붙여 행에 "
        "대해 평균한 값을 돌려주어야 합니다.",
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
    en="The sign is wrong: the log of a probability is negative, a loss is not.",
    ko="부호가 반대입니다. 확률의 로그는 음수이지만 손실은 음수가 아닙니다.",
)
BASE_2 = say(
    en="That is the logarithm to base 2. The natural one is asked: `np.log`.",
    ko="밑이 2인 로그입니다. 자연로그 `np.log`가 필요합니다.",
)
BASE_10 = say(
    en="That is the logarithm to base 10. The natural one is asked: `np.log`.",
    ko="밑이 10인 로그입니다. 자연로그 `np.log`가 필요합니다.",
)
NOT_FINITE = say(
    en="Your loss is infinite or NaN. A probability was rounded to 0 before its logarithm was taken, or an exponential "
    "overflowed. Simplify the logarithm of the formula first; for softmax, subtract the largest logit of each row.",
    ko="손실이 무한대나 NaN입니다. 로그를 구하기 전에 확률이 0으로 반올림되었거나 지수가 넘쳤습니다. 식의 로그를 먼저 정리하고, "
    "소프트맥스에서는 각 행의 가장 큰 로짓을 빼세요.",
)
CLIPPED = say(
    en="The probabilities are clipped, so a large loss is cut off. From logits nothing needs to be clipped: simplify the "
    "logarithm of the formula, and no probability is needed.",
    ko="확률을 잘라 냈기 때문에 큰 손실이 잘렸습니다. 로짓에서 구할 때는 아무것도 잘라 낼 필요가 없습니다. 식의 로그를 정리하면 "
    "확률을 구하지 않아도 됩니다.",
)
AS_PROBABILITIES = say(
    en="You take the logits for probabilities. Sigmoid or softmax comes first.",
    ko="로짓을 확률로 여기고 계산했습니다. 시그모이드나 소프트맥스를 먼저 적용해야 합니다.",
)


def softplus(z: Array) -> Array:
    """Return ln(1 + e^z)."""
    return np.asarray(np.logaddexp(0, z))


def log_softmax(z: Array, axis: int = 1) -> Array:
    """Return the logarithms of softmax."""
    shifted = z - z.max(axis=axis, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True)))


def one_hot(labels: ArrayLike, classes: int) -> Array:
    """Return one-hot rows."""
    return np.eye(classes)[np.asarray(labels)]


def rows_of(name: str, y_true: ArrayLike, logits: ArrayLike) -> Array:
    """Return the losses before the mean is taken."""
    z = np.asarray(logits, dtype=np.float64)
    if name == BINARY:
        return np.asarray(np.where(np.asarray(y_true) == 1, softplus(-z), softplus(z)))
    y = one_hot(y_true, z.shape[1]) if name == SPARSE else np.asarray(y_true, dtype=np.float64)
    return np.asarray(-(y * log_softmax(z)).sum(axis=1))


def expected(name: str, y_true: ArrayLike, logits: ArrayLike) -> float:
    """Return the loss of the batch."""
    return float(rows_of(name, y_true, logits).mean())


def batch(name: str, rng: np.random.Generator, n: int, classes: int) -> tuple[NDArray[Any], Array]:
    """Return random labels and logits as the loss takes them; ``classes`` 0 is one yes-or-no question a row."""
    if name == BINARY:
        shape = (n, classes) if classes else (n,)
        return rng.integers(0, 2, shape), rng.uniform(-5, 5, shape)
    labels = rng.integers(0, classes, n)
    return (labels if name == SPARSE else one_hot(labels, classes)), rng.uniform(-4, 4, (n, classes))


def check_loss(got: Any, name: str, y_true: ArrayLike, logits: ArrayLike) -> None:
    """Fail unless ``got`` is the loss of the batch; the message names a usual mistake where it is one."""
    assert got is not None, say(
        en=f"`{name}` returns nothing (`None`). Printing a number does not return it: is a `return` missing?",
        ko=f"`{name}`가 아무것도 반환하지 않습니다(`None`). 수를 출력하는 것과 반환하는 것은 다릅니다. `return`을 빠뜨리셨나요?",
    )
    check_close(
        got,
        expected(name, y_true, logits),
        rtol=RTOL,
        atol=ATOL,
        what=f"`{name}(…)`",
        message=MESSAGES[name],
        mistakes=mistakes(name, y_true, logits),
    )


def is_right(got: Any, name: str, y_true: ArrayLike, logits: ArrayLike, own: Any) -> bool:
    """Whether ``got`` is one number that is right, or equals ``own``: what the function gives for arrays of floats.

    Whether that is right is for the tests of values to judge: a wrong formula costs its points once.
    """
    value, other = np.asarray(got), np.asarray(own)
    if value.dtype.kind not in "iuf" or other.dtype.kind not in "iuf":
        return False
    right = value.shape == () and np.isclose(value, expected(name, y_true, logits), rtol=RTOL, atol=ATOL)
    return bool(right) or (value.shape == other.shape and np.allclose(value, other, rtol=RTOL, atol=ATOL))


def mistakes(name: str, y_true: ArrayLike, logits: ArrayLike) -> list[tuple[Any, Text]]:
    """Return what usual mistakes give, each with its explanation."""
    losses, mean = rows_of(name, y_true, logits), expected(name, y_true, logits)
    return [
        (losses, PER_ROW),
        *((-wrong, NO_MINUS) for wrong in (losses, mean)),
        (mean / np.log(2), BASE_2),
        (mean / np.log(10), BASE_10),
        *((value, NOT_FINITE) for value in (np.inf, -np.inf, np.nan)),
        *(_of_binary(y_true, logits) if name == BINARY else _of_classes(name, y_true, logits)),
        (losses.sum(), SUM),
    ]


def _of_binary(y_true: ArrayLike, logits: ArrayLike) -> list[tuple[Any, Text]]:
    y, z = np.asarray(y_true, dtype=np.float64), np.asarray(logits, dtype=np.float64)
    losses = rows_of(BINARY, y_true, logits)
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
        en="Only one half of the formula is there. A row with y = 1 costs -ln σ(z), and a row with y = 0 costs -ln(1 - σ(z)).",
        ko="식의 절반만 있습니다. y = 1인 행의 손실은 -ln σ(z)이고 y = 0인 행의 손실은 -ln(1 - σ(z))입니다.",
    )
    return [
        *found,
        (
            rows_of(BINARY, 1 - y, z).mean(),
            say(
                en="0 and 1, or z and -z, have changed places: y = 1 costs -ln σ(z), which is small for large z.",
                ko="0과 1, 또는 z와 -z가 뒤바뀌었습니다. y = 1이면 -ln σ(z)이고, z가 크면 작아집니다.",
            ),
        ),
        ((y * losses).mean(), halves),
        (((1 - y) * losses).mean(), halves),
        (softplus(-z).mean(), halves),
        (softplus(z).mean(), halves),
        *((_clipped(y, 1 / (1 + np.exp(-np.clip(z, -500, 500))), epsilon), CLIPPED) for epsilon in EPSILONS),
        *((value, AS_PROBABILITIES) for value in [_clipped(y, z, 1e-7)] if value > 1e-3),
    ]


EPSILONS = (1e-7, 1e-6, 1e-8, 1e-10, 1e-12, 1e-15, 1e-16)


def _clipped(y: Array, p: Array, epsilon: float) -> float:
    p = np.clip(p, epsilon, 1 - epsilon)
    return float(-(y * np.log(p) + (1 - y) * np.log1p(-p)).mean())


def _of_classes(name: str, y_true: ArrayLike, logits: ArrayLike) -> list[tuple[Any, Text]]:
    z, losses = np.asarray(logits, dtype=np.float64), rows_of(name, y_true, logits)
    n, classes = z.shape
    labels = np.asarray(y_true) if name == SPARSE else np.argmax(np.asarray(y_true), axis=1)
    y, log_p = one_hot(labels, classes), log_softmax(z)
    rows = np.arange(n)
    clipped = [(-np.log(np.maximum(np.exp(log_p), epsilon))[rows, labels].mean(), CLIPPED) for epsilon in EPSILONS]
    return [
        (
            losses.mean() / classes,
            say(
                en="You take the mean over rows and classes: it is too small by the number of classes. Add up over the classes, "
                "then take the mean over the rows.",
                ko="행과 클래스 모두에 대해 평균했으므로 클래스의 수만큼 작습니다. 클래스에 대해서는 더하고, 행에 대해서만 평균하세요.",
            ),
        ),
        (-(y * log_p), PER_ROW),
        *clipped,
        *(
            (
                0.0,
                say(
                    en="A loss of 0 means that the right class has a probability of 1. Do you take softmax down the columns "
                    "(it belongs to each row: `axis=1`), or the logits for probabilities?",
                    ko="손실이 0이면 정답 클래스의 확률이 1이라는 뜻입니다. 소프트맥스를 열 방향으로 구했거나(행마다 구해야 합니다: "
                    "`axis=1`) 로짓을 확률로 여긴 것은 아닌가요?",
                ),
            )
            for _ in range(n == 1)
        ),
        (-np.log(np.clip(z, 1e-7, 1 - 1e-7))[rows, labels].mean(), AS_PROBABILITIES),
        (
            -log_softmax(z, axis=0)[rows, labels].mean(),
            say(
                en="You take softmax down the columns. It belongs to each row: `axis=1`.",
                ko="소프트맥스를 열 방향으로 구했습니다. 행마다 구해야 합니다(`axis=1`).",
            ),
        ),
        (
            softplus(-z)[rows, labels].mean(),
            say(
                en="That is sigmoid, each logit for itself. Softmax looks at all logits of the row.",
                ko="로짓을 하나씩 따로 보는 시그모이드입니다. 소프트맥스는 행의 로짓을 모두 봅니다.",
            ),
        ),
        (
            -z[rows, labels].mean(),
            say(
                en="That is minus the logit of the right class. The logarithm of the sum of the exponentials is missing.",
                ko="정답 클래스의 로짓에 음의 부호만 붙인 값입니다. 지수의 합의 로그가 빠졌습니다.",
            ),
        ),
        (
            -log_p[rows, labels - 1].mean(),
            say(
                en="That is the column before the right one. Class numbers begin with 0, as columns do.",
                ko="정답보다 한 칸 앞의 열입니다. 클래스 번호는 열과 마찬가지로 0부터 시작합니다.",
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
            for value in (-log_p[:, labels], -log_p[:, labels].mean())
            if n > 1
        ),
    ]
