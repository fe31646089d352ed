"""The right updates, data, reading a student's result, and telling which rows each update used."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_shape, say
from grader.testkit.checks import as_array

Array = NDArray[np.float64]
Rows = list[tuple[int, ...]]
Choose = Callable[[Iterable[int], int], Iterable[tuple[int, ...]]]
RTOL = 1e-5
LEARNING_RATE, EPOCHS, ROWS = 0.05, 50, 100


@dataclass(frozen=True)
class Result:
    """What `train` returned."""

    w: Array
    b: float
    history: Array


def loss(X: Array, y: Array, w: Array, b: float) -> float:
    """Return the mean squared error of all rows."""
    return float(np.mean((X @ w + b - y) ** 2))


def stepped(X: Array, y: Array, w: Array, b: float, learning_rate: float) -> tuple[Array, float]:
    """Return (w, b) after one update with all rows of ``X`` as the batch."""
    e = X @ w + b - y
    return w - learning_rate * 2 * X.T @ e / len(e), float(b - learning_rate * 2 * e.mean())


def whole_batch(X: Array, y: Array, learning_rate: float, epochs: int) -> Result:
    """Return what training with one batch of all rows gives."""
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        w, b = stepped(X, y, w, b, learning_rate)
        history.append(loss(X, y, w, b))
    return Result(w, b, np.array(history))


def mistaken(X: Array, y: Array, learning_rate: float, epochs: int) -> list[tuple[Array, Any]]:
    """Return the histories that usual mistakes give with one batch of all rows, each with its message."""
    right = whole_batch(X, y, learning_rate, epochs).history
    start = loss(X, y, np.zeros(X.shape[1]), 0.0)
    before = say(
        en="The history holds the losses before the updates. Append the loss after `w` and `b` have changed.",
        ko="기록에 갱신 전의 손실이 들어 있습니다. `w`와 `b`를 바꾼 뒤의 손실을 추가하세요.",
    )
    first = say(
        en="The history begins with the loss before the first update. It holds one number for each update only.",
        ko="기록이 첫 갱신 전의 손실로 시작합니다. 갱신마다 하나씩만 넣으세요.",
    )
    half = say(
        en="The slope has lost its factor 2: the derivative of e² is 2e.",
        ko="기울기에 2가 빠졌습니다. e²의 도함수는 2e입니다.",
    )
    added = say(
        en="The slopes are sums over the batch. Divide by the number of its rows, or else a larger batch takes a "
        "larger step.",
        ko="기울기가 배치의 합입니다. 배치의 행의 수로 나누세요. 그러지 않으면 배치가 클수록 더 크게 움직입니다.",
    )
    sums = say(
        en="The history holds sums of squared errors. The mean over all rows is asked.",
        ko="기록에 제곱 오차의 합이 들어 있습니다. 모든 행의 평균을 넣어야 합니다.",
    )
    unbiased = say(en="The bias `b` is never updated.", ko="편향 `b`가 갱신되지 않습니다.")
    in_turn = say(
        en="`b` is updated with errors that were computed after `w` had changed. Compute both slopes first.",
        ko="`w`를 바꾼 뒤에 계산한 오차로 `b`를 갱신합니다. 두 기울기를 먼저 모두 계산하세요.",
    )
    rising = say(
        en="The weights move uphill: the slope is subtracted, and the error is prediction minus `y`.",
        ko="가중치가 오르막으로 움직입니다. 기울기는 빼야 하고, 오차는 예측에서 `y`를 뺀 값입니다.",
    )
    unused = say(
        en="There is no update at all where the batch size is larger than the data: then all rows are one batch.",
        ko="배치 크기가 데이터보다 크면 갱신을 한 번도 하지 않습니다. 그때는 모든 행이 배치 하나가 됩니다.",
    )
    return [
        (np.array([start, *right[:-1]]), before),
        (np.array([start, *right]), first),
        (whole_batch(X, y, learning_rate / 2, epochs).history, half),
        (whole_batch(X, y, learning_rate * len(X), epochs).history, added),
        (right * len(X), sums),
        (_without_bias(X, y, learning_rate, epochs), unbiased),
        (_in_turn(X, y, learning_rate, epochs), in_turn),
        (whole_batch(X, y, -learning_rate, epochs).history, rising),
        (np.empty(0), unused),
    ]


def _without_bias(X: Array, y: Array, learning_rate: float, epochs: int) -> Array:
    w, history = np.zeros(X.shape[1]), []
    for _ in range(epochs):
        w, _ = stepped(X, y, w, 0.0, learning_rate)
        history.append(loss(X, y, w, 0.0))
    return np.array(history)


def _in_turn(X: Array, y: Array, learning_rate: float, epochs: int) -> Array:
    w, b, history = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        w, _ = stepped(X, y, w, b, learning_rate)
        _, b = stepped(X, y, w, b, learning_rate)
        history.append(loss(X, y, w, b))
    return np.array(history)


def noisy(seed: Sequence[int], n: int = ROWS, d: int = 2) -> tuple[Array, Array]:
    """Return X (n, d) and y (n,) about a line, with noise of standard deviation 1."""
    random = np.random.default_rng(list(seed))
    X = random.normal(size=(n, d))
    w = random.uniform(1, 3, d) * random.choice([-1, 1], d)
    return X, X @ w + random.uniform(-2, 2) + random.normal(size=n)


def smallest_loss(X: Array, y: Array) -> float:
    """Return the loss of the best line."""
    with_one = np.column_stack([X, np.ones(len(X))])
    solution, *_ = np.linalg.lstsq(with_one, y, rcond=None)
    return float(np.mean((with_one @ solution - y) ** 2))


def second_half(history: Array) -> Array:
    """Return the second half of a history."""
    return history[len(history) // 2 :]


def noise(history: Array) -> float:
    """Return the mean rise from one update to the next in the second half."""
    return float(np.maximum(np.diff(second_half(history)), 0).mean())


def generator(submission: Any, seed: int = 0) -> np.random.Generator:
    """Return a fresh generator; equal seeds give equal ones."""
    return np.random.default_rng([7, submission.seed, seed])


def run(
    submission: Any, X: Array, y: Array, batch_size: int, learning_rate: float, epochs: int, rng: np.random.Generator
) -> Result:
    """Call the student's `train` and return its result, or fail where it is not (w, b, history)."""
    got = submission.function("train")(X, y, batch_size, learning_rate, epochs, rng)
    if not isinstance(got, list | tuple) or len(got) != 3:
        pytest.fail(
            say(
                en="`train` should return three things: `return w, b, history`.",
                ko="`train`은 세 가지를 돌려주어야 합니다: `return w, b, history`.",
            )
        )
    w, b, history = got
    b = as_array(b, "`b`")
    check_shape(w, (X.shape[1],), what="`w`")
    check_shape(b.reshape(()) if b.size == 1 else b, (), what="`b`")
    check_shape(history, (None,), what="`history`")
    result = Result(np.asarray(w, np.float64), float(b.reshape(())), np.asarray(history, np.float64))
    assert np.isfinite(result.history).all(), say(
        en="The history holds nan or inf: the training runs away. Are the slopes means over the batch, and are they "
        "subtracted?",
        ko="기록에 nan이나 inf가 있습니다. 학습이 발산했습니다. 기울기가 배치의 평균인지, 기울기를 빼고 있는지 확인해 보세요.",
    )
    return result


@functools.cache
def noisy_runs(submission: Any) -> tuple[Array, Array, list[Array]]:
    """Return 100 noisy rows X and y, and the student's histories on them with batch sizes 1, 10 and 100: made once."""
    X, y = noisy([11, submission.seed])
    sizes = (1, 10, ROWS)
    runs = [run(submission, X, y, size, LEARNING_RATE, EPOCHS, generator(submission)) for size in sizes]
    return X, y, [result.history for result in runs]


def check_number_of_updates(result: Result, n: int, batch_size: int, epochs: int) -> None:
    """Fail unless the history has one number for each update."""
    found, wanted = len(result.history), epochs * -(-n // batch_size)
    if found == wanted:
        return
    if found == epochs:
        pytest.fail(
            say(
                en="The history has one number an epoch, but one for each update (for each batch) is asked.",
                ko="기록에 에포크마다 하나씩 들어 있습니다. 갱신마다(배치마다) 하나씩 넣어야 합니다.",
            )
        )
    if found == epochs * (n // batch_size):
        pytest.fail(
            say(
                en="The updates of the last, smaller batches are missing.",
                ko="더 작은 마지막 배치의 갱신이 빠졌습니다.",
            )
        )
    assert found == wanted, say(
        en="The history should have one number for each update: the epochs times the batches in one epoch.",
        ko="기록에는 갱신마다 숫자가 하나씩 있어야 합니다. 에포크 수에 한 에포크의 배치 수를 곱한 만큼입니다.",
    )


def rows_used(result: Result, X: Array, y: Array, batch_size: int, learning_rate: float, epochs: int) -> list[Rows]:
    """Return which rows each update used, epoch by epoch, or fail where the history cannot come about.

    The data is so small that for each loss every possible batch can be tried.
    """
    check_number_of_updates(result, len(X), batch_size, epochs)
    sizes = [min(batch_size, len(X) - start) for start in range(0, len(X), batch_size)] * epochs
    start = (np.zeros(X.shape[1]), 0.0)
    ways = (itertools.combinations, itertools.combinations_with_replacement)
    explained = itertools.chain.from_iterable(
        _explanations(result, X, y, learning_rate, sizes, start, way) for way in ways
    )
    found = next(explained, None)
    if found is None:
        pytest.fail(
            say(
                en="No choice of rows explains the history. Is each step the mean over the rows that the batch really "
                "has (the last one may have fewer), with the errors from before the step? Is each number the loss of "
                "all rows after the step?",
                ko="어떤 행을 골라도 이 기록을 설명할 수 없습니다. 갱신할 때마다 그 배치에 실제로 있는 행의 평균을 쓰나요(마지막 배치는 더 "
                "작을 수 있습니다)? 오차는 갱신 전의 것인가요? 기록은 갱신 뒤에 모든 행으로 구한 손실인가요?",
            )
        )
    per_epoch = len(sizes) // epochs
    return [found[start : start + per_epoch] for start in range(0, len(found), per_epoch)]


def _explanations(
    result: Result,
    X: Array,
    y: Array,
    learning_rate: float,
    sizes: list[int],
    state: tuple[Array, float],
    choose: Choose,
    at: int = 0,
) -> Iterator[Rows]:
    if at == len(sizes):
        if np.allclose([*result.w, result.b], [*state[0], state[1]], rtol=RTOL, atol=RTOL):
            yield []
        return
    for rows in _likely_rows(result.history[at], X, y, learning_rate, state, choose(range(len(X)), sizes[at])):
        after = stepped(X[list(rows)], y[list(rows)], *state, learning_rate)
        for rest in _explanations(result, X, y, learning_rate, sizes, after, choose, at + 1):
            yield [rows, *rest]


def _likely_rows(
    wanted: float,
    X: Array,
    y: Array,
    learning_rate: float,
    state: tuple[Array, float],
    choices: Iterable[tuple[int, ...]],
) -> Rows:
    """Return the batches that lead to the loss ``wanted``, the best first."""
    off = {}
    for rows in choices:
        after = stepped(X[list(rows)], y[list(rows)], *state, learning_rate)
        off[rows] = abs(loss(X, y, *after) - wanted)
    return [rows for rows in sorted(off, key=lambda rows: off[rows]) if off[rows] <= RTOL * abs(wanted)]


def check_each_row_once(epochs: list[Rows], n: int) -> None:
    """Fail unless every epoch used every row once."""
    for batches in epochs:
        used = sorted(row for rows in batches for row in rows)
        assert used == list(range(n)), say(
            en="In one epoch a row is used more than once and another one never. Shuffle the rows; do not draw them "
            "one by one.",
            ko="한 에포크에 어떤 행은 두 번 이상, 어떤 행은 한 번도 쓰이지 않습니다. 행을 하나씩 뽑지 말고 섞으세요.",
        )
