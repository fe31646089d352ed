"""Hidden tests: the whole range, numbers and lists, dtype, large values, the untouched input, bad input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import NAMES, expected, numbers, right_or_consistent

from grader.testkit import check_close, check_refuses, for_each, say

pytestmark = pytest.mark.hidden


@for_each("name", NAMES, points=0.25, en="{name}: from -10 to 10", ko="{name}: -10부터 10까지")
def test_range(submission: Any, name: str) -> None:
    x = np.linspace(-10, 10, 401)
    got = numbers(name, submission.function(name)(x), x.shape)
    check_close(
        got,
        expected(name, x),
        rtol=0,
        atol=1e-6,
        message=say(
            en=f"`{name}` is off somewhere between -10 and 10. Draw it and compare it with the lesson's figure.",
            ko=f"-10과 10 사이 어딘가에서 `{name}`의 값이 다릅니다. 그래프를 그려 수업의 그림과 비교해 보세요.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="A single number goes in, a single number comes out", ko="숫자 하나를 넣으면 숫자 하나가 나옵니다"
)
def test_number(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        for x in (-0.75, 0, 3, 700.1):
            got = numbers(name, function(x), ())
            assert right_or_consistent(name, function, got, x, atol=1e-6), say(
                en=f"`{name}` gives something else for a single number than for an array. Integers are numbers too.",
                ko=f"`{name}`가 숫자 하나에서는 배열에서와 다른 값을 냅니다. 정수도 숫자입니다.",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="Lists and arrays of integers are computed as float64", ko="리스트와 정수 배열은 float64로 계산합니다"
)
def test_lists_and_integers(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        for x in ([-1.5, 0.0, 2.5, 700.1], [[-3, 0], [1, 4]], np.array([-3, 0, 3])):
            got = function(x)
            assert isinstance(got, np.ndarray), say(
                en=f"`{name}` should turn a list into an array: begin with `x = np.asarray(x)`.",
                ko=f"`{name}`는 리스트를 배열로 바꾸어야 합니다. `x = np.asarray(x)`로 시작해 보세요.",
            )
            result = numbers(name, got, np.shape(x))
            assert right_or_consistent(name, function, result, x, atol=1e-6), say(
                en=f"`{name}` gives something else for a list or for whole numbers than for the same numbers as float64. "
                "Writing a fraction into an integer array cuts it off; float32 is too coarse.",
                ko=f"`{name}`가 리스트나 정수에서는 같은 값의 float64에서와 다른 값을 냅니다. 정수 배열에 소수를 넣으면 "
                "소수점 아래가 잘리고, float32는 너무 거칩니다.",
            )
            assert result.dtype == np.float64, say(
                en=f"`{name}` should give float64 for a list or for an array of integers.",
                ko=f"`{name}`는 리스트나 정수 배열에 대해 float64를 돌려주어야 합니다.",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Every shape is kept, the empty one too", ko="빈 배열을 포함해 모든 형상을 유지합니다")
def test_shapes(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        for shape in ((0,), (1,), (2, 3), (2, 3, 4)):
            x = np.linspace(-4, 4, int(np.prod(shape))).reshape(shape)
            got = numbers(name, function(x), shape)
            assert right_or_consistent(name, function, got, x, atol=1e-6), say(
                en=f"`{name}` gives something else for an array with more dimensions than for a vector.",
                ko=f"`{name}`가 차원이 더 많은 배열에서는 벡터에서와 다른 값을 냅니다.",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="float32 stays float32 and float64 stays float64", ko="float32는 float32로, float64는 float64로 남습니다"
)
def test_dtype(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        for dtype in (np.float32, np.float64):
            x = np.linspace(-3, 3, 13).astype(dtype)
            got = numbers(name, function(x), x.shape)
            assert got.dtype == dtype, say(
                en=f"`{name}` changes the dtype. Converting every input (dtype=float) or mixing in "
                "a float64 array does that.",
                ko=f"`{name}`가 dtype을 바꿉니다. 모든 입력을 변환하거나(dtype=float) float64 배열을 "
                "섞으면 그렇게 됩니다.",
            )
            assert right_or_consistent(name, function, got, x, atol=1e-5), say(
                en=f"`{name}` gives something else for {x.dtype} than for float64.",
                ko=f"`{name}`가 {x.dtype}에서는 float64에서와 다른 값을 냅니다.",
            )


@for_each(
    "name",
    NAMES,
    points=0.5,
    en="{name}: -1000 and 1000 without nan, inf or a warning",
    ko="{name}: -1000과 1000에서 nan, inf, 경고가 없습니다",
)
def test_large(submission: Any, name: str) -> None:
    for dtype, atol in ((np.float64, 1e-6), (np.float32, 1e-5)):
        x = np.array([-1000, -710, -333.3, -89, -12.7, 0, 12.7, 89, 333.3, 710, 1000], dtype=dtype)
        function = submission.function(name)
        got = numbers(name, function(x), x.shape)
        assert np.isfinite(got).all(), say(
            en=f"`{name}` gives nan or inf for a large {x.dtype}: e^1000 overflows to inf, and inf / inf is nan.",
            ko=f"큰 {x.dtype} 값에서 `{name}`가 nan이나 inf가 됩니다. e^1000은 inf가 되고 inf / inf는 nan입니다.",
        )
        assert not any("RuntimeWarning" in text for text in function.warnings), say(
            en=f"`{name}` warns for a large {x.dtype}. e^x overflows above 709 in float64 and above 88 in float32; "
            "np.where computes both of its branches, also the one that it throws away.",
            ko=f"큰 {x.dtype} 값에서 `{name}`가 경고를 냅니다. e^x는 float64에서 709, float32에서 88을 넘으면 "
            "오버플로가 일어납니다. np.where는 버리는 쪽까지 두 갈래를 모두 계산합니다.",
        )
        message = say(
            en=f"`{name}` gives a wrong value far from 0, for {x.dtype}. Where does its curve end up on either side? If you "
            "clip, the curve stops where you clip: too early costs accuracy. So does computing float64 in float32.",
            ko=f"{x.dtype}에서, 0에서 멀리 떨어진 곳의 `{name}` 값이 다릅니다. 곡선의 양쪽 끝은 어디로 가야 할까요? 값을 "
            "자르면 곡선이 그 자리에서 멈추므로 너무 일찍 자르면 정확도가 떨어집니다. float64를 float32로 계산해도 그렇습니다.",
        )
        check_close(got, expected(name, x), rtol=0, atol=atol, message=message)


@pytest.mark.points(0.5)
@pytest.mark.title(en="The array that goes in is not changed", ko="입력 배열을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        for dtype in (np.float64, np.float32, np.int64):
            function(np.arange(-1000, 1001, 125).astype(dtype))
            assert not function.changed, say(
                en=f"`{name}` writes into the array that it was given (`x[x < 0] = 0`, `x *= …`, `out=x`): work on a "
                "copy. (`np.asarray` makes none where the dtype fits already.)",
                ko=f"`{name}`가 받은 배열에 직접 씁니다(`x[x < 0] = 0`, `x *= …`, `out=x`). 복사본에서 계산해 보세요. "
                "(`np.asarray`는 dtype이 이미 맞으면 복사하지 않습니다.)",
            )


@pytest.mark.points(0.5)
@pytest.mark.title(
    en="Text raises TypeError or ValueError", ko="문자열을 넣으면 TypeError 또는 ValueError가 발생합니다"
)
def test_text_refused(submission: Any) -> None:
    for name in NAMES:
        check_refuses(
            submission.function(name),
            "seven",
            message=say(
                en=f'`{name}("seven")` should raise TypeError or ValueError. An identity lets anything through: convert '
                "to floats first.",
                ko=f'`{name}("seven")`은 TypeError나 ValueError를 일으켜야 합니다. 그대로 돌려주면 무엇이든 통과합니다. '
                "먼저 실수로 변환해 보세요.",
            ),
        )
