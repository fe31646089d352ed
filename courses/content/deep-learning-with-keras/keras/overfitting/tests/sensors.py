"""The rows of the tests, and the cross-entropy of the rebuilt model on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.testkit import check_probabilities, check_shape, say

DATA = Path(__file__).parent / "data"


def cross_entropy(submission: Any, name: str) -> float:
    """Return the mean binary cross-entropy of the rebuilt model on ``data/<name>.csv``, with p as Keras clips it."""
    rows = np.loadtxt(DATA / f"{name}.csv", delimiter=",", skiprows=1)
    outputs = np.asarray(submission.model("model")(rows[:, :10].astype(np.float32)))
    check_shape(outputs, (len(rows), 1), what="model(rows)")
    p = np.clip(check_probabilities(outputs, what="`model(rows)`")[:, 0], 1e-7, 1 - 1e-7)
    faulty: NDArray[np.bool_] = rows[:, 10] == 1
    return float(-np.log(np.where(faulty, p, 1 - p)).mean())


def validation_losses(submission: Any) -> list[float]:
    """Return the validation loss of every epoch from the student's ``history``."""
    history = submission.value("history")
    losses = np.ravel(history["val_loss"]) if isinstance(history, dict) and "val_loss" in history else np.array([])
    assert losses.size > 0 and losses.dtype.kind in "if", say(
        en="`history` must be what `fit` returned, or its dictionary, and hold `val_loss`: give `fit` the validation rows with "
        "`validation_data=(…)`.",
        ko="`history`는 `fit`이 돌려준 것이거나 그 딕셔너리여야 하고 `val_loss`가 들어 있어야 합니다. `validation_data=(…)`로 "
        "`fit`에 검증 행을 주세요.",
    )
    return [float(loss) for loss in losses]
