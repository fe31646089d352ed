"""Public tests: one step, and the prompt's example."""

from __future__ import annotations

from typing import Any

import pytest
from reference import EXAMPLE, Case, check_begins_anew, check_states

from grader.testkit import say


@pytest.mark.points(1)
@pytest.mark.title(en="One step from a state of zeros", ko="0 상태에서 한 단계")
def test_one_step(submission: Any) -> None:
    case = Case(EXAMPLE.x[:1], EXAMPLE.W, EXAMPLE.U, EXAMPLE.b)
    check_states(
        submission.function("rnn_forward")(*case.arguments),
        case,
        say(
            en="At the first step the state before is zero, so the new one is `tanh(x[0] @ W + b)`.",
            ko="첫 단계에서는 이전 상태가 0이므로 새 상태는 `tanh(x[0] @ W + b)`입니다.",
        ),
    )


@pytest.mark.points(2)
@pytest.mark.title(en="The three steps of the example", ko="예제의 세 단계")
def test_example(submission: Any) -> None:
    check_states(
        check_begins_anew(submission.function("rnn_forward"), EXAMPLE),
        EXAMPLE,
        say(
            en="From the second step on, the state of the step before goes in, too: `x[t] @ W + h @ U + b`.",
            ko="두 번째 단계부터는 이전 단계의 상태도 들어갑니다: `x[t] @ W + h @ U + b`.",
        ),
    )
