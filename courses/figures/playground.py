"""What the network playground shows before its first epoch: its data, its weights and what its neurons say.

The same numbers under the same seed as ``frontend/figures/math/{datasets,features,network}.ts``, whose comments
name the source of each formula. Plain Python, because the web process does not load NumPy.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from courses.figures.activations import ACTIVATIONS
from courses.figures.randomness import Random, normal_from, shuffle_values

Row = tuple[float, float, float]
"""A point and its label: x1, x2, label."""
Label = Callable[[float, float], float]

HILLS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))
FEATURES: dict[str, Label] = {
    "x1": lambda x1, _x2: x1,
    "x2": lambda _x1, x2: x2,
    "x1x1": lambda x1, _x2: x1 * x1,
    "x2x2": lambda _x1, x2: x2 * x2,
    "x1x2": lambda x1, x2: x1 * x2,
    "sin1": lambda x1, _x2: math.sin(x1),
    "sin2": lambda _x1, x2: math.sin(x2),
}


@dataclass(frozen=True)
class Layer:
    """One dense layer; ``kernel[input][unit]`` as in Keras."""

    kernel: list[list[float]]
    bias: list[float]
    activation: str


def make_data(name: str, noise: float, share: float, random: Random) -> tuple[list[Row], list[Row]]:
    """Return the points to train on, a ``share`` of all, and those to test on. ``noise`` is 0 to 0.5."""
    rows = list(MAKERS[name](noise, random))
    shuffle_values(rows, random)
    split = int(len(rows) * share)
    return rows[:split], rows[split:]


def initial_layers(sizes: Sequence[int], hidden: str, output: str, random: Random) -> list[Layer]:
    """Return layers with Glorot uniform weights and biases of zero."""
    layers = []
    for index, (inputs, units) in enumerate(pairwise(sizes)):
        limit = math.sqrt(6 / (inputs + units))
        kernel = [[limit * (2 * random() - 1) for _ in range(units)] for _ in range(inputs)]
        layers.append(Layer(kernel, [0.0] * units, output if index == len(sizes) - 2 else hidden))
    return layers


def outputs_of(layers: Sequence[Layer], features: Sequence[str], x1: float, x2: float) -> list[list[float]]:
    """Return the features of a point, and what each layer's units make of them."""
    outputs = [[FEATURES[name](x1, x2) for name in features]]
    for layer in layers:
        activation, inputs = ACTIVATIONS[layer.activation].value, outputs[-1]
        columns = zip(*layer.kernel, strict=True)
        sums = (_dot(column, inputs) for column in columns)
        outputs.append([activation(z + bias) for z, bias in zip(sums, layer.bias, strict=True)])
    return outputs


def _dot(weights: Sequence[float], inputs: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, inputs, strict=True))


def _between(low: float, high: float, random: Random) -> float:
    return low + (high - low) * random()


def _circle(noise: float, random: Random) -> Iterator[Row]:
    for low, high in ((0, 2.5), (3.5, 5)):
        for _ in range(250):
            radius, angle = _between(low, high, random), _between(0, 2 * math.pi, random)
            x1, x2 = radius * math.sin(angle), radius * math.cos(angle)
            moved = math.hypot(x1 + _between(-5, 5, random) * noise, x2 + _between(-5, 5, random) * noise)
            yield x1, x2, 1 if moved < 2.5 else -1


def _xor(noise: float, random: Random) -> Iterator[Row]:
    for _ in range(500):
        x1, x2 = (value + math.copysign(0.3, value) for value in (_between(-5, 5, random), _between(-5, 5, random)))
        product = (x1 + _between(-5, 5, random) * noise) * (x2 + _between(-5, 5, random) * noise)
        yield x1, x2, 1 if product >= 0 else -1


def _gauss(noise: float, random: Random) -> Iterator[Row]:
    normal = normal_from(random)
    deviation = math.sqrt(0.5 + 7 * noise)
    for label in (1, -1):
        for _ in range(250):
            yield 2 * label + deviation * normal(), 2 * label + deviation * normal(), label


def _spiral(noise: float, random: Random) -> Iterator[Row]:
    for turn, label in ((0.0, 1), (math.pi, -1)):
        for index in range(250):
            part = index / 250
            angle = 1.75 * part * 2 * math.pi + turn
            x1 = 5 * part * math.sin(angle) + _between(-1, 1, random) * noise
            yield x1, 5 * part * math.cos(angle) + _between(-1, 1, random) * noise, label


def _plane(noise: float, random: Random) -> Iterator[Row]:
    return _scattered(noise, random, lambda x1, x2: (x1 + x2) / 10)


def _hills(noise: float, random: Random) -> Iterator[Row]:
    return _scattered(noise, random, _hill_height)


def _hill_height(x1: float, x2: float) -> float:
    heights = (sign * max(0.0, 1 - math.hypot(x1 - at1, x2 - at2) / 2) for at1, at2, sign in HILLS)
    return max(heights, key=abs)


def _scattered(noise: float, random: Random, label: Label) -> Iterator[Row]:
    for _ in range(1200):
        x1, x2 = _between(-6, 6, random), _between(-6, 6, random)
        moved = x1 + _between(-6, 6, random) * noise, x2 + _between(-6, 6, random) * noise
        yield x1, x2, label(*moved)


MAKERS: dict[str, Callable[[float, Random], Iterator[Row]]] = {
    "circle": _circle,
    "xor": _xor,
    "gauss": _gauss,
    "spiral": _spiral,
    "reg-plane": _plane,
    "reg-gauss": _hills,
}
"""Each data set by its name, points in the order in which they are drawn."""
