"""Comparisons and what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.testkit import check_close, check_probabilities, check_refuses, check_shape, say
from grader.testkit.failures import CodeRaised, Failure, Mismatch, Misuse, WrongShape, WrongType
from grader.testkit.measuring import take_measures


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0 + 1e-9),
        ([1, 2], np.array([1.0, 2.0])),
        (np.float32(0.1), 0.1),
        (np.array([np.nan]), [np.nan]),
        (np.array([np.inf]), [np.inf]),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (True, 1),
    ],
)
def test_close(actual: Any, expected: Any) -> None:
    check_close(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected", "kind", "words"),
    [
        (1.1, 1.0, Mismatch, "The result differs: expected 1, got 1.1."),
        (
            [[1, 2], [3, 5]],
            [[1, 2], [3, 4]],
            Mismatch,
            "The result differs at [1, 1]: expected 4, got 5.\n1 of 4 values",
        ),
        ([1.0, float("nan")], [1.0, 2.0], Mismatch, "The result contains NaN"),
        ([1, 2, 3], [1, 2], WrongShape, "should have shape (2,), but it has shape (3,)"),
        (5.0, [5.0], WrongShape, "should have shape (1,), but it has shape ()"),
        (None, 1.0, WrongType, "should be an array of numbers, but it is of type `NoneType`"),
        ("1", 1.0, WrongType, "is of type `str`"),
        ([[1], [2, 3]], 1.0, WrongType, "rows have different lengths"),
        ([1, "a"], [1, 2], WrongType, "hold something else"),
    ],
)
def test_not_close(actual: Any, expected: Any, kind: type[Failure], words: str) -> None:
    with pytest.raises(kind) as caught:
        check_close(actual, expected)
    assert words in caught.value.public["en"]
    assert set(caught.value.hidden) == {"en", "ko"}


def test_the_message_comes_first_and_alone_where_hidden() -> None:
    with pytest.raises(Mismatch) as caught:
        check_close(3.25, 7.5, message=say(en="off", ko="다름"), what="`f(x)`")
    assert caught.value.public["en"] == "off\n`f(x)` differs: expected 7.5, got 3.25."
    assert caught.value.hidden == {"en": "off", "ko": "다름"}


def test_tolerances_are_those_of_the_expected_value() -> None:
    check_close(109.0, 100.0, rtol=0.1, atol=0)
    with pytest.raises(Mismatch):
        check_close(100.0, 90.0, rtol=0.1, atol=0)


def test_expecting_no_numbers_is_the_authors_mistake() -> None:
    with pytest.raises(Misuse):
        check_close(1.0, "1")


@pytest.mark.parametrize(("shape", "fits"), [((2, 3), True), ((None, 3), True), ((3, 2), False), ((6,), False)])
def test_shapes(shape: tuple[int | None, ...], fits: bool) -> None:
    if fits:
        check_shape(np.zeros((2, 3)), shape)
    else:
        with pytest.raises(WrongShape, match="shape"):
            check_shape(np.zeros((2, 3)), shape, what="`x`")


PER_ROW = (np.array([0.5, 1.5]), say(en="per row", ko="행마다"))


def test_a_known_mistake_of_another_shape_is_explained_and_not_called_a_shape() -> None:
    with pytest.raises(Mismatch) as caught:
        check_close([0.5, 1.5], 1.0, mistakes=[PER_ROW], message=say(en="off", ko="다름"))
    assert caught.value.public == caught.value.hidden == {"en": "per row", "ko": "행마다"}


def test_a_known_mistake_of_the_same_shape_shows_the_difference_where_public() -> None:
    with pytest.raises(Mismatch) as caught:
        check_close(2.0, 1.0, mistakes=[(3.0, say(en="no", ko="아님")), (2.0, say(en="a sum", ko="합"))])
    assert caught.value.public["en"] == "a sum\nThe result differs: expected 1, got 2."
    assert caught.value.hidden["en"] == "a sum"


def test_a_mistake_that_is_right_by_chance_passes() -> None:
    check_close([0.5, 1.5], [0.5, 1.5], mistakes=[PER_ROW])


def test_another_difference_keeps_its_message() -> None:
    with pytest.raises(Mismatch, match="off"):
        check_close(7.0, 1.0, mistakes=[PER_ROW], message="off")


@pytest.mark.parametrize("rows", [[[0.25, 0.75], [1.0, 0.0]], [[0.3], [0.9]], np.zeros((0, 3))])
def test_probabilities(rows: Any) -> None:
    assert check_probabilities(rows).dtype == np.float64


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([[0.6, 0.6]], "do not sum to 1. Is the last activation softmax?"),
        ([[2.0, -1.0]], "logits"),
        ([[1.4]], "Is the last activation sigmoid?"),
        ([0.5, 0.5], "shape"),
        ([[np.nan, 1.0]], "NaN"),
        ([[0.5 + 3j, 0.5 - 1j]], "logits"),
    ],
)
def test_no_probabilities(rows: Any, words: str) -> None:
    with pytest.raises(Failure) as caught:
        check_probabilities(rows, what="`model(x)`")
    assert words in caught.value.public["en"]


class Refusing:
    """A student's function as far as check_refuses knows it."""

    name = "f"

    def __init__(self, type_name: str = "", *bases: str) -> None:
        self.raised = (type_name, bases)

    def __call__(self, *_args: object) -> object:
        type_name, bases = self.raised
        if type_name:
            raise CodeRaised({"en": "", "ko": ""}, {"en": "", "ko": ""}, type_name, bases)
        return None


@pytest.mark.parametrize(
    "function", [Refusing("ValueError"), Refusing("Mine", "Mine", "TypeError"), Refusing("TypeError")]
)
def test_a_refusal(function: Refusing) -> None:
    check_refuses(function, -1)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (Refusing(), "`f` should raise TypeError / ValueError for this input, but it returned a result."),
        (Refusing("KeyError", "KeyError", "LookupError"), "but it raised KeyError."),
    ],
)
def test_no_refusal(function: Refusing, words: str) -> None:
    with pytest.raises(Mismatch) as caught:
        check_refuses(function, -1)
    assert words in caught.value.public["en"]
    assert "결과" in caught.value.public["ko"] or "KeyError" in caught.value.public["ko"]


def test_no_refusal_in_the_authors_words() -> None:
    with pytest.raises(Mismatch, match="n must be positive"):
        check_refuses(Refusing(), -1, message="n must be positive")


def test_how_close_it_was_is_measured() -> None:
    take_measures()
    check_close([1.0, 2.005], [1.0, 2.0], rtol=0, atol=0.01, what="`f(x)`")
    (measure,) = take_measures()
    assert (measure.name, measure.bound, measure.threshold) == ("`f(x)`: error / tolerance", "at most", 1)
    assert measure.value == pytest.approx(0.5)


@pytest.mark.parametrize("actual", [[1.0, float("nan")], [1.0, 2.0, 3.0], [float("inf"), 2.0]])
def test_what_cannot_be_measured_is_left_out(actual: list[float]) -> None:
    take_measures()
    with pytest.raises(Failure):
        check_close(actual, [1.0, 2.0])
    assert take_measures() == []


def test_infinity_and_nan_where_they_belong_are_no_error() -> None:
    take_measures()
    check_close([np.inf, np.nan, 1.0], [np.inf, np.nan, 1.0])
    (measure,) = take_measures()
    assert measure.value == 0


@pytest.mark.parametrize("mistake", [None, [[1.0], [1.0, 2.0]], "1"])
def test_a_mistake_that_is_no_array_is_the_authors(mistake: Any) -> None:
    with pytest.raises(Misuse, match="a value of mistakes"):
        check_close(1.0, 1.0, mistakes=[(mistake, "off")])


def test_integers_of_any_size_are_numbers() -> None:
    check_close([10**25, 2], [1e25, 2.0])
    with pytest.raises(WrongType):
        check_close(10**400, 1.0)
