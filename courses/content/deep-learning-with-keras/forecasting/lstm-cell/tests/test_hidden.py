"""Hidden tests: other counts, series and sizes, closed gates, whole numbers, what a call leaves behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from counting import check_count
from reference import check_cell_state, check_hidden_states, parts_of, random_case

from grader.testkit import for_each, say

pytestmark = pytest.mark.hidden

SIZES = {
    "one step": (1, 3, 4),
    "one feature": (6, 1, 3),
    "one unit": (7, 2, 1),
}
GATES = {"input": 0, "forget": 1, "candidate": 2, "output": 3}
LONGER = (random_case(11, 20, 3, 5), random_case(12, 9, 6, 2), random_case(13, 4, 4, 4))


@pytest.mark.points(1)
@pytest.mark.title(en="Parameters for other units and features", ko="다른 유닛 수와 특성 수의 매개변수")
def test_other_parameters(submission: Any) -> None:
    for units, features in ((1, 1), (8, 3), (32, 7), (5, 12)):
        check_count(submission, units, features)


@pytest.mark.points(1.5)
@pytest.mark.title(en="Hidden states of longer series", ko="더 긴 시계열의 은닉 상태")
def test_hidden_states(submission: Any) -> None:
    for case in LONGER:
        check_hidden_states(
            submission.function("lstm_forward")(*case.arguments),
            case,
            say(
                en="With more features, units or steps the hidden states are wrong. Follow two steps by hand: which block is "
                "which gate, and which state goes where?",
                ko="특성, 유닛, 단계가 더 많으면 은닉 상태가 다릅니다. 두 단계를 손으로 따라가 보세요. 어느 블록이 어느 "
                "게이트이고, 어느 상태가 어디에 들어가나요?",
            ),
        )


@pytest.mark.points(1)
@pytest.mark.title(en="Last cell state of longer series", ko="더 긴 시계열의 마지막 셀 상태")
def test_cell_state(submission: Any) -> None:
    for case in LONGER:
        check_cell_state(
            submission.function("lstm_forward")(*case.arguments),
            case,
            say(
                en="The last cell state is wrong. It is f * c + i * g of the last step, without another tanh.",
                ko="마지막 셀 상태가 다릅니다. 마지막 단계의 f * c + i * g이며, tanh를 더 씌우지 않습니다.",
            ),
        )


@for_each("gate", GATES, points=0.25, en="With the {name} part shut", ko="{name} 부분을 닫았을 때")
def test_shut(submission: Any, gate: int) -> None:
    case = random_case(31 + gate, 6, 2, 3)
    weights, recurrent, bias = case.W.copy(), case.U.copy(), case.b.copy()
    part = slice(gate * 3, gate * 3 + 3)
    weights[:, part], recurrent[:, part], bias[part] = 0, 0, 0 if gate == GATES["candidate"] else -25
    shut = replace(case, W=weights, U=recurrent, b=bias)
    got = submission.function("lstm_forward")(*shut.arguments)
    message = say(
        en="One of the four parts is shut here (its share is 0), and the states should show it. An input gate or candidate of "
        "0 lets nothing in, a forget gate of 0 keeps nothing, an output gate of 0 shows nothing.",
        ko="네 부분 가운데 하나를 닫은(0으로 만든) 경우인데 상태가 그에 맞지 않습니다. 입력 게이트나 후보가 0이면 아무것도 "
        "들어오지 않고, 망각 게이트가 0이면 아무것도 남지 않으며, 출력 게이트가 0이면 아무것도 나가지 않습니다.",
    )
    check_hidden_states(got, shut, message)
    check_cell_state(got, shut, message)


@for_each("size", SIZES, points=0.25, en="The smallest sizes: {name}", ko="가장 작은 크기: {name}")
def test_sizes(submission: Any, size: tuple[int, int, int]) -> None:
    case = random_case(41, *size)
    got = submission.function("lstm_forward")(*case.arguments)
    message = say(
        en="With a single step, feature or unit something else comes out. The shapes are (timesteps, units) and (units,) "
        "then, too.",
        ko="단계, 특성 또는 유닛이 하나뿐일 때 결과가 다릅니다. 그때도 형상은 (timesteps, units)와 (units,)입니다.",
    )
    check_hidden_states(got, case, message)
    check_cell_state(got, case, message)


@pytest.mark.points(0.25)
@pytest.mark.title(en="A series of whole numbers", ko="정수로 된 시계열")
def test_whole_numbers(submission: Any) -> None:
    case = replace(random_case(51, 6, 2, 3), x=np.array([[1, 0], [0, 2], [-1, 1], [3, 0], [0, 0], [1, -2]]))
    got = submission.function("lstm_forward")(*case.arguments)
    message = say(
        en="With integers in `x` the states are wrong. An array that is made with the dtype of `x` cuts fractions off.",
        ko="`x`가 정수이면 상태가 달라집니다. `x`의 dtype으로 만든 배열은 소수점 아래를 잘라 버립니다.",
    )
    check_hidden_states(got, case, message)
    check_cell_state(got, case, message)


@pytest.mark.points(0.25)
@pytest.mark.title(en="Every call begins with states of zeros", ko="부를 때마다 0 상태에서 시작합니다")
def test_calls_are_independent(submission: Any) -> None:
    forward = submission.function("lstm_forward")
    first, second = random_case(61, 5, 2, 3), random_case(62, 5, 2, 3)
    once = submission.array(parts_of(forward(*first.arguments))[0])
    forward(*second.arguments)
    got = forward(*first.arguments)
    again = submission.array(parts_of(got)[0])
    assert once.shape == again.shape and np.allclose(once, again, atol=1e-6), say(
        en="The same call gives something else the second time: a state survives between calls. Make the zeros inside the "
        "function.",
        ko="같은 호출인데 두 번째에는 결과가 다릅니다. 호출이 끝난 뒤에도 상태가 남아 있습니다. 0 상태를 함수 안에서 "
        "만드세요.",
    )
    check_hidden_states(
        got,
        first,
        say(
            en="The states are wrong for this series. Compare with the example in the prompt first.",
            ko="이 시계열에서 상태가 다릅니다. 먼저 문제의 예와 비교해 보세요.",
        ),
    )


@pytest.mark.points(0.25)
@pytest.mark.title(en="The arrays that go in are not changed", ko="받은 배열을 바꾸지 않습니다")
def test_inputs_unchanged(submission: Any) -> None:
    forward = submission.function("lstm_forward")
    forward(*random_case(71, 6, 3, 3).arguments)
    assert not forward.changed, say(
        en="`lstm_forward` writes into an array that it was given (`+=`, `x[t] = …`). Make an array of your own.",
        ko="`lstm_forward`가 받은 배열에 직접 씁니다(`+=`, `x[t] = …`). 배열을 따로 만들어 쓰세요.",
    )
