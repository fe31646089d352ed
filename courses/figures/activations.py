"""Activation functions and their slopes as Keras defines them: ``frontend/figures/math/activations.ts``, in Python."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

Function = Callable[[float], float]
LEAK = 0.2


class Activation(NamedTuple):
    """A function of one number and its derivative."""

    value: Function
    slope: Function


def sigmoid(x: float) -> float:
    """Return 1 / (1 + e^-x)."""
    return 1 / (1 + math.exp(-x))


def _normal_share(x: float) -> float:
    """Return the share of a standard normal distribution below ``x``."""
    return (1 + math.erf(x / math.sqrt(2))) / 2


def _normal_density(x: float) -> float:
    return math.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)


ACTIVATIONS = {
    "linear": Activation(lambda x: x, lambda _x: 1.0),
    "sigmoid": Activation(sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "tanh": Activation(math.tanh, lambda x: 1 - math.tanh(x) ** 2),
    "relu": Activation(lambda x: max(0.0, x), lambda x: float(x > 0)),
    "leaky_relu": Activation(lambda x: x if x > 0 else LEAK * x, lambda x: 1.0 if x > 0 else LEAK),
    "elu": Activation(lambda x: x if x > 0 else math.expm1(x), lambda x: 1.0 if x > 0 else math.exp(x)),
    "softplus": Activation(lambda x: math.log1p(math.exp(x)), sigmoid),
    "gelu": Activation(lambda x: x * _normal_share(x), lambda x: _normal_share(x) + x * _normal_density(x)),
}
"""By the names that Keras has for them."""
