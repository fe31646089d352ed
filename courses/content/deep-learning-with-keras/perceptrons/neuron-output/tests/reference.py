"""What the neuron should answer, and a check of a student's answers that names the usual mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from grader.testkit import check_close, check_shape, say
from grader.testkit.checks import as_array

Array = NDArray[Any]
Case = tuple[Array, Array, float]
WHAT = "`neuron(…)`"
NOTHING = say(
    en="`neuron` returns nothing (`None`). Is a `return` missing?",
    ko="`neuron`이 아무것도 돌려주지 않습니다(`None`). `return`이 빠지지 않았나요?",
)
ONE_FOR_ALL = say(
    en="A batch should give one output for each row, not one number for all rows together. A batch of one row is a "
    "batch, too.",
    ko="배치에서는 모든 행을 합친 수 하나가 아니라 행마다 출력이 하나씩 나와야 합니다. 행이 하나뿐인 배치도 배치입니다.",
)
COLUMN = say(
    en="The outputs for a batch stand in an array with two axes. Its shape should be `(batch,)`.",
    ko="배치의 출력이 축이 둘인 배열에 들어 있습니다. 형상은 `(batch,)`여야 합니다.",
)
PRODUCTS = say(
    en="There is an output for each input. Add up the products of a row before you compare with 0.",
    ko="입력마다 출력이 하나씩 있습니다. 0과 비교하기 전에 한 행의 곱을 모두 더하세요.",
)
ROW_AS_BATCH = say(
    en="One row of inputs, `x` of shape `(n,)`, should give one number, not an array with one number in it.",
    ko="입력이 한 행이면, 곧 `x`의 형상이 `(n,)`이면 수 하나가 든 배열이 아니라 수 하나를 돌려주어야 합니다.",
)
MISTAKES = (
    (
        lambda x, w, b: np.where(x @ w + b >= 0, 1, 0),
        say(
            en="When the sum is exactly 0, the output should be 0: `z > 0`, not `z >= 0`.",
            ko="합이 정확히 0이면 출력은 0이어야 합니다. `z >= 0`이 아니라 `z > 0`입니다.",
        ),
    ),
    (
        lambda x, w, b: np.where(x @ w > 0, 1, 0),
        say(
            en="Your outputs are those of a neuron without a bias. Add `b` to the weighted sum.",
            ko="편향이 없는 뉴런의 출력입니다. 가중합에 `b`를 더하세요.",
        ),
    ),
    (
        lambda x, w, b: np.where(x @ w - b > 0, 1, 0),
        say(
            en="Your outputs are those of a neuron that subtracts its bias. The bias is added to the weighted sum.",
            ko="편향을 빼는 뉴런의 출력입니다. 편향은 가중합에 더합니다.",
        ),
    ),
    (
        lambda x, w, b: np.where(x @ w + b > 0, 0, 1),
        say(
            en="0 and 1 have changed places: the output is 1 where the sum is greater than 0.",
            ko="0과 1이 뒤바뀌었습니다. 합이 0보다 클 때 출력이 1입니다.",
        ),
    ),
    (
        lambda x, w, b: x @ w + b,
        say(
            en="That is the sum itself. The neuron answers 1 where the sum is greater than 0, and 0 elsewhere.",
            ko="그것은 합 자체입니다. 뉴런은 합이 0보다 크면 1, 그렇지 않으면 0으로 답합니다.",
        ),
    ),
    (
        lambda x, w, b: np.where(x @ w + b > 0, 1, -1),
        say(
            en="Where the neuron does not fire, the output is 0, not -1.",
            ko="뉴런이 켜지지 않을 때의 출력은 -1이 아니라 0입니다.",
        ),
    ),
    (
        lambda x, w, b: np.sign(x @ w + b),
        say(
            en="That is the sign of the sum. Where the neuron does not fire, the output is 0, not -1.",
            ko="그것은 합의 부호입니다. 뉴런이 켜지지 않을 때의 출력은 -1이 아니라 0입니다.",
        ),
    ),
    (
        lambda x, w, b: np.where(np.trunc(x @ w + b) > 0, 1, 0),
        say(
            en="A sum such as 0.5 is greater than 0, too. Is it cut off to an integer somewhere?",
            ko="0.5 같은 합도 0보다 큽니다. 어디선가 정수로 잘리지 않나요?",
        ),
    ),
)


def check_outputs(neuron: Any, cases: Iterable[Case]) -> None:
    """Fail unless the student's ``neuron`` answers every case: first the shapes, then all outputs together."""
    known = list(cases)
    outputs = []
    for x, w, b in known:
        got = neuron(x, w, b)
        check_output_shape(got, x)
        outputs.append(np.ravel(got))
    check_close(
        np.concatenate(outputs),
        together(lambda x, w, b: np.where(x @ w + b > 0, 1, 0), known),
        rtol=0,
        atol=1e-9,
        what={"en": "The list of all outputs of `neuron`", "ko": "`neuron`의 출력 목록"},
        message=say(
            en="Multiply each input by its own weight, add the products and the bias, and compare the sum with 0.",
            ko="입력마다 자기 가중치를 곱하고, 그 곱과 편향을 모두 더한 뒤, 합을 0과 비교하세요.",
        ),
        mistakes=[(together(mistaken, known), text) for mistaken, text in MISTAKES],
    )


def together(rule: Any, cases: list[Case]) -> Array:
    """Return what ``rule`` gives for all cases, one after the other."""
    return np.concatenate([np.ravel(rule(x, w, b)) for x, w, b in cases])


def check_output_shape(got: Any, x: Array) -> None:
    """Fail unless there is one number for each row of ``x``."""
    if got is None:
        pytest.fail(NOTHING)
    found = as_array(got, WHAT).shape
    if x.ndim == 2 and found == ():
        pytest.fail(ONE_FOR_ALL)
    if x.ndim == 2 and found in {(len(x), 1), (1, len(x))}:
        pytest.fail(COLUMN)
    if x.ndim == 1 and found in {(1,), (1, 1)}:
        pytest.fail(ROW_AS_BATCH)
    if found == x.shape:
        pytest.fail(PRODUCTS)
    check_shape(got, x.shape[:-1], what=WHAT)


def clear_case(rng: np.random.Generator, rows: int | None, n: int) -> Case:
    """Return random x, w and b in eighths, such that no sum is 0 and every way to add them up gives the same."""
    shape = (n,) if rows is None else (rows, n)
    while True:
        x = rng.integers(-24, 25, shape) / 8
        w = rng.integers(-16, 17, n) / 8
        b = float(rng.integers(-16, 17) / 8)
        if (x @ w + b != 0).all():
            return x, w, b
