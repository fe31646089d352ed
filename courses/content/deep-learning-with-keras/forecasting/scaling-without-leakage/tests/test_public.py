"""Public tests: the prompt's example there and back, and a table of two columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import EXAMPLE, check_inverted, check_transformed

from grader.testkit import say


@pytest.mark.points(2)
@pytest.mark.title(en="The example, scaled", ko="예제의 스케일링")
def test_example(submission: Any) -> None:
    scaler = submission.function("fit_scaler")(EXAMPLE, 4)
    check_transformed(
        submission,
        scaler,
        EXAMPLE,
        EXAMPLE,
        4,
        say(
            en="The training part is 2, 4, 6, 8: mean 5 and standard deviation 2.2361. The 20 counts for neither, and is "
            "scaled with both.",
            ko="훈련 구간은 2, 4, 6, 8이므로 평균은 5, 표준편차는 2.2361입니다. 20은 어느 쪽에도 들어가지 않지만 두 값으로 "
            "스케일링합니다.",
        ),
    )


@pytest.mark.points(1)
@pytest.mark.title(en="The example, back in its own units", ko="예제를 원래 단위로")
def test_example_back(submission: Any) -> None:
    scaler = submission.function("fit_scaler")(EXAMPLE, 4)
    check_inverted(
        submission,
        scaler,
        [0.0, 2.0],
        EXAMPLE,
        4,
        say(
            en="0 is the mean of the training part, 5, and 2 lies two standard deviations above it.",
            ko="0은 훈련 구간의 평균인 5이고, 2는 그보다 표준편차의 두 배만큼 위에 있습니다.",
        ),
    )


@pytest.mark.points(1.5)
@pytest.mark.title(en="A table of two columns", ko="열이 두 개인 표")
def test_two_columns(submission: Any) -> None:
    table = np.array([[20.0, 1000.0], [22.0, 1010.0], [27.0, 1005.0], [30.0, 980.0], [34.0, 970.0]])
    check_transformed(
        submission,
        submission.function("fit_scaler")(table, 3),
        table,
        table,
        3,
        say(
            en="Each column has a mean and a standard deviation of its own, made of the first three rows.",
            ko="열마다 처음 세 행에서 구한 평균과 표준편차가 따로 있습니다.",
        ),
    )
