"""Series with a signal at the first step, which layers may read them, and how often a model is right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_at_least, check_probabilities, check_shape, say

Array = NDArray[np.float64]
STEPS = 40
RECURRENT = frozenset({"SimpleRNN", "LSTM", "GRU", "RNN"})
OTHERS = frozenset({"InputLayer", "Dense", "Dropout", "Activation"})


def make_series(n: int, seed: list[int]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Return series (n, 40, 2) and answers (n,) as the students' ``signals.py`` makes them."""
    rng = np.random.default_rng(seed)
    answers = rng.integers(0, 2, n)
    series = np.zeros((n, STEPS, 2), dtype=np.float32)
    series[:, 0, 0] = 2 * answers - 1
    series[:, :, 1] = rng.normal(0, 3, (n, STEPS))
    return series, answers


def operations_of(model: Any) -> Iterator[Any]:
    """Yield all layers and operations, those of nested models in their place."""
    for operation in getattr(model, "operations", None) or model.layers:
        if hasattr(operation, "layers"):
            yield from operations_of(operation)
        else:
            yield operation


def outputs(submission: Any, series: NDArray[np.float32]) -> Array:
    """Return the rebuilt model's outputs (n,) for ``series``, or fail where there is not one for each."""
    got = np.asarray(submission.model("model").predict(series, batch_size=250), dtype=np.float64)
    check_shape(got, (len(series), 1), what="model(x)")
    return got[:, 0]


def probabilities(submission: Any, series: NDArray[np.float32]) -> Array:
    """Return the outputs (n,), or fail where they are not probabilities."""
    return check_probabilities(outputs(submission, series)[:, np.newaxis], what="model(x)")[:, 0]


def cross_entropy(probabilities: Array, answers: NDArray[np.int64]) -> float:
    """Return the mean binary cross-entropy, with probabilities no nearer to 0 or 1 than 1e-7, as Keras has it."""
    right = np.where(answers == 1, probabilities, 1 - probabilities)
    return float(-np.log(np.clip(right, 1e-7, 1)).mean())


def check_accuracy(submission: Any, n: int, seed: list[int]) -> None:
    """Fail unless at least 95 % of ``n`` new series are answered rightly."""
    series, answers = make_series(n, seed)
    accuracy = float(np.mean((outputs(submission, series) > 0.5) == (answers == 1)))
    check_at_least(
        accuracy,
        0.95,
        what={"en": "The accuracy on new series", "ko": "새로운 시계열에서의 정확도"},
        message=_cause(accuracy),
    )


def _cause(accuracy: float) -> Any:
    if accuracy < 0.1:
        return say(
            en="The model remembers, but answers the wrong way round: its output should be the probability of +1, and `y` is 1 "
            "for +1.",
            ko="모델이 기억은 하지만 거꾸로 답합니다. 출력은 +1일 확률이어야 하고, `y`는 +1일 때 1입니다.",
        )
    if accuracy < 0.6:
        return say(
            en="The model guesses: of the first step nothing is left at the last one. A SimpleRNN seldom gets further; an LSTM does, "
            "with a smaller learning rate, more series, another attempt, or forget gates that begin open.",
            ko="모델이 찍고 있습니다. 마지막 단계에 이르면 첫 단계의 흔적이 남아 있지 않습니다. SimpleRNN은 대개 여기서 그치지만, "
            "LSTM은 학습률을 줄이거나, 시계열을 늘리거나, 다시 시도하거나, 망각 게이트를 연 채로 시작하면 나아집니다.",
        )
    return say(
        en="The model remembers in part. It is on the way: train for more epochs, or with more series.",
        ko="모델이 일부만 기억합니다. 제대로 가고 있으니 에포크나 시계열을 늘려 더 학습시켜 보세요.",
    )
