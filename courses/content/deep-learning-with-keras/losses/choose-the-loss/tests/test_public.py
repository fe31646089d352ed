"""Public tests: every row of the table once, and softmax with 1 unit."""

from __future__ import annotations

from typing import Any

import pytest
from reference import BINARY, CATEGORICAL, MSE, SPARSE, check_name

from grader.testkit import check_refuses, for_each, say


@for_each(
    "row",
    {
        "linear, 1": ((("linear", 1, False), (None, 1, False)), MSE),
        "sigmoid, 1": ((("sigmoid", 1, False),), BINARY),
        "sigmoid, 4": ((("sigmoid", 4, False),), BINARY),
        "softmax, 3, one-hot": ((("softmax", 3, True),), CATEGORICAL),
        "softmax, 3": ((("softmax", 3, False),), SPARSE),
    },
    points=0.75,
    en="A row of the table: {name}",
    ko="표의 행: {name}",
)
def test_row(submission: Any, row: tuple[tuple[tuple[Any, ...], ...], str]) -> None:
    for arguments in row[0]:
        check_name(submission.function("loss_for")(*arguments), row[1])


@pytest.mark.points(1)
@pytest.mark.title(en="softmax with 1 unit raises ValueError", ko="유닛이 1개인 softmax는 ValueError를 일으킵니다")
def test_softmax_of_one(submission: Any) -> None:
    check_refuses(
        submission.function("loss_for"),
        "softmax",
        1,
        False,
        types=(ValueError,),
        message=say(
            en='`loss_for("softmax", 1, False)` should raise `ValueError`: softmax over a single unit always gives 1, so nothing '
            "could be learned.",
            ko='`loss_for("softmax", 1, False)`는 `ValueError`를 일으켜야 합니다. 유닛 하나에 대한 소프트맥스는 언제나 1이어서 아무것도 '
            "배울 수 없습니다.",
        ),
    )
