"""Keras's softmax, with a temperature."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

CASES = (
    ([2.0, 1.0, 0.0], 1.0),
    ([0.0, 0.0, 0.0], 1.0),
    ([1002.0, 1001.0, 1000.0], 1.0),
    ([1.5, 0.8, 2.1, -3.0], 0.25),
    ([5.0, -5.0, 0.5, 1.0, 4.5], 4.0),
)


def reference() -> dict[str, Any]:
    """Return logits, temperature and shares of several cases."""
    cases = [
        {"logits": logits, "temperature": temperature, "shares": shares(np.array(logits) / temperature)}
        for logits, temperature in CASES
    ]
    return {"cases": cases}


def shares(logits: np.ndarray) -> list[float]:
    """Return Keras's softmax of ``logits``, in float64."""
    found: list[float] = keras.ops.convert_to_numpy(keras.ops.softmax(logits)).tolist()
    return found
