"""The parabola behind the points, and what the rebuilt model gives for rows, checked for its shape."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from grader.testkit import check_close, check_shape, say

Array = NDArray[np.float64]
TRUE = {"w1": 2.0, "w2": 3.0, "b": 5.0}
WITHIN = 0.05


def rows_of(x: ArrayLike) -> Array:
    """Return the rows (n, 2) that belong to ``x``: x² and x."""
    values = np.asarray(x, dtype=np.float64)
    return np.column_stack([values**2, values])


def wanted(rows: Array) -> Array:
    """Return 2p + 3q + 5 for rows (p, q), of shape (n, 1)."""
    return (rows @ np.array([TRUE["w1"], TRUE["w2"]]) + TRUE["b"]).reshape(-1, 1)


def call(submission: Any, rows: Array) -> Array:
    """Return what the rebuilt model gives for ``rows`` (n, 2), or fail where that is not (n, 1) finite numbers."""
    model = submission.model("model")
    takes = model.input_shape
    takes = takes[0] if isinstance(takes, list) and len(takes) == 1 else takes
    assert isinstance(takes, tuple) and len(takes) == 2 and takes[1] in (2, None), say(
        en="The model does not take rows of two numbers, shape (n, 2). Begin with `keras.Input(shape=(2,))`.",
        ko="모델이 수 두 개로 된 행, 곧 형상 (n, 2)를 받지 않습니다. `keras.Input(shape=(2,))`로 시작하세요.",
    )
    got = model(rows.astype(np.float32))
    got = np.asarray(got[0] if isinstance(got, list | tuple) and len(got) == 1 else got)
    check_shape(got, (len(rows), 1), what="model(rows)")
    assert np.isfinite(got).all(), say(
        en="The model gives nan or inf: the training has diverged. Divide the learning rate by 10.",
        ko="모델의 출력이 nan이나 inf입니다. 학습이 발산했습니다. 학습률을 10으로 나누어 보세요.",
    )
    return got.astype(np.float64)


def check_features(submission: Any, x: NDArray[Any]) -> None:
    """Fail unless the student's ``features(x)`` gives x² and x as columns and leaves ``x`` alone."""
    function = submission.function("features")
    rows = rows_of(x)
    square, plain = rows.T
    swapped = say(
        en="The columns are swapped: first x², then x is asked.",
        ko="열의 순서가 바뀌었습니다. 먼저 x², 그다음 x여야 합니다.",
    )
    lying = say(
        en="These are two rows of n numbers; n rows of two numbers are asked. Put x² and x side by side as columns.",
        ko="n개의 수로 된 행이 두 개입니다. 두 개의 수로 된 행이 n개여야 합니다. x²과 x를 나란히 열로 놓으세요.",
    )
    check_close(
        function(x),
        rows,
        rtol=1e-5,
        atol=1e-6,
        what="`features(x)`",
        message=say(
            en="Each row of `features(x)` holds x² and x, as they are: not scaled, and nothing else.",
            ko="`features(x)`의 행마다 x²과 x가 그대로 들어 있어야 합니다. 스케일링하지 않고, 다른 것도 넣지 않습니다.",
        ),
        mistakes=[
            (rows[:, ::-1], swapped),
            (rows.T, lying),
            (rows.T.reshape(-1, 2), lying),
            (np.column_stack([square, square]), _second_is_a_square()),
            (np.column_stack([plain, plain]), _square_is_missing()),
            (np.column_stack([2 * plain, plain]), _square_is_missing()),
            (plain.reshape(-1, 1), _square_is_missing()),
            (plain, _square_is_missing()),
        ],
    )
    assert not function.changed, say(
        en="`features` writes into the array that it was given. Make a new one: `x**2` does, `x *= x` does not.",
        ko="`features`가 받은 배열에 값을 써 넣습니다. 새 배열을 만드세요. `x**2`는 새로 만들지만 `x *= x`는 그렇지 않습니다.",
    )


def _second_is_a_square() -> str:
    return say(
        en="Both columns hold x². If you squared `x` in its place (`x *= x`), x itself is lost.",
        ko="두 열에 모두 x²이 들어 있습니다. `x`를 제자리에서 제곱했다면(`x *= x`) x 자체가 사라집니다.",
    )


def _square_is_missing() -> str:
    return say(
        en="The square is missing: the first of two columns holds x², which is `x**2`.",
        ko="제곱이 없습니다. 두 열 가운데 첫째 열에는 x², 곧 `x**2`가 들어갑니다.",
    )
