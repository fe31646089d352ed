"""Hidden tests: other numbers for xor and the matrices, networks of other sizes, untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from layers import Array, answers, band, check_network, clear_points, matrices, network

from grader.testkit import say

pytestmark = pytest.mark.hidden


def random_case(rng: np.random.Generator, rows: int, inputs: int, hidden: int, outputs: int) -> tuple[Array, ...]:
    """Return X, W1, b1, W2 and b2 in quarters, which every way to add up gives the same sums."""
    shapes = ((rows, inputs), (inputs, hidden), (hidden,), (hidden, outputs), (outputs,))
    return tuple(rng.integers(-8, 9, shape) / 4 for shape in shapes)


@pytest.mark.points(1.5)
@pytest.mark.title(en="xor for other numbers", ko="다른 수에 대한 xor")
def test_xor_everywhere(submission: Any) -> None:
    points = clear_points(31, 120)
    assert np.allclose(answers(submission, points), band(points), rtol=0, atol=1e-9), say(
        en="For some numbers `xor` does not say what AND says about the answers of OR and NAND. Is each gate asked about the "
        "right two numbers, and are the gates as they were in the starter?",
        ko="어떤 수에서는 `xor`의 답이, OR와 NAND의 답을 AND에 물은 결과와 다릅니다. 게이트마다 알맞은 두 수를 묻고 있나요? 게이트는 시작 "
        "코드에 있던 그대로인가요?",
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="The matrices agree with xor for other numbers", ko="다른 수에서도 행렬과 xor의 답이 같습니다")
def test_matrices_everywhere(submission: Any) -> None:
    points = clear_points(32, 400)
    assert (network(points, *matrices(submission))[:, 0] == band(points)).all(), say(
        en="With your matrices the network gives XOR for 0 and 1, but not always the answer of `xor` for other numbers. Take the "
        "weights and biases of the gates in the starter.",
        ko="여러분의 행렬로 만든 신경망은 0과 1에서는 XOR을 내지만, 다른 수에서는 `xor`와 답이 다를 때가 있습니다. 시작 코드에 있는 "
        "게이트의 가중치와 편향을 쓰세요.",
    )


@pytest.mark.points(2)
@pytest.mark.title(en="network: other sizes and numbers", ko="network: 다른 크기와 다른 수")
def test_network_sizes(submission: Any) -> None:
    rng = np.random.default_rng(33)
    sizes = ((4, 2, 2, 1), (1, 2, 3, 1), (5, 1, 4, 2), (3, 3, 3, 3), (12, 4, 6, 2), (30, 2, 5, 3), (2, 5, 1, 1), (1, 1, 1, 1))
    check_network(submission.function("network"), [random_case(rng, *size) for size in sizes for _ in range(4)])


@pytest.mark.points(0.5)
@pytest.mark.title(en="network does not change its input", ko="network는 입력을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    student = submission.function("network")
    student(*random_case(np.random.default_rng(34), 6, 3, 3, 3))
    assert not student.changed, say(
        en="`network` writes into an array that it was given (`X += …`, `W1 *= …`, `out=X`): compute new ones.",
        ko="`network`가 받은 배열에 직접 씁니다(`X += …`, `W1 *= …`, `out=X`). 새 배열을 계산하세요.",
    )
