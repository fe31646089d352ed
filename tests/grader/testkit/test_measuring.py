"""Measures against thresholds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.testkit import check_at_least, check_at_most, say
from grader.testkit.failures import Mismatch, Misuse, WrongType
from grader.testkit.measuring import Measure, take_measures
from grader.testkit.protocol import MAX_MEASURES


@pytest.fixture(autouse=True)
def nothing_measured() -> None:
    take_measures()


def test_what_holds_is_kept() -> None:
    check_at_most(0.5, 0.5, what="the loss")
    check_at_least(np.float32(0.75), 0.5, what={"en": "the accuracy", "ko": "정확도"})
    assert take_measures() == [Measure("the loss", 0.5, "at most", 0.5), Measure("the accuracy", 0.75, "at least", 0.5)]
    assert take_measures() == []


def test_what_does_not_hold_is_kept_too() -> None:
    with pytest.raises(Mismatch) as caught:
        check_at_most([0.625], 0.5, what="the loss", message=say(en="Train for longer.", ko="더 학습시키세요."))
    assert caught.value.public["en"] == "Train for longer.\nthe loss: 0.625; at most 0.5 is wanted."
    assert caught.value.hidden == {"en": "Train for longer.", "ko": "더 학습시키세요."}
    assert take_measures() == [Measure("the loss", 0.625, "at most", 0.5)]


def test_a_hidden_test_without_words_tells_no_number() -> None:
    with pytest.raises(Mismatch) as caught:
        check_at_least(0.123, 0.987, what="the accuracy")
    assert caught.value.hidden["en"] == "the accuracy is too small."


def test_nan_never_holds_and_is_no_measure() -> None:
    with pytest.raises(Mismatch, match="NaN"):
        check_at_most(float("nan"), 1, what="the loss")
    assert take_measures() == []


def test_infinity_is_no_measure() -> None:
    with pytest.raises(Mismatch):
        check_at_most(float("inf"), 1, what="the loss")
    assert take_measures() == []


@pytest.mark.parametrize("value", [[1.0, 2.0], "0.5", None, 1j])
def test_only_one_number_can_be_measured(value: Any) -> None:
    with pytest.raises(WrongType):
        check_at_most(value, 1, what="the loss")


def test_a_threshold_is_a_finite_number() -> None:
    with pytest.raises(Misuse):
        check_at_least(1, float("nan"), what="the loss")


def test_there_is_an_end_to_it() -> None:
    for number in range(MAX_MEASURES + 5):
        check_at_most(0, 1, what=f"loss {number}")
    assert len(take_measures()) == MAX_MEASURES


def test_of_one_name_the_worst_is_kept() -> None:
    for value in (0.25, 0.75, 0.5):
        check_at_most(value, 1, what="the loss")
        check_at_least(value, 0, what="the accuracy")
    assert [(measure.name, measure.value) for measure in take_measures()] == [
        ("the loss", 0.75),
        ("the accuracy", 0.25),
    ]


@pytest.mark.parametrize("number", [0.9, 0.7, 0.1])
def test_float32_may_lie_at_the_threshold(number: float) -> None:
    check_at_least(np.float32(number), number, what="the accuracy")
    check_at_most(np.float32(number), number, what="the loss")


def test_both_numbers_of_a_message_differ() -> None:
    with pytest.raises(Mismatch, match=r"0\.89999; at least 0\.9 is wanted"):
        check_at_least(0.89999, 0.9, what="the accuracy")
