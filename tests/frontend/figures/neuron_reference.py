"""The perceptron learning rule in NumPy: weights and bias after each step, on each set of rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from courses.figures.stills.neuron import CLOUDS

CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]
GATES = {"and": [0, 0, 0, 1], "or": [0, 1, 1, 1], "nand": [1, 1, 1, 0], "xor": [0, 1, 1, 0]}
STEPS = 40


def reference() -> dict[str, Any]:
    """Return the gates' labels, paths of (w1, w2, b) by gate, rate and start, and the clouds of the still picture."""
    paths = [
        {"data": data, "rate": rate, "start": start, "path": path(labels, rate, np.array(start))}
        for data, labels in GATES.items()
        for rate in (0.5, 0.125)
        for start in ([0.0, 0.0, 0.0], [-1.0, 0.5, 0.25])
    ]
    return {"labels": GATES, "paths": paths, "clouds": CLOUDS}


def path(labels: list[int], rate: float, start: np.ndarray) -> list[list[float]]:
    """Learn row by row, with the bias as the weight of an input that is always 1."""
    rows = np.column_stack([CORNERS, np.ones(4)])
    weights, seen = start.copy(), []
    for step in range(STEPS):
        row, label = rows[step % 4], labels[step % 4]
        weights = weights + rate * (label - int(row @ weights > 0)) * row
        seen.append(weights.tolist())
    return seen
