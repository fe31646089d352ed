"""Hidden tests: central differences, exactness, the corner, large values, shapes, the untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import NAMES, central_difference, check_slopes

from grader.testkit import check_shape, for_each, say

pytestmark = pytest.mark.hidden


@for_each("name", NAMES, points=0.5, en="{name} against central differences", ko="{name}와 중심 차분의 비교")
def test_central_differences(submission: Any, name: str) -> None:
    x = np.linspace(-10, 10, 200)
    check_slopes(
        name,
        submission.function(name)(x),
        x,
        say(
            en=f"Measured over a tiny step, the slope is another than `{name}` says. Measure it at some x yourself: "
            "(f(x + h) - f(x - h)) / (2h) with h = 0.00001.",
            ko=f"아주 작은 구간에서 잰 기울기가 `{name}`의 값과 다릅니다. 몇몇 x에서 직접 재어 보세요. "
            "h = 0.00001로 (f(x + h) - f(x - h)) / (2h)를 계산하면 됩니다.",
        ),
        wanted=central_difference(name, x),
        atol=1e-6,
    )


@for_each("name", ("d_sigmoid", "d_tanh"), points=0.5, en="{name}: exact to 12 digits", ko="{name}: 열두 자리까지 정확")
def test_exact(submission: Any, name: str) -> None:
    for x in (np.linspace(-8, 8, 160), np.random.default_rng(5).normal(0, 2, (6, 7))):
        check_slopes(
            name,
            submission.function(name)(x),
            x,
            say(
                en="The slopes are not exact. If they come from a difference quotient or from float32, use the formula, in "
                "float64.",
                ko="기울기가 정확하지 않습니다. 차분 몫이나 float32로 구했다면 float64에서 식으로 계산해 보세요.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="d_relu at the corner and right beside it", ko="꺾이는 점과 바로 옆에서의 d_relu")
def test_corner(submission: Any) -> None:
    for x in (np.array([-1e-9, -0.0, 0.0, 1e-9]), np.array([0, 1, -1, 0]), 0, 0.0, 1e-12):
        check_slopes(
            "d_relu",
            submission.function("d_relu")(x),
            x,
            say(
                en="The slope is 0 at 0 and 1 at every positive number, however small.",
                ko="기울기는 0에서 0이고, 아무리 작은 양수에서도 1입니다.",
            ),
        )


@for_each(
    "name",
    NAMES,
    points=0.5,
    en="{name}: -1000 and 1000 without nan, inf or a warning",
    ko="{name}: -1000과 1000에서 nan, inf, 경고가 없습니다",
)
def test_large(submission: Any, name: str) -> None:
    function = submission.function(name)
    for dtype, atol in ((np.float64, 1e-12), (np.float32, 1e-6), (np.int64, 1e-12)):
        x = np.array([-1000, -710, -89, -40, 40, 89, 710, 1000], dtype=dtype)
        check_slopes(
            name,
            function(x),
            x,
            say(
                en=f"Far from 0, for {x.dtype}, the slopes of `{name}` are wrong. Where its function is flat, the slope "
                "is 0; an exponential that overflows makes nan of it.",
                ko=f"0에서 먼 곳에서 {x.dtype}에 대한 `{name}`의 기울기가 다릅니다. 함수가 평평한 곳에서 "
                "기울기는 0이며, 지수가 넘치면 nan이 됩니다.",
            ),
            atol=atol,
        )
        assert not any("RuntimeWarning" in text for text in function.warnings), say(
            en=f"`{name}` warns for a large {x.dtype}: an exponential overflows. Write the function without large exponents.",
            ko=f"큰 {x.dtype} 값에서 `{name}`가 경고를 냅니다. 지수가 넘치기 때문입니다. 큰 지수를 쓰지 않는 식으로 바꾸세요.",
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Numbers, lists, integers, every shape", ko="숫자, 리스트, 정수, 모든 형상")
def test_shapes(submission: Any) -> None:
    float32 = np.linspace(-3, 3, 12, dtype=np.float32).reshape(3, 4)
    for name in NAMES:
        for x in (0.75, -3, [-1.5, 0.5, 2.5], [[-3, 1], [1, 4]], np.arange(1, 4), np.full((2, 1, 3), 0.25), float32):
            got = submission.function(name)(x)
            check_shape(got, np.shape(x), what=f"`{name}`")
            check_slopes(
                name,
                got,
                x,
                say(
                    en=f"`{name}` gives something else for single numbers, lists, integers or `float32` than for a vector of "
                    "`float64`.",
                    ko=f"숫자 하나, 리스트, 정수, `float32`를 넣으면 `{name}`가 `float64` 벡터에서와 다른 값을 냅니다.",
                ),
                atol=1e-6 if x is float32 else 1e-12,
            )


@pytest.mark.points(0.25)
@pytest.mark.title(en="Slopes are numbers, not True and False", ko="기울기는 True와 False가 아닌 숫자입니다")
def test_numbers(submission: Any) -> None:
    for name in NAMES:
        for x in (np.array([-2.0, 0.5, 3.0]), 1.5):
            got = submission.array(submission.function(name)(x))
            assert got.dtype.kind in "fiu", say(
                en=f"`{name}` should return numbers. `x > 0` gives True and False: multiply by 1.0, or use `np.where`.",
                ko=f"`{name}`는 숫자를 돌려주어야 합니다. `x > 0`은 True와 False가 됩니다. 1.0을 곱하거나 `np.where`를 쓰세요.",
            )


@pytest.mark.points(0.25)
@pytest.mark.title(en="The array that goes in is not changed", ko="입력 배열을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    for name in NAMES:
        function = submission.function(name)
        for dtype in (np.float64, np.float32, np.int64):
            function(np.arange(-1000, 1001, 125).astype(dtype))
            assert not function.changed, say(
                en=f"`{name}` writes into the array that it was given (`x[x < 0] = 0`, `x *= …`, `out=x`): work on a copy.",
                ko=f"`{name}`가 받은 배열에 직접 씁니다(`x[x < 0] = 0`, `x *= …`, `out=x`). 복사본에서 계산해 보세요.",
            )
