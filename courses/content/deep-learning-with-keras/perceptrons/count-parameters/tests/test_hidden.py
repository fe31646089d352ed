"""Hidden tests: other networks, tuples, exact large counts, bad input, the untouched list."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_counts

from grader.testkit import check_refuses, say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1.5)
@pytest.mark.title(en="Other networks, shallow and deep", ko="얕거나 깊은 다른 신경망")
def test_other_networks(submission: Any) -> None:
    rng = np.random.default_rng(41)
    random = [[int(size) for size in rng.integers(1, 200, length)] for length in (2, 3, 4, 5, 8, 12)]
    check_counts(submission.function("dense_parameters"), [[1, 1], [1, 1, 1], [2, 9], [9, 2], [7, 1, 30], *random])


@pytest.mark.points(0.5)
@pytest.mark.title(en="Tuples", ko="튜플")
def test_tuples(submission: Any) -> None:
    check_counts(submission.function("dense_parameters"), [(6, 5), (13, 8, 21, 2)])


@pytest.mark.points(0.75)
@pytest.mark.title(en="Very large networks, exactly", ko="아주 큰 신경망도 정확하게")
def test_exact(submission: Any) -> None:
    networks = [[10**9, 10**9], [999_999_937, 998_244_353, 3], [123_456_789, 7, 987_654_321], [94_906_267, 94_906_249, 1]]
    check_counts(
        submission.function("dense_parameters"),
        networks,
        otherwise=say(
            en="For a very large network the count is not exact. Floats and integers of 32 bits have too few digits; Python's "
            "own integers are exact.",
            ko="아주 큰 신경망에서 개수가 정확하지 않습니다. 실수와 32비트 정수는 자릿수가 모자랍니다. 파이썬의 정수는 정확합니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="Fewer than two sizes raise ValueError", ko="수가 두 개보다 적으면 ValueError")
def test_too_short(submission: Any) -> None:
    for sizes in ([], (), [8], (1,)):
        check_refuses(submission.function("dense_parameters"), sizes, types=(ValueError,))


@pytest.mark.points(1.25)
@pytest.mark.title(en="Sizes of 0 or below raise ValueError, in any place", ko="어느 자리든 0 이하인 수는 ValueError")
def test_not_positive(submission: Any) -> None:
    for sizes in ([0, 3], [3, 0], [4, 0, 2], [-1, 5], [5, -1], [4, -3, 2], [-2, -2], [6, 5, 4, -1], (0, 4), [3, -1, -1, 2]):
        check_refuses(submission.function("dense_parameters"), sizes, types=(ValueError,))


@pytest.mark.points(0.5)
@pytest.mark.title(en="The list is not changed", ko="리스트를 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    function = submission.function("dense_parameters")
    function([6, 5, 4, 3])
    assert not function.changed, say(
        en="`dense_parameters` changes the list that it was given (`pop`, `append`, `sizes[0] = …`).",
        ko="`dense_parameters`가 받은 리스트를 바꿉니다(`pop`, `append`, `sizes[0] = …`).",
    )
