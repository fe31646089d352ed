"""Public tests: the first step, a later one, and what is remembered."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import Adam, check_averages, check_parameters_of, stepped

from grader.testkit import say

W, G = np.array([1.0, 2.0, -3.0]), np.array([1.5, -2.0, 0.5])


@pytest.mark.points(2)
@pytest.mark.title(en="The first step", ko="첫 걸음")
def test_first_step(submission: Any) -> None:
    adam, zeros = Adam(rate=0.1), np.zeros(3)
    w, _, _ = stepped(submission, W, zeros, zeros, 1, G, 0.1)
    check_parameters_of(
        w,
        adam,
        W,
        zeros,
        zeros,
        1,
        G,
        say(
            en="In the first step every parameter moves by the learning rate, whatever the size of its gradient: the corrected m "
            "is g, and the root of the corrected v is |g|.",
            ko="첫 걸음에서는 기울기의 크기와 상관없이 모든 매개변수가 학습률만큼 움직입니다. 보정한 m은 g이고 보정한 v의 "
            "제곱근은 |g|이기 때문입니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="A later step, t = 7", ko="그 뒤의 걸음, t = 7")
def test_later_step(submission: Any) -> None:
    adam, m, v = Adam(rate=0.1), np.array([0.5, 0.3, -0.2]), np.array([0.004, 0.02, 0.001])
    new_w, _, _ = stepped(submission, W, m, v, 7, G, 0.1)
    check_parameters_of(
        new_w,
        adam,
        W,
        m,
        v,
        7,
        G,
        say(
            en="The new parameters are wrong. Compute the first of them on paper: w = 1, m = 0.5, v = 0.004, t = 7, g = 1.5, learning "
            "rate 0.1.",
            ko="새 매개변수가 다릅니다. 첫 번째 값을 종이에 계산해 보세요. w = 1, m = 0.5, v = 0.004, t = 7, g = 1.5, 학습률 0.1"
            "입니다.",
        ),
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="Both averages, as the next step needs them", ko="다음 걸음에 필요한 두 평균")
def test_averages(submission: Any) -> None:
    m, v = np.array([0.5, 0.3, -0.2]), np.array([0.004, 0.02, 0.001])
    _, *got = stepped(submission, W, m, v, 7, G, 0.1)
    check_averages(got, Adam(), m, v, 7, G)
    _, *got = stepped(submission, W, m, v, 7, G, 0.1, beta_1=0.6, beta_2=0.95)
    check_averages(got, Adam(beta_1=0.6, beta_2=0.95), m, v, 7, G)
