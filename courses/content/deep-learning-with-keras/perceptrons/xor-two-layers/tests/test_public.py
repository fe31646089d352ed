"""Public tests: the tables of the prompt, the student's matrices on 0 and 1, and the example."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from layers import ROWS, TABLE, answers, check_network, matrices

from grader.testkit import check_close, say


@pytest.mark.points(1)
@pytest.mark.title(en="xor for 0 and 1", ko="0과 1에 대한 xor")
def test_xor_table(submission: Any) -> None:
    check_close(
        answers(submission, [[int(x1), int(x2)] for x1, x2 in ROWS]),
        TABLE,
        rtol=0,
        atol=1e-9,
        what={"en": "The table of `xor`", "ko": "`xor`의 표"},
        message=say(
            en="`xor` should say 1 when exactly one of the inputs is 1.",
            ko="`xor`는 입력 가운데 정확히 하나만 1일 때 1을 내야 합니다.",
        ),
        mistakes=[
            (1 - TABLE, say(en="0 and 1 have changed places.", ko="0과 1이 뒤바뀌었습니다.")),
            (
                [0, 1, 1, 1],
                say(en="These are the answers of OR alone.", ko="이것은 OR만의 답입니다."),
            ),
            (
                [1, 1, 1, 1],
                say(
                    en="`xor` always says 1: the last gate should be AND.",
                    ko="`xor`가 늘 1을 냅니다. 마지막 게이트는 AND여야 합니다.",
                ),
            ),
        ],
    )


@pytest.mark.points(1)
@pytest.mark.title(en="xor for the other numbers of the table", ko="표의 다른 수에 대한 xor")
def test_xor_between(submission: Any) -> None:
    check_close(
        answers(submission, [[0.2, 0.1], [0.375, 0.5], [1.25, 0.75]]),
        [0, 1, 0],
        rtol=0,
        atol=1e-9,
        what={"en": "The second part of the table", "ko": "표의 뒷부분"},
        message=say(
            en="For numbers between and beyond 0 and 1, `xor` should ask OR and NAND about `x1` and `x2`, and AND about their "
            "answers. Comparisons such as `x1 != x2` know 0 and 1 only.",
            ko="0과 1이 아닌 수에서도 `xor`는 `x1`과 `x2`를 OR와 NAND에 묻고, 그 답을 AND에 물어야 합니다. `x1 != x2` 같은 비교는 0과 1만 "
            "압니다.",
        ),
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="The matrices give XOR for 0 and 1", ko="행렬이 0과 1에 대해 XOR을 냅니다")
def test_matrices_table(submission: Any) -> None:
    matrices(submission)


@pytest.mark.points(1)
@pytest.mark.title(en="network: the example", ko="network: 문제의 예")
def test_network_example(submission: Any) -> None:
    x = np.array([[1.0, 2.0], [3.0, -1.0], [1.0, -1.0]])
    first = np.array([[1.0, 0.0, -1.0], [0.0, 1.0, 1.0]]), np.array([-2.0, 0.0, 0.5])
    second = np.array([[2.0], [-1.0], [3.0]]), np.array([-1.0])
    check_network(submission.function("network"), [(x, *first, *second)])
