"""Public tests: the prompt's count, one step, and the example."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from counting import check_count
from reference import EXAMPLE, check_begins_anew, check_cell_state, check_hidden_states

from grader.testkit import say


@pytest.mark.points(1)
@pytest.mark.title(en="16 units on 1 feature have 1,152 parameters", ko="특성 1개에 유닛 16개이면 매개변수 1,152개")
def test_parameters(submission: Any) -> None:
    check_count(submission, 16, 1)


@pytest.mark.points(1)
@pytest.mark.title(en="One step from states of zeros", ko="0 상태에서 한 단계")
def test_one_step(submission: Any) -> None:
    case = replace(EXAMPLE, x=np.array([[0.5]]))  # at 1 the output gate's sum is 0, and several mistakes look alike
    got = submission.function("lstm_forward")(*case.arguments)
    message = say(
        en="At the first step h and c are zero: the sums are x W + b, and the forget gate has nothing to forget yet.",
        ko="첫 단계에서는 h와 c가 0입니다. 합은 x W + b이고, 망각 게이트가 잊을 것은 아직 없습니다.",
    )
    check_hidden_states(got, case, message)
    check_cell_state(got, case, message)


@pytest.mark.points(2)
@pytest.mark.title(en="The three steps of the example", ko="예제의 세 단계")
def test_example(submission: Any) -> None:
    got = check_begins_anew(submission.function("lstm_forward"), EXAMPLE)
    message = say(
        en="From the second step on, both the old hidden state (in the four sums) and the old cell state (f * c) count.",
        ko="두 번째 단계부터는 이전 은닉 상태(네 합 안에서)와 이전 셀 상태(f * c)가 모두 쓰입니다.",
    )
    check_hidden_states(got, EXAMPLE, message)
    check_cell_state(got, EXAMPLE, message)
