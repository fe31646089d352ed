"""The rule behind the data, and a prediction that is checked for its shape."""

from __future__ import annotations

from typing import Any

import numpy as np
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
    got = np.asarray(submission.model("model")(x))
    check_shape(got, (len(x), 1), what="model(x)")
    assert np.isfinite(got).all(), say(
        en="The model predicts nan or inf: the training has diverged. Try a smaller learning rate.",
        ko="모델의 예측이 nan이나 inf입니다. 학습이 발산했습니다. 학습률을 줄여 보세요.",
    )
    return got
