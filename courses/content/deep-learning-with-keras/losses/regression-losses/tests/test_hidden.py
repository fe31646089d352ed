"""Hidden tests: other numbers, an outlier, lists, whole numbers, the untouched input, shapes that differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import NAMES, check_loss, is_right

from grader.testkit import check_refuses, for_each, say

pytestmark = pytest.mark.hidden


@for_each("name", NAMES, points=0.75, en="{name}: other numbers of rows", ko="{name}: 다른 행의 수")
def test_other_rows(submission: Any, name: str) -> None:
    rng = np.random.default_rng(31)
    for n in (5, 1, 2, 40, 1_000):
        y_true, y_pred = rng.normal(3, 2, n), rng.normal(2, 3, n)
        for predicted in (y_pred, y_true + y_pred / 100):
            check_loss(submission.function(name)(y_true, predicted), name, y_true, predicted)


@for_each("name", NAMES, points=0.5, en="{name}: other numbers of columns", ko="{name}: 다른 열의 수")
def test_other_columns(submission: Any, name: str) -> None:
    rng = np.random.default_rng(32)
    for shape in ((4, 2), (6, 1), (1, 5), (3, 3), (50, 4)):
        y_true, y_pred = rng.normal(0, 5, shape), rng.normal(1, 5, shape)
        check_loss(submission.function(name)(y_true, y_pred), name, y_true, y_pred)


@for_each("name", NAMES, points=0.5, en="{name}: one row is far off", ko="{name}: 한 행만 멀리 빗나갑니다")
def test_outlier(submission: Any, name: str) -> None:
    function = submission.function(name)
    y_true = np.array([2.0, 3.5, 1.0, 4.0, 2.5, 3.0])
    y_pred = np.array([2.1, 3.3, 1.2, 3.9, 2.5, 3.4])
    for outlier in (-1_000.0, 60.0):
        y_far = y_true.copy()
        y_far[3] = outlier
        check_loss(function(y_far, y_pred), name, y_far, y_pred)
        check_loss(function(y_true, y_far), name, y_true, y_far)


@pytest.mark.points(0.5)
@pytest.mark.title(en="Lists do as well as arrays", ko="리스트도 배열과 똑같이 받습니다")
def test_lists(submission: Any) -> None:
    cases: tuple[tuple[Any, Any], ...] = (
        ([1.5, -2.0, 0.25], [2, 1, 0]),
        ([[1.0, 2.0], [3.0, 5.5], [0.0, -1.0]], [[2.0, 2.0], [2.5, 4.0], [0.5, 1.0]]),
    )
    for name in NAMES:
        function = submission.function(name)
        for y_true, y_pred in cases:
            arrays = np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
            own = function(*arrays)
            for arguments in ((y_true, y_pred), (arrays[0], y_pred), (y_true, arrays[1])):
                assert is_right(function(*arguments), name, y_true, y_pred, own), say(
                    en=f"`{name}` gives something else for lists than for arrays of the same numbers. Begin with "
                    "`np.asarray`.",
                    ko=f"`{name}`가 리스트에서는 같은 수의 배열에서와 다른 값을 냅니다. `np.asarray`로 시작해 보세요.",
                )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="Whole numbers and float32, also uint8, are computed as numbers",
    ko="uint8을 포함한 정수와 float32도 보통의 수로 계산합니다",
)
def test_dtypes(submission: Any) -> None:
    y_true, y_pred = [[3, 250, 0], [17, 0, 128]], [[5, 1, 255], [0, 200, 130]]
    for name in NAMES:
        function = submission.function(name)
        own = function(np.array(y_true, dtype=float), np.array(y_pred, dtype=float))
        for dtypes in ((np.uint8, np.uint8), (np.int64, np.int64), (np.uint8, np.int64), (np.float32, np.float32)):
            arrays = (np.array(y, dtype=dtype) for y, dtype in zip((y_true, y_pred), dtypes, strict=True))
            assert is_right(function(*arrays), name, y_true, y_pred, own), say(
                en=f"`{name}` gives something else for the same numbers in another dtype. `uint8` only holds 0 to 255, so "
                "differences and squares wrap around: convert to float before you subtract.",
                ko=f"`{name}`가 수는 같고 dtype만 다른 배열에서 다른 값을 냅니다. `uint8`에는 0부터 255까지만 들어가므로 차이와 "
                "제곱이 한 바퀴 돌아갑니다. 빼기 전에 실수로 바꾸세요.",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The input stays as it is", ko="입력을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        cases: tuple[tuple[Any, Any], ...] = (
            (np.array([1.5, -2.0, 4.0]), np.array([2.0, 1.0, 0.5])),
            (np.array([[1.5, -2.0], [4.0, 0.5]]), np.array([[2.0, 1.0], [0.5, 3.0]])),
            ([1.5, -2.0, 4.0], [2.0, 1.0, 0.5]),
        )
        for y_true, y_pred in cases:
            function(y_true, y_pred)
            assert not function.changed, say(
                en=f"`{name}` writes into what it was given. `y_true -= y_pred` and `out=` do that; `y_true - y_pred` makes "
                "a new array.",
                ko=f"`{name}`가 받은 배열이나 리스트를 바꿉니다. `y_true -= y_pred`나 `out=`을 쓰면 그렇게 됩니다. "
                "`y_true - y_pred`는 새 배열을 만듭니다.",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="Other shapes that differ raise ValueError", ko="그 밖의 서로 다른 형상도 ValueError를 일으킵니다"
)
def test_shapes_differ(submission: Any) -> None:
    shapes: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = (
        ((4, 1), (4,)),
        ((5,), (1,)),
        ((1,), (5,)),
        ((2, 3), (3,)),
        ((3,), (2, 3)),
        ((2, 1), (2, 3)),
        ((1, 3), (3, 1)),
        ((1, 3), (2, 3)),
        ((3,), (4,)),
        ((2, 3), (3, 2)),
        ((6,), (2, 3)),
    )
    for name in NAMES:
        function = submission.function(name)
        for shape_true, shape_pred in shapes:
            y_true, y_pred = np.linspace(0, 1, int(np.prod(shape_true))), np.linspace(1, 3, int(np.prod(shape_pred)))
            arrays = y_true.reshape(shape_true), y_pred.reshape(shape_pred)
            check_refuses(
                function,
                *arrays,
                types=(ValueError,),
                message=say(
                    en=f"`{name}` should raise `ValueError` whenever the shapes of `y_true` and `y_pred` differ: not only the "
                    "number of rows, of numbers or of axes counts, but the whole shape.",
                    ko=f"`{name}`는 `y_true`와 `y_pred`의 형상이 다르면 언제나 `ValueError`를 일으켜야 합니다. 행의 수나 수의 개수, 축의 "
                    "수만이 아니라 형상 전체가 같아야 합니다.",
                ),
            )
            check_refuses(
                function,
                *(array.tolist() for array in arrays),
                types=(ValueError,),
                message=say(
                    en=f"`{name}` should raise `ValueError` for lists whose shapes differ, too.",
                    ko=f"`{name}`는 형상이 서로 다른 리스트에서도 `ValueError`를 일으켜야 합니다.",
                ),
            )
