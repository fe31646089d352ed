"""Hidden tests: other numbers, borders, very large numbers, NumPy's integers, and bad input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_count, check_whole, expected

from grader.testkit import check_refuses, say

pytestmark = pytest.mark.hidden
PAIRS = ((97, 8), (96, 8), (1_000, 64), (60_000, 128), (150, 7), (31, 30), (59, 30), (123_457, 1_000), (45, 9))


@pytest.mark.points(1)
@pytest.mark.title(en="Other numbers of rows and batch sizes", ko="다른 행의 수와 배치 크기")
def test_other_numbers(submission: Any) -> None:
    iterations = submission.function("iterations")
    for n, batch_size in PAIRS:
        check_count(iterations(n, batch_size), n, batch_size)
        check_count(iterations(n, batch_size, drop_remainder=False), n, batch_size)


@pytest.mark.points(1)
@pytest.mark.title(en="Other numbers without the last, smaller batch", ko="다른 수에서 더 작은 마지막 배치 버리기")
def test_other_numbers_dropped(submission: Any) -> None:
    iterations = submission.function("iterations")
    for n, batch_size in PAIRS:
        check_count(iterations(n, batch_size, drop_remainder=True), n, batch_size, True)
        check_count(iterations(n, batch_size, True), n, batch_size, True)


@pytest.mark.points(1)
@pytest.mark.title(
    en="One row, no rows, batches of one, batches larger than the data",
    ko="행 하나, 행 없음, 크기 1인 배치, 데이터보다 큰 배치",
)
def test_borders(submission: Any) -> None:
    iterations = submission.function("iterations")
    for n, batch_size in ((1, 1), (0, 1), (0, 5), (7, 1), (7, 7), (7, 8), (1, 100), (8, 7)):
        for drop_remainder in (False, True):
            check_count(iterations(n, batch_size, drop_remainder), n, batch_size, drop_remainder)


@pytest.mark.points(0.5)
@pytest.mark.title(en="Exact up to 10¹⁸ rows", ko="10¹⁸개의 행까지 정확합니다")
def test_large(submission: Any) -> None:
    iterations = submission.function("iterations")
    for n, batch_size in (
        (10**18, 7),
        (10**18, 8),
        (10**18 - 1, 10),
        (999_999_999_999_999_991, 10),
        (3 * 10**17 + 1, 3 * 10**8),
    ):
        for drop_remainder in (False, True):
            got = iterations(n, batch_size, drop_remainder)
            check_whole(got)
            assert int(got) == expected(n, batch_size, drop_remainder), say(
                en="For a very large number of rows the count is not exact. `n / batch_size` is a float and has 15 to "
                "16 digits only; `//` and `%` of whole numbers are exact.",
                ko="행이 아주 많을 때 횟수가 정확하지 않습니다. `n / batch_size`는 실수라서 유효 숫자가 15~16자리뿐입니다. "
                "정수의 `//`와 `%`는 정확합니다.",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(en="NumPy's integers are whole numbers, too", ko="NumPy 정수도 정수입니다")
def test_numpy_integers(submission: Any) -> None:
    iterations = submission.function("iterations")
    for n, batch_size in ((100, 7), (90, 10)):
        for integer in (np.int64, np.int32):
            check_count(iterations(integer(n), batch_size), n, batch_size)
            check_count(iterations(n, integer(batch_size)), n, batch_size)
            check_count(iterations(integer(n), integer(batch_size), True), n, batch_size, True)
    largest = np.int32(2**31 - 1)
    check_count(iterations(largest, np.int32(10)), int(largest), 10)


@pytest.mark.points(0.75)
@pytest.mark.title(
    en="Negative rows and batch sizes below 1 raise ValueError",
    ko="음수인 행의 수와 1보다 작은 배치 크기는 ValueError를 일으킵니다",
)
def test_impossible_numbers(submission: Any) -> None:
    for n, batch_size in ((-1, 10), (-20, 10), (10, -1), (10, -5), (0, 0), (3, 0)):
        for drop_remainder in (False, True):
            check_refuses(submission.function("iterations"), n, batch_size, drop_remainder, types=(ValueError,))


@pytest.mark.points(0.75)
@pytest.mark.title(en="Floats, texts and None raise TypeError", ko="실수, 문자열, None은 TypeError를 일으킵니다")
def test_no_whole_numbers(submission: Any) -> None:
    for wrong in (10.0, 2.5, np.float64(8.0), "10", None):
        for arguments in ((wrong, 4), (20, wrong)):
            check_refuses(submission.function("iterations"), *arguments, types=(TypeError,))
