"""Least squares and means by NumPy; least absolute errors by a search over slopes, each with its median as height."""

from __future__ import annotations

from typing import Any

import numpy as np

XS = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
YS = ([2.1, 2.9, 4.2, 4.8, 6.1, 7.2, 20.0], [2.1, 2.9, 4.2, 4.8, 6.1, 7.2, 7.9], [5.0, -3.0, 4.2, 1.0, 6.1, 0.5, -8.0])


def reference() -> dict[str, Any]:
    """Return the points and, for each, the best constants, lines and what they cost."""
    return {"xs": XS, "cases": [case(np.array(XS), np.array(ys)) for ys in YS]}


def case(x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    """Return the best fits of one set of points."""
    slope, height = np.polyfit(x, y, 1)
    errors = y - (slope * x + height)
    return {
        "ys": y.tolist(),
        "mean": float(y.mean()),
        "median": float(np.median(y)),
        "leastSquares": [slope, height],
        "squared": float(np.square(errors).mean()),
        "absolute": float(np.abs(errors).mean()),
        "leastAbsolute": least_absolute(x, y),
    }


def least_absolute(x: np.ndarray, y: np.ndarray) -> float:
    """Return the smallest mean absolute error of any line: it is convex in the slope, so thirds close in on it."""
    low, high = -100.0, 100.0
    for _ in range(200):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if cost(left, x, y) < cost(right, x, y):
            high = right
        else:
            low = left
    return cost((low + high) / 2, x, y)


def cost(slope: float, x: np.ndarray, y: np.ndarray) -> float:
    """Return the mean absolute error of the best line of this slope."""
    rest = y - slope * x
    return float(np.abs(rest - np.median(rest)).mean())
