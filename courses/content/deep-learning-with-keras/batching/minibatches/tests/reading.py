"""Data whose rows can be told apart, and reading a student's batches as row numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_shape, say
from grader.testkit.checks import as_array

Array = NDArray[Any]
Batches = list[tuple[Array, Array]]


def data(n: int, d: int) -> tuple[Array, Array]:
    """Return X (n, d) and y (n,) of whole numbers as floats, all rows and all labels different."""
    rows = np.arange(n, dtype=np.float64)
    return rows[:, None] * 10 + np.arange(1, d + 1), 5_000 - 3 * rows


def generator(submission: Any, seed: int = 0) -> np.random.Generator:
    """Return a fresh generator; equal seeds give equal ones."""
    return np.random.default_rng([7, submission.seed, seed])


def batches(submission: Any, X: Array, y: Array, batch_size: int, rng: np.random.Generator) -> Batches:
    """Return what the student's function gives as pairs of arrays, or fail where it is something else."""
    got = submission.function("minibatches")(X, y, batch_size, rng)
    if not isinstance(got, list | tuple) or not all(isinstance(one, list | tuple) and len(one) == 2 for one in got):
        pytest.fail(
            say(
                en="`minibatches` should give pairs `(X_batch, y_batch)`, one for each batch: `yield` them, or return "
                "a list of them.",
                ko="`minibatches`는 배치마다 `(X_batch, y_batch)` 짝을 하나씩 내놓아야 합니다. 하나씩 `yield` 하거나 짝의 "
                "리스트를 돌려주세요.",
            )
        )
    pairs = [(as_array(of_x, "`X_batch`"), as_array(of_y, "`y_batch`")) for of_x, of_y in got]
    for of_x, of_y in pairs:
        check_shape(of_x, (None, X.shape[1]), what="`X_batch`")
        check_shape(of_y, (len(of_x),), what="`y_batch`")
    return pairs


def check_sizes(pairs: Batches, n: int, batch_size: int) -> None:
    """Fail unless all batches are full, but for what is left over in the last one."""
    sizes = [len(of_x) for of_x, _ in pairs]
    full, rest = divmod(n, batch_size)
    wanted = [batch_size] * full + [rest] * (rest > 0)
    if sizes == wanted:
        return
    if 0 in sizes:
        pytest.fail(
            say(
                en="There is an empty batch. Where the batch size divides the rows, nothing is left for one more.",
                ko="빈 배치가 있습니다. 행의 수가 배치 크기로 나누어떨어지면 남는 행이 없어 배치가 더 생기지 않습니다.",
            )
        )
    if sizes == [batch_size] * full:
        pytest.fail(
            say(
                en="The rows that are left over are missing: they make a last, smaller batch.",
                ko="남은 행이 빠졌습니다. 남은 행은 더 작은 마지막 배치가 됩니다.",
            )
        )
    if sorted(sizes, reverse=True) == wanted:
        pytest.fail(
            say(
                en="The smaller batch should be the last one. Shuffle the single rows before you cut the batches, not "
                "the finished batches.",
                ko="더 작은 배치는 마지막에 와야 합니다. 다 만든 배치를 섞지 말고, 배치로 나누기 전에 행을 하나하나 섞으세요.",
            )
        )
    assert sizes == wanted, say(
        en="The batches have the wrong sizes. Each has `batch_size` rows, only the last one may have fewer "
        "(`np.array_split` makes them as equal as possible instead).",
        ko="배치의 크기가 다릅니다. 모든 배치에 행이 `batch_size`개 있고 마지막 배치만 더 작을 수 있습니다(`np.array_split`은 "
        "크기를 되도록 고르게 나눕니다).",
    )


def row_numbers(pairs: Batches, X: Array) -> list[list[int]]:
    """Return which row of ``X`` each row of each batch is, or fail where it is none of them."""
    known = {tuple(row): number for number, row in enumerate(X.tolist())}
    found = [[known.get(tuple(row), -1) for row in of_x.tolist()] for of_x, _ in pairs]
    assert all(number >= 0 for batch in found for number in batch), say(
        en="A batch holds a row that `X` does not have. Rows move as a whole; do their numbers stay in their order?",
        ko="배치에 `X`에 없는 행이 있습니다. 행은 통째로 움직여야 합니다. 행 안의 숫자 순서가 그대로인지 확인해 보세요.",
    )
    return found


def check_every_row_once(numbers: Sequence[Sequence[int]], n: int) -> None:
    """Fail unless every row number below ``n`` occurs exactly once."""
    flat = [number for batch in numbers for number in batch]
    repeated, missing = len(flat) - len(set(flat)), n - len(set(flat))
    assert not repeated, say(
        en="A row comes more than once in an epoch (and others never). Drawing rows at random one after another "
        "(`rng.integers`, `rng.choice`) does that: shuffle instead.",
        ko="한 에포크에 같은 행이 두 번 이상 나옵니다(대신 나오지 않는 행이 있습니다). 행을 하나씩 무작위로 뽑으면(`rng.integers`, "
        "`rng.choice`) 그렇게 됩니다. 뽑지 말고 섞으세요.",
    )
    assert not missing, say(
        en="Rows are missing: all batches of an epoch together hold every row. What about those that do not fill a "
        "batch?",
        ko="빠진 행이 있습니다. 한 에포크의 배치를 모두 합치면 모든 행이 있어야 합니다. 배치를 다 채우지 못하는 행은 어떻게 "
        "되었나요?",
    )


def check_pairs(pairs: Batches, X: Array, y: Array) -> None:
    """Fail unless each row of a batch has its own label at its place."""
    for numbers, (_, labels) in zip(row_numbers(pairs, X), pairs, strict=True):
        assert np.array_equal(labels, y[numbers]), say(
            en="A row has got the label of another one. Shuffle the row numbers once and pick with them from `X` and "
            "from `y`; two shuffles give two different orders.",
            ko="어떤 행에 다른 행의 레이블이 붙었습니다. 행 번호를 한 번만 섞고, 그것으로 `X`와 `y`에서 함께 골라내세요. 두 번 "
            "섞으면 서로 다른 순서가 됩니다.",
        )


def order(submission: Any, X: Array, y: Array, batch_size: int, rng: np.random.Generator) -> list[int]:
    """Return the row numbers of an epoch in the order in which they come."""
    pairs = batches(submission, X, y, batch_size, rng)
    return [number for batch in row_numbers(pairs, X) for number in batch]
