"""The rule behind the data, and a prediction that is checked for its shape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray

from grader.testkit import check_shape, say

Array = NDArray[np.floating]


def rows(values: ArrayLike) -> Array:
    """Return ``values`` as a float32 column of shape (n, 1)."""
    return np.asarray(values, dtype=np.float32).reshape(-1, 1)


def rule(x: Array) -> Array:
    """Return what the model should have found: y = x + 6."""
    return x + 6


def predictions(submission: Any, x: Array) -> Array:
    """Return the rebuilt model's predictions for ``x``, or fail where they are not (n, 1) finite numbers."""
    got = call(submission.model("model"), x)
    assert np.isfinite(got).all(), say(
        en="The model predicts nan or inf: the training has diverged. Try a smaller learning rate.",
        ko="모델의 예측이 nan이나 inf입니다. 학습이 발산했습니다. 학습률을 줄여 보세요.",
    )
    return got


def call(model: Any, x: Array) -> Array:
    """Return the model's output for the column ``x``, or fail where it takes no such rows or gives no (n, 1)."""
    try:
        got = model(x)
    except ValueError:
        pytest.fail(
            say(
                en="The model does not take rows of one number, shape (n, 1). Begin with `keras.Input(shape=(1,))`; the bias needs no column of "
                "its own in the data.",
                ko="모델이 숫자 하나로 된 행, 곧 형상 (n, 1)을 받지 않습니다. `keras.Input(shape=(1,))`로 시작하세요. 데이터에 편향을 위한 열을 따로 "
                "만들 필요는 없습니다.",
            )
        )
    got = np.asarray(got[0] if isinstance(got, list | tuple) and len(got) == 1 else got)
    check_shape(got, (len(x), 1), what="model(x)")
    return got
