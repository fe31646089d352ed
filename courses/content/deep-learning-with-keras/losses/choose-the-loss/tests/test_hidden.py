"""Hidden tests: the rows with other numbers of units, and everything that makes no sense."""

from __future__ import annotations

from typing import Any

import pytest
from reference import BINARY, CATEGORICAL, MSE, SPARSE, check_name

from grader.testkit import Text, check_refuses, for_each, say

pytestmark = pytest.mark.hidden


@for_each(
    "row",
    {
        "linear": ("linear", (2, 5, 100), False, MSE),
        "None": (None, (2, 3, 24), False, MSE),
        "sigmoid": ("sigmoid", (2, 3, 17), False, BINARY),
        "softmax, one-hot": ("softmax", (2, 4, 10, 1_000), True, CATEGORICAL),
        "softmax": ("softmax", (2, 4, 10, 1_000), False, SPARSE),
    },
    points=0.5,
    en="Other numbers of units: {name}",
    ko="다른 유닛 수: {name}",
)
def test_other_units(submission: Any, row: tuple[Any, tuple[int, ...], bool, str]) -> None:
    activation, numbers, one_hot, wanted = row
    for units in numbers:
        check_name(submission.function("loss_for")(activation, units, one_hot), wanted)


def check_all_refused(submission: Any, rows: tuple[tuple[Any, int, bool], ...], message: Text) -> None:
    """Fail unless ``loss_for`` raises ValueError for each of ``rows``."""
    for row in rows:
        check_refuses(submission.function("loss_for"), *row, types=(ValueError,), message=message)


@pytest.mark.points(0.75)
@pytest.mark.title(
    en="One-hot labels without softmax raise ValueError",
    ko="소프트맥스가 아닌데 원-핫 레이블이면 ValueError를 일으킵니다",
)
def test_one_hot_without_softmax(submission: Any) -> None:
    check_all_refused(
        submission,
        tuple((activation, units, True) for activation in ("sigmoid", "linear", None) for units in (1, 2, 3, 10)),
        say(
            en='One-hot labels go with softmax only: `"sigmoid"`, `"linear"` or `None` with `one_hot=True` should raise `ValueError`, '
            "whatever the number of units.",
            ko='원-핫 레이블은 소프트맥스하고만 어울립니다. `"sigmoid"`, `"linear"`, `None`에 `one_hot=True`이면 유닛의 수와 관계없이 '
            "`ValueError`를 일으켜야 합니다.",
        ),
    )


@pytest.mark.points(0.5)
@pytest.mark.title(en="softmax with 1 unit, also with one-hot labels", ko="유닛이 1개인 softmax, 원-핫 레이블일 때도")
def test_softmax_of_one_with_one_hot(submission: Any) -> None:
    check_all_refused(
        submission,
        (("softmax", 1, True), ("softmax", 1, False)),
        say(
            en="Softmax over a single unit always gives 1, whatever the labels are: `ValueError`.",
            ko="유닛 하나에 대한 소프트맥스는 레이블이 무엇이든 언제나 1입니다. `ValueError`를 일으켜야 합니다.",
        ),
    )


@pytest.mark.points(0.75)
@pytest.mark.title(en="Other activations raise ValueError", ko="다른 활성화 함수는 ValueError를 일으킵니다")
def test_other_activations(submission: Any) -> None:
    check_all_refused(
        submission,
        tuple(
            (activation, units, one_hot)
            for activation in ("relu", "tanh", "softplus", "elu")
            for units in (1, 2, 5)
            for one_hot in (False, True)
        ),
        say(
            en="For an activation that is not in the table `loss_for` should raise `ValueError`, with any number of units and any "
            "labels.",
            ko="표에 없는 활성화 함수라면 `loss_for`는 유닛의 수와 레이블에 관계없이 `ValueError`를 일으켜야 합니다.",
        ),
    )


@pytest.mark.points(0.75)
@pytest.mark.title(en="Fewer than 1 unit raises ValueError", ko="유닛이 1개보다 적으면 ValueError를 일으킵니다")
def test_no_units(submission: Any) -> None:
    check_all_refused(
        submission,
        tuple(
            (activation, units, one_hot)
            for activation in ("sigmoid", "linear", None, "softmax", "relu")
            for units in (0, -1, -3)
            for one_hot in (False, True)
        ),
        say(
            en="A layer has at least 1 unit: for 0 and for negative numbers `loss_for` should raise `ValueError`, whatever the "
            "activation.",
            ko="층에는 유닛이 적어도 1개 있어야 합니다. 0이나 음수이면 `loss_for`는 활성화 함수와 관계없이 `ValueError`를 일으켜야 합니다.",
        ),
    )
