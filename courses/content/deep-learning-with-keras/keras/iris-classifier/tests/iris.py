"""The rows, the student's probabilities for them, and how right they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_probabilities, check_shape, say

Array = NDArray[np.floating]
DATA = Path(__file__).parent / "data"
LAYERS = [(512, "relu"), (256, "relu"), (128, "relu"), (64, "relu"), (32, "relu"), (3, "softmax")]


def read(name: str) -> tuple[Array, NDArray[np.int64]]:
    """Return the measurements (n, 4) float32 in cm and the species (n,) of ``data/<name>.csv``."""
    rows = np.loadtxt(DATA / f"{name}.csv", delimiter=",", skiprows=1)
    return rows[:, :4].astype(np.float32), rows[:, 4].astype(np.int64)


def prepared(submission: Any, rows: Array) -> Array:
    """Return ``rows`` as the student's ``preprocess`` makes them, or as they are where there is none."""
    if not submission.defines("preprocess"):
        return rows
    got = np.asarray(submission.function("preprocess")(rows))
    check_shape(got, rows.shape, what="preprocess(rows)")
    return got.astype(np.float32)


def outputs(submission: Any, rows: Array) -> Array:
    """Return the rebuilt model's outputs (n, 3) for raw ``rows`` (n, 4), or fail where they are not finite."""
    got = np.asarray(submission.model("model")(prepared(submission, rows)), dtype=np.float64)
    check_shape(got, (len(rows), 3), what="model(rows)")
    assert np.isfinite(got).all(), say(
        en="The model gives nan or inf. Did the training diverge, or does `preprocess` divide by 0 for a single row?",
        ko="모델의 출력이 nan이나 inf입니다. 학습이 발산했거나, `preprocess`가 행 하나에서 0으로 나누지는 않나요?",
    )
    return got


def probabilities(submission: Any, rows: Array) -> Array:
    """Return the outputs, or fail where they are not probabilities."""
    return check_probabilities(outputs(submission, rows), what="`model(rows)`")


def accuracy(outputs: Array, species: NDArray[np.int64]) -> float:
    """Return the share of rows, 0 to 1, whose largest output is the right species."""
    return float(np.mean(outputs.argmax(axis=1) == species))


def cross_entropy(probabilities: Array, species: NDArray[np.int64]) -> float:
    """Return the mean of -log p of the right species, with p no smaller than 1e-7, as Keras has it."""
    right = probabilities[np.arange(len(species)), species]
    return float(-np.log(np.clip(right, 1e-7, 1)).mean())
