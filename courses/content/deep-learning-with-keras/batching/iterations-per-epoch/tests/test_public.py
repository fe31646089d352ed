"""Public tests: the table of the prompt, the last partial batch, and a batch size of 0."""

from __future__ import annotations

from typing import Any

import pytest
from reference import check_count

from grader.testkit import check_refuses, for_each, say


@for_each(
    "rows",
    {"10000 / 10": (10_000, 10), "10000 / 1000": (10_000, 1_000), "100 / 10": (100, 10)},
    points=0.5,
    en="Batches that divide the rows: {name}",
    ko="나누어떨어지는 배치: {name}",
)
def test_even(submission: Any, rows: tuple[int, int]) -> None:
    check_count(submission.function("iterations")(*rows), *rows)


@pytest.mark.points(1)
@pytest.mark.title(en="The rows left over make one more: 10 / 3", ko="남은 행으로 한 번 더: 10 / 3")
def test_remainder(submission: Any) -> None:
    check_count(submission.function("iterations")(10, 3), 10, 3)


@pytest.mark.points(1)
@pytest.mark.title(
    en="drop_remainder leaves the last, smaller batch out", ko="drop_remainder는 더 작은 마지막 배치를 버립니다"
)
def test_drop_remainder(submission: Any) -> None:
    iterations = submission.function("iterations")
    check_count(iterations(10, 3, drop_remainder=True), 10, 3, True)
    check_count(iterations(10, 5, drop_remainder=True), 10, 5, True)


@pytest.mark.points(1)
@pytest.mark.title(en="A batch size of 0 raises ValueError", ko="배치 크기 0은 ValueError를 일으킵니다")
def test_batch_size_zero(submission: Any) -> None:
    check_refuses(
        submission.function("iterations"),
        10,
        0,
        types=(ValueError,),
        message=say(
            en="`iterations(10, 0)` should raise `ValueError`. Left to itself, Python raises `ZeroDivisionError` (or "
            "NumPy gives a warning): check `batch_size` before you divide.",
            ko="`iterations(10, 0)`은 `ValueError`를 일으켜야 합니다. 그냥 두면 파이썬은 `ZeroDivisionError`를 일으키고 NumPy는 "
            "경고만 냅니다. 나누기 전에 `batch_size`를 확인하세요.",
        ),
    )
