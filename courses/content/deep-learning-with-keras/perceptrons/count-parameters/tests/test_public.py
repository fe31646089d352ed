"""Public tests: the table of the prompt, and a list without a layer."""

from __future__ import annotations

from typing import Any

import pytest
from reference import check_counts

from grader.testkit import check_refuses, say


@pytest.mark.points(1.5)
@pytest.mark.title(en="The networks 3-4-4-1 and 4-3", ko="신경망 3-4-4-1과 4-3")
def test_small(submission: Any) -> None:
    check_counts(submission.function("dense_parameters"), [[3, 4, 4, 1], [4, 3]], shown=True)


@pytest.mark.points(2)
@pytest.mark.title(en="The two large networks of the table", ko="표에 있는 큰 신경망 둘")
def test_large(submission: Any) -> None:
    networks = [[4, 512, 256, 128, 64, 32, 3], [784, 1024, 512, 256, 128, 64, 10]]
    check_counts(submission.function("dense_parameters"), networks, shown=True)


@pytest.mark.points(1)
@pytest.mark.title(en="[5] has no layer: ValueError", ko="[5]에는 층이 없습니다: ValueError")
def test_no_layer(submission: Any) -> None:
    check_refuses(
        submission.function("dense_parameters"),
        [5],
        types=(ValueError,),
        message=say(
            en="`dense_parameters([5])` should raise `ValueError`: `raise ValueError(\"…\")`. Five inputs alone are no network.",
            ko="`dense_parameters([5])`는 `ValueError`를 일으켜야 합니다: `raise ValueError(\"…\")`. 입력 다섯 개만으로는 신경망이 "
            "아닙니다.",
        ),
    )
