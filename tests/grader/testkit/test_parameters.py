"""The account of a wrong parameter count: which layer, how many, and what would explain it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from grader.testkit.causes import against, from_difference
from grader.testkit.layers import Row
from tests.grader.testkit.conftest import Grade


def dense(*sizes: int, without_bias: tuple[int, ...] = ()) -> list[Row]:
    """Return the rows of fully connected layers with these widths; ``without_bias`` are places of layers."""
    rows = []
    for place, (inputs, units) in enumerate(pairwise(sizes)):
        bias = place not in without_bias
        shapes = ((inputs, units), (units,)) if bias else ((inputs, units),)
        rows.append(Row(f"dense_{place}", "Dense", shapes, inputs, units, bias))
    return rows


def test_the_figures_of_the_course() -> None:
    assert [row.parameters for row in dense(3, 4, 4, 1)] == [16, 20, 5]
    rows = dense(4, 512, 256, 128, 64, 32, 3)
    assert [row.parameters for row in rows] == [2_560, 131_328, 32_896, 8_256, 2_080, 99]
    assert rows[0].formula == "4×512 + 512"


@pytest.mark.parametrize(
    ("rows", "wanted", "cause"),
    [
        (dense(4, 512, 256, 3, without_bias=(1,)), dense(4, 512, 256, 3), "`dense_1` has no bias"),
        (dense(4, 8, 8, 3, without_bias=(0, 1, 2)), dense(4, 8, 8, 3), "The 3 layers without a bias"),
        (dense(4, 8, 3), dense(4, 8, 3, without_bias=(1,)), "`dense_1` has a bias that it should not have"),
        (dense(5, 512, 3), dense(4, 512, 3), "The input has width 5 where width 4 is expected"),
        (dense(4, 512, 250, 3), dense(4, 512, 256, 3), "`dense_1` has units=250 where units=256 is expected"),
        (
            dense(4, 512, 128, 3),
            dense(4, 512, 256, 128, 3),
            "A Dense layer with units=256 is missing between `dense_0`",
        ),
        (dense(4, 512, 256, 128, 3), dense(4, 512, 128, 3), "`dense_1` (Dense, units=256) is one layer too many"),
        (dense(784, 64, 12), dense(784, 64, 10), "`dense_1` has units=12 where units=10 is expected"),
    ],
)
def test_a_number_is_explained_by_single_changes(rows: list[Row], wanted: list[Row], cause: str) -> None:
    causes = from_difference(rows, sum(row.parameters for row in wanted))
    assert any(cause in text["en"] for text in causes)
    assert 1 <= len(causes) <= 3
    assert all(text["ko"] for text in causes)


def test_what_no_single_change_explains_is_not_explained() -> None:
    assert from_difference(dense(4, 7, 3), 1) == []
    assert from_difference([], 10) == []


@pytest.mark.parametrize(
    ("rows", "wanted", "causes"),
    [
        (
            dense(4, 512, 250, 3),
            dense(4, 512, 256, 3),
            [
                "The parameter count of `dense_1` is 128,250 instead of 131,328.",
                "`dense_1` has units=250 where units=256 is expected.",
                "The parameter count of `dense_2` is 753 instead of 771.",
                "`dense_2` takes inputs of width 250 where width 256 is expected.",
            ],
        ),
        (
            dense(4, 8, 3, without_bias=(0,)),
            dense(4, 8, 3),
            [
                "The parameter count of `dense_0` is 32 instead of 40.",
                "`dense_0` has no bias (use_bias=False), which makes 8 fewer.",
            ],
        ),
        (
            dense(4, 8, 3),
            [Row("rnn", "SimpleRNN", ((4, 8), (8, 8), (8,)), None, 8, True), *dense(8, 3)],
            ["`dense_0` is a Dense layer where a SimpleRNN layer is expected."],
        ),
        (
            dense(4, 8, 8, 3),
            dense(4, 8, 3),
            ["`dense_1` (Dense, units=8) is one layer too many."],
        ),
    ],
)
def test_a_model_is_compared_layer_by_layer(rows: list[Row], wanted: list[Row], causes: list[str]) -> None:
    assert [text["en"] for text in against(rows, wanted)] == causes


PROGRAM = """
import keras
L = keras.layers
inner = keras.Sequential([L.Dense(3, name="last")])
model = keras.Sequential([keras.Input((4,)), L.Dense(8, name="first", use_bias=False), inner])
"""
TESTS = """
import keras
import pytest
from grader.testkit import check_parameters, say

def test_number(submission):
    check_parameters(submission.model("model"), 67)

def test_model(submission):
    L = keras.layers
    check_parameters(submission.model("model"), keras.Sequential([keras.Input((4,)), L.Dense(8), L.Dense(3)]))

@pytest.mark.hidden
def test_hidden(submission):
    check_parameters(submission.model("model"), 67, message=say(en="Count again.", ko="다시 세어 보십시오."))

def test_right(submission):
    check_parameters(submission.model("model"), 59)

def test_misuse(submission):
    check_parameters(submission.model("model"), "67")
"""


def test_the_account_of_a_rebuilt_model(grade_keras: Grade) -> None:
    graded = grade_keras(PROGRAM, TESTS)
    assert graded.outcomes == {
        "test_number": "failed",
        "test_model": "failed",
        "test_hidden": "failed",
        "test_right": "passed",
        "test_misuse": "error",
    }
    assert graded.message("test_number") == (
        "The parameter count of your model is 59; 67 is expected: 8 too few. Layer by layer:\n"
        "  first (Dense): 4×8 = 32\n"
        "  last (Dense): 8×3 + 3 = 27\n"
        "Any one of these would explain the difference:\n"
        "  - `first` has no bias (use_bias=False), which makes 8 fewer.\n"
        "  - The input has width 4 where width 5 is expected (first layer `first`)."
    )
    assert "모델의 매개변수는 59개이지만 67개여야 합니다. 8개 적습니다." in graded.message("test_number", "ko")
    assert "`first` has no bias" in graded.message("test_model")


def test_a_hidden_account_keeps_the_expected_number(grade_keras: Grade) -> None:
    message = grade_keras(PROGRAM, TESTS).message("test_hidden")
    assert message.startswith("Count again.\n")
    assert "1 (Dense): 4×8 = 32" in message
    assert "first" not in message
    assert "67" not in message
    assert "bias" not in message


MADE_OF_THE_INPUT = """
import keras
def give(x):
    global model
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(int(x))])
"""


def test_a_model_made_of_a_hidden_input_tells_nothing_of_it(grade_keras: Grade) -> None:
    tests = """
import pytest
from grader.testkit import check_parameters
@pytest.mark.hidden
def test_hidden(submission):
    submission.function("give")(7391)
    check_parameters(submission.model("model"), 10)
"""
    message = grade_keras(MADE_OF_THE_INPUT, tests).message("test_hidden")
    assert message == "The parameter count of your model is not the expected number."
