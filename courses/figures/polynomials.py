"""Polynomials that learn noisy rows, for the still picture: ``polynomials.ts`` and ``early_stopping.ts``, in Python."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from operator import mul
from typing import NamedTuple

from courses.figures.minibatches import Rows, orders
from courses.figures.randomness import normal_from, random_from

Weights = tuple[float, ...]
MOMENTUM = 0.9


class Settings(NamedTuple):
    """How a polynomial is trained; the seed is that of the batches."""

    degree: int
    epochs: int
    batch_size: int
    rate: float
    seed: int


def sample(count: int, noise: float, seed: int) -> Rows:
    """Return rows (x, y) of sin(3x) with normal noise."""
    random = random_from(seed)
    normal = normal_from(random)
    rows = []
    for _row in range(count):
        x = 2 * random() - 1
        rows.append((x, math.sin(3 * x) + noise * normal()))
    return tuple(rows)


def legendre(x: float, degree: int) -> list[float]:
    """Return the Legendre polynomials P0 … Pd at ``x``."""
    values, before, now = [], 0.0, 1.0
    for k in range(degree + 1):
        values.append(now)
        before, now = now, ((2 * k + 1) * x * now - k * before) / (k + 1)
    return values


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the sum of products."""
    return sum(map(mul, left, right), 0.0)


def mean_square(features: Sequence[Sequence[float]], weights: Sequence[float], rows: Rows) -> float:
    """Return the mean squared error of the predictions."""
    return sum((dot(one, weights) - y) ** 2 for one, (_x, y) in zip(features, rows, strict=True)) / len(rows)


@lru_cache(maxsize=64)
def errors_by_degree(train: Rows, new: Rows, highest: int) -> tuple[tuple[float, float], ...]:
    """Return both errors of the least-squares fits of degree 0 … ``highest``, by the modified Gram-Schmidt method."""
    columns = [list(column) for column in zip(*(legendre(x, highest) for x, _y in train), strict=True)]
    triangle: list[list[float]] = []
    for k, column in enumerate(columns):
        length = math.sqrt(dot(column, column))
        columns[k] = unit = [value / length for value in column]
        shares = [dot(unit, other) for other in columns[k + 1 :]]
        for other, share in zip(columns[k + 1 :], shares, strict=True):
            other[:] = [value - share * one for value, one in zip(other, unit, strict=True)]
        triangle.append([0.0] * k + [length, *shares])
    left = [y for _x, y in train]
    heights = []
    for unit in columns:
        heights.append(dot(unit, left))
        left = [value - heights[-1] * one for value, one in zip(left, unit, strict=True)]
    return tuple(_errors(train, new, _solved(triangle, heights, degree)) for degree in range(highest + 1))


def _solved(triangle: list[list[float]], heights: list[float], degree: int) -> list[float]:
    weights = [0.0] * (degree + 1)
    for row in range(degree, -1, -1):
        known = dot(triangle[row][row + 1 : degree + 1], weights[row + 1 :])
        weights[row] = (heights[row] - known) / triangle[row][row]
    return weights


def _errors(train: Rows, new: Rows, weights: list[float]) -> tuple[float, float]:
    first, second = (
        mean_square([legendre(x, len(weights) - 1) for x, _y in rows], weights, rows) for rows in (train, new)
    )
    return first, second


@lru_cache(maxsize=64)
def trained(train: Rows, new: Rows, settings: Settings) -> tuple[tuple[float, float, Weights], ...]:
    """Return both losses and the weights after each epoch of mini-batch descent with momentum, all weights from 0."""
    degree, epochs, batch_size, rate, seed = settings
    features, unseen = ([legendre(x, degree) for x, _y in rows] for rows in (train, new))
    weights, velocity = [0.0] * (degree + 1), [0.0] * (degree + 1)
    history = []
    for order in islice(orders(len(train), shuffle=True, seed=seed), epochs):
        for first in range(0, len(order), batch_size):
            batch = order[first : first + batch_size]
            errors = [2 * (dot(features[row], weights) - train[row][1]) / len(batch) for row in batch]
            slopes = [dot(errors, column) for column in zip(*(features[row] for row in batch), strict=True)]
            velocity = [MOMENTUM * v - rate * slope for v, slope in zip(velocity, slopes, strict=True)]
            weights = [w + v for w, v in zip(weights, velocity, strict=True)]
        losses = mean_square(features, weights, train), mean_square(unseen, weights, new)
        history.append((*losses, tuple(weights)))
    return tuple(history)


def early_stop(losses: Sequence[float], patience: int) -> tuple[int, int, bool]:
    """Return, from 1, the best epoch and the last one by Keras's ``EarlyStopping``, and whether patience ran out."""
    best, waited = 1, 0
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[best - 1]:
            best, waited = epoch, 0
            continue
        waited += 1
        if waited >= patience:
            return best, epoch, True
    return best, len(losses), False
