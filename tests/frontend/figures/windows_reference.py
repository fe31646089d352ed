"""What Keras makes of a series that is cut into windows with answers."""

from __future__ import annotations

from typing import Any

import numpy as np
from keras.utils import timeseries_dataset_from_array

CASES = ((20, 5, 1, 1), (20, 6, 3, 2), (10, 4, 6, 1))
"""Rows, timesteps, horizon and features; the last gives a single sample."""


def reference() -> dict[str, Any]:
    """Return each case's series, X, its shape, and y."""
    return {"cases": [cut(*case) for case in CASES]}


def cut(rows: int, timesteps: int, horizon: int, features: int) -> dict[str, Any]:
    """Cut seeded rows by Keras: the answer is the first feature, ``horizon`` rows beyond the window."""
    series = np.random.default_rng(rows + horizon).normal(size=(rows, features))
    answers = series[timesteps + horizon - 1 :, 0]
    dataset = timeseries_dataset_from_array(series[: len(answers) + timesteps - 1], answers, timesteps, batch_size=None)
    pairs = [(np.asarray(x), float(y)) for x, y in dataset]
    x = np.array([x for x, _ in pairs])
    return {
        "series": series.tolist(),
        "timesteps": timesteps,
        "horizon": horizon,
        "shape": list(x.shape),
        "x": x.ravel().tolist(),
        "y": [y for _, y in pairs],
    }
