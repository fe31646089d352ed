"""Hidden tests: other weights, numbers of inputs and rows, sums of exactly 0, integers, untouched input."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import check_outputs, clear_case

from grader.testkit import say

pytestmark = pytest.mark.hidden


@pytest.mark.points(1.5)
@pytest.mark.title(en="Other weights and numbers of inputs", ko="다른 가중치와 다른 개수의 입력")
def test_other_neurons(submission: Any) -> None:
    rng = np.random.default_rng(11)
    check_outputs(submission.function("neuron"), [clear_case(rng, None, n) for n in (1, 2, 3, 5, 8) for _ in range(6)])


@pytest.mark.points(1.5)
@pytest.mark.title(en="Other batches, with one row and with many", ko="행이 하나이거나 여럿인 다른 배치")
def test_other_batches(submission: Any) -> None:
    rng = np.random.default_rng(12)
    shapes = ((1, 3), (1, 1), (4, 4), (2, 2), (6, 1), (5, 3), (3, 5), (40, 6))
    check_outputs(submission.function("neuron"), [clear_case(rng, *shape) for shape in shapes for _ in range(3)])


@pytest.mark.points(1)
@pytest.mark.title(en="A sum of exactly 0", ko="정확히 0인 합")
def test_at_the_threshold(submission: Any) -> None:
    w, b, zeros = np.array([1.5, -0.5]), -0.75, np.zeros(4)
    x = np.array([[0.5, 0.0], [0.75, 0.0], [0.5, 0.25], [1.0, 1.5], [0.25, 1.0], [-0.5, -3.0], [2.0, 1.0]])
    cases = [(row, w, b) for row in x]
    check_outputs(submission.function("neuron"), [*cases, (x, w, b), (zeros, zeros, 0.0)])


@pytest.mark.points(0.75)
@pytest.mark.title(en="Integers, and sums just beside 0", ko="정수, 그리고 0 바로 옆의 합")
def test_integers_and_close_sums(submission: Any) -> None:
    x, w = np.array([[1, 2, 3], [3, 2, 1], [0, 0, 0]]), np.array([2, -1, -1])
    whole = [(x, w, b) for b in (-2, 0, 3, 4)]
    mixed = [(np.array([1, 1]), np.array([0.5, -0.25]), b) for b in (-0.5, -0.25, -0.125)]
    near = [(np.array([[1.0], [-1.0]]), np.array([2.0**-10]), b) for b in (0.0, 2.0**-12, -(2.0**-12))]
    near += [(np.array([1.0, sign]), np.array([1.0, 2.0**-40]), -1.0) for sign in (1.0, -1.0)]
    check_outputs(submission.function("neuron"), [*whole, *mixed, *near])


@pytest.mark.points(0.75)
@pytest.mark.title(en="The arrays that go in are not changed", ko="입력 배열을 바꾸지 않습니다")
def test_input_unchanged(submission: Any) -> None:
    neuron = submission.function("neuron")
    for x in (np.array([1.5, -2.0]), np.array([[1.5, -2.0], [0.5, 3.0]])):
        neuron(x, np.array([2.0, 0.5]), -1.0)
        assert not neuron.changed, say(
            en="`neuron` writes into an array that it was given (`x *= w`, `x += b`): compute a new one.",
            ko="`neuron`이 받은 배열에 직접 씁니다(`x *= w`, `x += b`). 새 배열을 계산하세요.",
        )
