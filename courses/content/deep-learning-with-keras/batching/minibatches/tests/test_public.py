"""Public tests: 10 rows in batches of 4, and that 40 rows come shuffled."""

from __future__ import annotations

from typing import Any

import pytest
from reading import batches, check_every_row_once, check_pairs, check_sizes, data, generator, order, row_numbers

from grader.testkit import say


@pytest.mark.points(1.5)
@pytest.mark.title(en="10 rows in batches of 4: 4, 4 and 2", ko="10개의 행을 크기 4로: 4, 4, 2")
def test_sizes(submission: Any) -> None:
    X, y = data(10, 3)
    check_sizes(batches(submission, X, y, 4, generator(submission)), 10, 4)


@pytest.mark.points(1)
@pytest.mark.title(en="Every row comes once", ko="모든 행이 한 번씩 나옵니다")
def test_every_row_once(submission: Any) -> None:
    X, y = data(10, 3)
    check_every_row_once(row_numbers(batches(submission, X, y, 4, generator(submission)), X), 10)


@pytest.mark.points(1.5)
@pytest.mark.title(en="Rows and labels stay together", ko="행과 레이블의 짝이 유지됩니다")
def test_pairs(submission: Any) -> None:
    X, y = data(10, 3)
    check_pairs(batches(submission, X, y, 4, generator(submission)), X, y)


@pytest.mark.points(1)
@pytest.mark.title(en="The rows are shuffled, by each seed differently", ko="행이 섞이고, 시드마다 순서가 다릅니다")
def test_shuffled(submission: Any) -> None:
    X, y = data(40, 2)
    first, second = (order(submission, X, y, 10, generator(submission, seed)) for seed in (1, 2))
    assert list(range(40)) not in (first, second), say(
        en="The rows come in the order in which they were given: they are not shuffled.",
        ko="행이 주어진 순서대로 나옵니다. 섞이지 않았습니다.",
    )
    assert first != second, say(
        en="Two generators with different seeds give the same order. Use the `rng` that is passed in, not one with a "
        "seed of your own.",
        ko="시드가 다른 두 생성기가 같은 순서를 냅니다. 직접 시드를 정한 생성기가 아니라 인수로 받은 `rng`를 쓰세요.",
    )
