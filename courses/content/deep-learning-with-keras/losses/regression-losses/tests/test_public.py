"""Public tests: the example of the prompt, several columns, and (3,) against (3, 1)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from reference import NAMES, check_loss

from grader.testkit import check_refuses, for_each, say


@for_each("name", NAMES, points=1, en="{name}: the example of the exercise", ko="{name}: 문제의 예제")
def test_example(submission: Any, name: str) -> None:
    y_true, y_pred = np.array([20.0, 22.0, 19.0, 25.0]), np.array([21.0, 20.0, 19.0, 30.0])
    check_loss(submission.function(name)(y_true, y_pred), name, y_true, y_pred)


@for_each("name", NAMES, points=0.75, en="{name}: several numbers a row", ko="{name}: 한 행에 여러 수")
def test_columns(submission: Any, name: str) -> None:
    y_true = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    y_pred = np.array([[1.5, 2.0, 1.0], [4.0, 8.0, 5.0]])
    check_loss(submission.function(name)(y_true, y_pred), name, y_true, y_pred)


@pytest.mark.points(1)
@pytest.mark.title(en="(3,) against (3, 1) raises ValueError", ko="(3,)과 (3, 1)은 ValueError를 일으킵니다")
def test_column_against_vector(submission: Any) -> None:
    for name in NAMES:
        check_refuses(
            submission.function(name),
            np.array([1.0, 2.0, 3.0]),
            np.array([[1.0], [2.0], [3.0]]),
            types=(ValueError,),
            message=say(
                en=f"`{name}` should raise `ValueError` for the shapes (3,) and (3, 1). Left to itself, NumPy stretches "
                "them to a (3, 3) table of differences, and their mean means nothing.",
                ko=f"`{name}`는 형상이 (3,)과 (3, 1)일 때 `ValueError`를 일으켜야 합니다. 그냥 두면 NumPy가 둘을 늘여 (3, 3)짜리 "
                "차이의 표를 만들고, 그 평균은 아무 뜻이 없습니다.",
            ),
        )
