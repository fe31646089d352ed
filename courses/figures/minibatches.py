"""Mini-batch descent of a line, for the still picture: ``frontend/figures/math/minibatches.ts``, in Python."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from courses.figures.randomness import normal_from, random_from, shuffle_values
from courses.figures.surfaces import Place

Rows = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Descent:
    """How a descent goes: rows in a batch, learning rate, whether each epoch shuffles, and its random seed."""

    batch_size: int
    rate: float
    shuffle: bool
    seed: int


def noisy_line(count: int, seed: int) -> Rows:
    """Return rows (x, y) about the lesson's line y = 2x + 1 with noise of 1, from the smallest x to the largest."""
    normal = normal_from(random_from(seed))
    return tuple((x, 2 * x + 1 + normal()) for x in sorted(0.6 + normal() for _ in range(count)))


def orders(count: int, *, shuffle: bool, seed: int) -> Iterator[list[int]]:
    """Yield the order of the rows for one epoch after another."""
    random = random_from(seed)
    while True:
        order = list(range(count))
        if shuffle:
            shuffle_values(order, random)
        yield order


def loss_of(rows: Rows, place: Place) -> float:
    """Return the mean squared error of all rows at (w, b)."""
    return math.fsum((place[0] * x + place[1] - y) ** 2 for x, y in rows) / len(rows)


@lru_cache(maxsize=64)
def descend(rows: Rows, descent: Descent, start: Place, updates: int) -> tuple[Place, ...]:
    """Return (w, b) before the first update and after each."""
    places = [start]
    size = descent.batch_size
    for order in orders(len(rows), shuffle=descent.shuffle, seed=descent.seed):
        for first in range(0, len(rows), size):
            if len(places) > updates:
                return tuple(places)
            w, b = places[-1]
            errors = [(w * rows[row][0] + b - rows[row][1], rows[row][0]) for row in order[first : first + size]]
            slope_w = sum(2 * error * x for error, x in errors) / len(errors)
            slope_b = sum(2 * error for error, _ in errors) / len(errors)
            places.append((w - descent.rate * slope_w, b - descent.rate * slope_b))
    raise AssertionError("epochs never end")


def best_line(rows: Rows) -> Place:
    """Return the line of least squares, (w, b)."""
    mean_x, mean_y = (math.fsum(row[place] for row in rows) / len(rows) for place in (0, 1))
    together = math.fsum((x - mean_x) * (y - mean_y) for x, y in rows)
    w = together / math.fsum((x - mean_x) ** 2 for x, _ in rows)
    return w, mean_y - w * mean_x


def noise_of(losses: list[float], last: int) -> float:
    """Return the standard deviation of the ``last`` changes of the loss; 0 before any."""
    changes = [after - before for before, after in pairwise(losses[-last - 1 :])]
    return statistics.pstdev(changes) if changes else 0.0
