"""The loss surfaces of the optimizers' race, for its still picture: ``math/surfaces.ts``, in Python."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

Place = tuple[float, float]
Form = tuple[float, float, float]
"""a u² + 2b uv + c v²"""
INPUTS = [number / 10 for number in range(-50, 50)]
FOURTH, SECOND = (math.fsum(x**power for x in INPUTS) / len(INPUTS) for power in (4, 2))
AROUND = 72


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A loss over two parameters, its gradient, the part of the map that is worth seeing, and its level lines."""

    axes: tuple[str, str]
    x: Place
    y: Place
    start: Place
    lowest: tuple[Place, ...]
    loss: Callable[[float, float], float]
    gradient: Callable[[float, float], Place]
    levels: tuple[float, ...]
    outlines: Callable[[float], list[list[Place]]]


def ellipse(form: Form, center: Place, height: float) -> list[Place]:
    """Return the closed line where a positive form about ``center`` is ``height``, as points around it."""
    a, b, c = form
    p = math.sqrt(a)
    q = b / p
    r = math.sqrt(c - q * q)
    points = []
    for index in range(AROUND):
        angle = 2 * math.pi * index / AROUND
        v = math.sqrt(height) * math.sin(angle) / r
        points.append((center[0] + (math.sqrt(height) * math.cos(angle) - q * v) / p, center[1] + v))
    return points


def _saddle_outlines(level: float) -> list[list[Place]]:
    root = math.sqrt(level)
    first = -math.pi / 2 if level < 1 else -math.asin(1 / root)
    upper = []
    for index in range(AROUND + 1):
        angle = first + index / AROUND * (math.pi - 2 * first)
        upper.append((math.sqrt(2) * root * math.cos(angle), 2 * math.sqrt(max(0.0, 1 + root * math.sin(angle)))))
    lower = [(x, -y) for x, y in reversed(upper)]
    return [upper, lower] if level < 1 else [upper + lower]


def _rmse(w1: float, b: float) -> float:
    u, v = w1 - 2, b - 5
    return math.sqrt(FOURTH * u * u + 2 * SECOND * u * v + v * v)


def _rmse_gradient(w1: float, b: float) -> Place:
    loss, u, v = _rmse(w1, b), w1 - 2, b - 5
    return ((FOURTH * u + SECOND * v) / loss, (SECOND * u + v) / loss) if loss else (0.0, 0.0)


def _squares(first: float, count: int) -> tuple[float, ...]:
    return tuple(first * number**2 for number in range(1, count + 1))


SURFACES = {
    "bowl": Surface(
        axes=("w₁", "w₂"),
        x=(-6, 6),
        y=(-4, 4),
        start=(-5, 3),
        lowest=((0, 0),),
        loss=lambda x, y: (x * x + y * y) / 2,
        gradient=lambda x, y: (x, y),
        levels=_squares(0.6, 7),
        outlines=lambda level: [ellipse((0.5, 0, 0.5), (0, 0), level)],
    ),
    "ravine": Surface(
        axes=("w₁", "w₂"),
        x=(-10.5, 4.5),
        y=(-2.6, 2.6),
        start=(-9, 1.6),
        lowest=((0, 0),),
        loss=lambda x, y: (x * x + 20 * y * y) / 2,
        gradient=lambda x, y: (x, 20 * y),
        levels=_squares(1.6, 8),
        outlines=lambda level: [ellipse((0.5, 0, 10), (0, 0), level)],
    ),
    "saddle": Surface(
        axes=("w₁", "w₂"),
        x=(-4.5, 4.5),
        y=(-3, 3),
        start=(-4, 0.01),
        lowest=((0, 2), (0, -2)),
        loss=lambda x, y: x * x / 2 + (y * y - 4) ** 2 / 16,
        gradient=lambda x, y: (x, y * (y * y - 4) / 4),
        levels=(0.1, 0.4, 0.8, 1.2, 2, 3.2, 4.8, 6.8, 9.2),
        outlines=_saddle_outlines,
    ),
    "rmse": Surface(
        axes=("w₁", "b"),
        x=(0.4, 3.6),
        y=(-0.5, 8.5),
        start=(1, 1),
        lowest=((2, 5),),
        loss=_rmse,
        gradient=_rmse_gradient,
        levels=(0.5, 1, 2, 4, 6, 8, 11, 14),
        outlines=lambda level: [ellipse((FOURTH, SECOND, 1), (2, 5), level * level)],
    ),
}
