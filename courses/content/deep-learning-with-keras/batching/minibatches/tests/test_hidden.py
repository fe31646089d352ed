"""Hidden tests: other sizes, repeatability, every order, inputs left alone, and bad input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reading import batches, check_every_row_once, check_pairs, check_sizes, data, generator, order, row_numbers

from grader.testkit import check_refuses, say

pytestmark = pytest.mark.hidden
CALLS = 400
"""Each of the 24 orders of 4 rows is missed by so many fair shuffles with a probability of 4e-8."""


@pytest.mark.points(1)
@pytest.mark.title(
    en="One row, batches of one, batches that divide the rows or are larger",
    ko="행 하나, 크기 1, 나누어떨어지는 크기, 더 큰 배치",
)
def test_other_sizes(submission: Any) -> None:
    for n, d, batch_size in ((12, 2, 4), (12, 5, 12), (7, 1, 1), (1, 3, 1), (5, 2, 50), (9, 4, 8), (23, 3, 5)):
        X, y = data(n, d)
        pairs = batches(submission, X, y, batch_size, generator(submission, n))
        check_sizes(pairs, n, batch_size)
        check_every_row_once(row_numbers(pairs, X), n)
        check_pairs(pairs, X, y)


@pytest.mark.points(1)
@pytest.mark.title(en="500 rows of random numbers", ko="무작위 숫자로 된 500개의 행")
def test_many_rows(submission: Any) -> None:
    random = np.random.default_rng([3, submission.seed])
    X, y = random.permutation(3_000).reshape(500, 6) / 8, random.integers(-50, 50, 500)
    pairs = batches(submission, X, y, 32, generator(submission))
    check_sizes(pairs, 500, 32)
    check_every_row_once(row_numbers(pairs, X), 500)
    check_pairs(pairs, X, y)


@pytest.mark.points(1)
@pytest.mark.title(en="The same seed gives the same batches", ko="시드가 같으면 배치도 같습니다")
def test_same_seed(submission: Any) -> None:
    X, y = data(60, 2)
    first, again = (order(submission, X, y, 8, generator(submission, 5)) for _ in range(2))
    assert first == again, say(
        en="Two generators with the same seed give different batches. Draw from `rng` only: `np.random.shuffle`, "
        "`random.shuffle` and `np.random.default_rng()` without a seed are other sources of chance.",
        ko="시드가 같은 두 생성기가 서로 다른 배치를 냅니다. `rng`에서만 뽑으세요. `np.random.shuffle`, `random.shuffle`, 시드 없는 "
        "`np.random.default_rng()`는 다른 난수를 씁니다.",
    )


@pytest.mark.points(0.75)
@pytest.mark.title(en="Every order of the rows is possible", ko="행의 모든 순서가 나올 수 있습니다")
def test_every_order(submission: Any) -> None:
    X, y = data(4, 1)
    seen = {tuple(order(submission, X, y, 2, generator(submission, seed))) for seed in range(CALLS)}
    assert len(seen) == 24, say(
        en=f"In {CALLS} epochs of 4 rows some orders never came. Shuffle the single rows of all the data: shuffling "
        "only the batches, or only within each batch, leaves the same rows together in every epoch.",
        ko=f"행 4개로 {CALLS}번의 에포크를 돌렸는데 한 번도 나오지 않은 순서가 있습니다. 데이터 전체의 행을 하나하나 섞으세요. "
        "배치끼리만 섞거나 배치 안에서만 섞으면 에포크마다 같은 행끼리 묶입니다.",
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="X and y are left as they were", ko="X와 y를 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    X, y = data(30, 2)
    minibatches = submission.function("minibatches")
    minibatches(X, y, 7, generator(submission))
    assert not minibatches.changed, say(
        en="`minibatches` changes the arrays that it was given. `rng.shuffle` works in place; `rng.permutation` gives "
        "a copy.",
        ko="`minibatches`가 받은 배열을 바꿉니다. `rng.shuffle`은 배열을 직접 바꾸고, `rng.permutation`은 복사본을 줍니다.",
    )


@pytest.mark.points(0.75)
@pytest.mark.title(
    en="Different lengths and batch sizes below 1 raise ValueError",
    ko="길이가 다르거나 배치 크기가 1보다 작으면 ValueError를 일으킵니다",
)
def test_refused(submission: Any) -> None:
    X, y = data(12, 2)
    for rows, labels, batch_size in ((X[:-1], y, 4), (X, y[:-1], 4), (X, y[:1], 4), (X, y, 0), (X, y, -1), (X, y, -4)):
        check_refuses(
            submission.function("minibatches"),
            rows,
            labels,
            batch_size,
            generator(submission),
            types=(ValueError,),
        )
