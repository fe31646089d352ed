"""Hidden tests: other series and sizes, memory, whole numbers, large sums, what a call leaves behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from reference import check_states, random_case

from grader.testkit import for_each, say

pytestmark = pytest.mark.hidden

SIZES = {
    "one step": (1, 3, 4),
    "one feature": (6, 1, 3),
    "one unit": (7, 2, 1),
}


@pytest.mark.points(2)
@pytest.mark.title(en="A longer series with several features", ko="특성이 여러 개인 더 긴 시계열")
def test_longer_series(submission: Any) -> None:
    for case in (random_case(11, 20, 3, 5), random_case(12, 9, 6, 2), random_case(13, 4, 4, 4)):
        check_states(
            submission.function("rnn_forward")(*case.arguments),
            case,
            say(
                en="For longer series or other sizes the states are wrong. Follow the formula for the second step by hand: "
                "which state goes in, and on which side of the matrix does it stand?",
                ko="더 긴 시계열이나 다른 크기에서 상태가 다릅니다. 두 번째 단계의 식을 손으로 따라가 보세요. 어느 상태가 "
                "들어가고, 행렬의 어느 쪽에 놓이나요?",
            ),
        )


@for_each("size", SIZES, points=0.5, en="The smallest sizes: {name}", ko="가장 작은 크기: {name}")
def test_sizes(submission: Any, size: tuple[int, int, int]) -> None:
    case = random_case(21, *size)
    check_states(
        submission.function("rnn_forward")(*case.arguments),
        case,
        say(
            en="With a single step, feature or unit something else comes out. The shape is (timesteps, units) then, too.",
            ko="단계, 특성 또는 유닛이 하나뿐일 때 결과가 다릅니다. 그때도 형상은 (timesteps, units)입니다.",
        ),
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="The first step echoes in all later ones", ko="첫 단계가 이후 모든 단계에 남습니다")
def test_remembers(submission: Any) -> None:
    forward = submission.function("rnn_forward")
    quiet = random_case(31, 8, 2, 3)
    silent = replace(quiet, x=np.zeros_like(quiet.x))
    struck = replace(silent, x=np.vstack([quiet.x[:1], silent.x[1:]]))
    for case in (silent, struck):
        check_states(
            forward(*case.arguments),
            case,
            say(
                en="After the first step this series is zero, and only `h @ U + b` keeps the states going. Yours differ.",
                ko="이 시계열은 첫 단계 뒤로 모두 0이어서 `h @ U + b`만이 상태를 이어 갑니다. 결과가 이와 다릅니다.",
            ),
        )


@pytest.mark.points(0.5)
@pytest.mark.title(en="A series of whole numbers", ko="정수로 된 시계열")
def test_whole_numbers(submission: Any) -> None:
    case = replace(random_case(41, 6, 2, 3), x=np.array([[1, 0], [0, 2], [-1, 1], [3, 0], [0, 0], [1, -2]]))
    check_states(
        submission.function("rnn_forward")(*case.arguments),
        case,
        say(
            en="With integers in `x` the states are wrong. An array that is made with the dtype of `x` cuts fractions off.",
            ko="`x`가 정수이면 상태가 달라집니다. `x`의 dtype으로 만든 배열은 소수점 아래를 잘라 버립니다.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Sums as large as 1000", ko="1000만큼 큰 합")
def test_large_sums(submission: Any) -> None:
    case = random_case(51, 5, 1, 2)
    large = replace(case, x=np.array([[1.0], [0.0], [-1.0], [0.0], [0.0]]), W=np.array([[900.0, -950.0]]))
    got = np.asarray(submission.array(submission.function("rnn_forward")(*large.arguments)), dtype=np.float64)
    assert np.isfinite(got).all(), say(
        en="Large sums give nan or inf: e^1000 overflows. `np.tanh` does not.",
        ko="합이 크면 nan이나 inf가 나옵니다. e^1000은 오버플로를 일으키지만 `np.tanh`는 그렇지 않습니다.",
    )
    check_states(
        got,
        large,
        say(
            en="Large sums give wrong states: tanh ends at 1 and -1.",
            ko="합이 클 때 상태가 다릅니다. tanh의 양 끝은 1과 -1입니다.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="Every call begins with a state of zeros", ko="부를 때마다 0 상태에서 시작합니다")
def test_calls_are_independent(submission: Any) -> None:
    forward = submission.function("rnn_forward")
    first, second = random_case(61, 5, 2, 3), random_case(62, 5, 2, 3)
    once = np.asarray(submission.array(forward(*first.arguments)))
    forward(*second.arguments)
    again = np.asarray(submission.array(forward(*first.arguments)))
    assert once.shape == again.shape and np.allclose(once, again, atol=1e-6), say(
        en="The same call gives something else the second time: a state survives between calls. Make the zeros inside the "
        "function.",
        ko="같은 호출인데 두 번째에는 결과가 다릅니다. 호출이 끝난 뒤에도 상태가 남아 있습니다. 0 상태를 함수 안에서 "
        "만드세요.",
    )
    check_states(
        again,
        first,
        say(
            en="The states are wrong for this series. Compare with the example in the prompt first.",
            ko="이 시계열에서 상태가 다릅니다. 먼저 문제의 예와 비교해 보세요.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="The arrays that go in are not changed", ko="받은 배열을 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    forward = submission.function("rnn_forward")
    forward(*random_case(71, 6, 3, 3).arguments)
    assert not forward.changed, say(
        en="`rnn_forward` writes into an array that it was given (`+=`, `x[t] = …`). Make an array of your own.",
        ko="`rnn_forward`가 받은 배열에 직접 씁니다(`+=`, `x[t] = …`). 배열을 따로 만들어 쓰세요.",
    )
