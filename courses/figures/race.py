"""One optimizer's way down a surface, for the still picture of the race: Keras's update rules on two parameters."""

from __future__ import annotations

import math
from collections.abc import Callable

from courses.figures.surfaces import Place, Surface

Memory = list[float]
Rule = Callable[[float, float, Memory, int], float]
"""From slope, learning rate, a parameter's memory (two numbers, which it changes) and step: by how much to move."""
EPSILON, MOMENTUM = 1e-7, 0.9
LOST = 1e12


def _sgd(slope: float, rate: float, _memory: Memory, _step: int) -> float:
    return -rate * slope


def _momentum(slope: float, rate: float, memory: Memory, _step: int) -> float:
    memory[0] = MOMENTUM * memory[0] - rate * slope
    return memory[0]


def _nesterov(slope: float, rate: float, memory: Memory, step: int) -> float:
    return MOMENTUM * _momentum(slope, rate, memory, step) - rate * slope


def _adagrad(slope: float, rate: float, memory: Memory, step: int) -> float:
    memory[0] += slope**2 + (0.1 if step == 1 else 0)
    return -rate * slope / math.sqrt(memory[0] + EPSILON)


def _rmsprop(slope: float, rate: float, memory: Memory, _step: int) -> float:
    memory[0] = 0.9 * memory[0] + 0.1 * slope**2
    return -rate * slope / math.sqrt(memory[0] + EPSILON)


def _adadelta(slope: float, rate: float, memory: Memory, _step: int) -> float:
    memory[0] = 0.95 * memory[0] + 0.05 * slope**2
    move = -slope * math.sqrt(memory[1] + EPSILON) / math.sqrt(memory[0] + EPSILON)
    memory[1] = 0.95 * memory[1] + 0.05 * move**2
    return rate * move


def _adam(slope: float, rate: float, memory: Memory, step: int) -> float:
    memory[0] += 0.1 * (slope - memory[0])
    memory[1] += 0.001 * (slope**2 - memory[1])
    corrected = rate * math.sqrt(1 - 0.999**step) / (1 - 0.9**step)
    return -corrected * memory[0] / (math.sqrt(memory[1]) + EPSILON)


RULES: dict[str, Rule] = {
    "sgd": _sgd,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adadelta": _adadelta,
    "adam": _adam,
}
BASE_RATES = {
    "bowl": (0.1, 0.03, 0.03, 1, 0.1, 1, 0.3),
    "ravine": (0.09, 0.02, 0.02, 1, 0.2, 1, 0.5),
    "saddle": (0.1, 0.03, 0.03, 0.3, 0.05, 1, 0.1),
    "rmse": (0.01, 0.005, 0.005, 0.3, 0.05, 1, 0.1),
}
"""The learning rates that suit each surface, in the order of the rules; Adadelta's is the 1 of its paper."""


def race(surface: Surface, optimizer: str, rate: float, start: Place, steps: int) -> list[Place]:
    """Return where the optimizer is before the first step and after each; who is lost stays where that was seen."""
    rule, memories = RULES[optimizer], ([0.0, 0.0], [0.0, 0.0])
    places = [start]
    for step in range(1, steps + 1):
        x, y = places[-1]
        if surface.loss(x, y) > LOST:
            places.append((x, y))
            continue
        across, up = (
            rule(slope, rate, memory, step) for slope, memory in zip(surface.gradient(x, y), memories, strict=True)
        )
        places.append((x + across, y + up))
    return places
