"""Recurrent cells on plain numbers, for the still pictures: what ``frontend/figures/math`` computes, in Python."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from courses.figures.activations import ACTIVATIONS, sigmoid

Row = Sequence[float]


class Weights(NamedTuple):
    """W, U and b of a layer on one feature, as Keras orders them: of an LSTM in the order i, f, c, o."""

    kernel: Row
    recurrent: Sequence[Row]
    bias: Row

    def sums(self, x: float, state: Row) -> list[float]:
        """Return x W + h U + b."""
        return [
            x * kernel + sum(h * row[column] for h, row in zip(state, self.recurrent, strict=True)) + bias
            for column, (kernel, bias) in enumerate(zip(self.kernel, self.bias, strict=True))
        ]


class LstmStep(NamedTuple):
    """What one step of an LSTM with one unit computes: gates, candidate, and both states."""

    i: float
    f: float
    g: float
    o: float
    cell: float
    hidden: float


START = LstmStep(0, 0, 0, 0, 0, 0)


def simple_rnn(series: Row, weights: Weights) -> list[list[float]]:
    """Return the state after every step of a SimpleRNN with tanh."""
    start = [0.0] * len(weights.bias)
    states = accumulate(series, lambda h, x: [math.tanh(z) for z in weights.sums(x, h)], initial=start)
    return list(states)[1:]


def lstm(series: Row, weights: Weights) -> list[LstmStep]:
    """Return every step of an LSTM with one unit."""
    return list(accumulate(series, lambda before, x: lstm_step(x, before, weights), initial=START))[1:]


def lstm_step(x: float, before: LstmStep, weights: Weights) -> LstmStep:
    """Return what a step makes of an input and the states before it."""
    sums = weights.sums(x, [before.hidden])
    i, f, o = sigmoid(sums[0]), sigmoid(sums[1]), sigmoid(sums[3])
    g = math.tanh(sums[2])
    cell = f * before.cell + i * g
    return LstmStep(i, f, g, o, cell, o * math.tanh(cell))


def rnn_shares(series: Row, recurrent: float, activation: str) -> list[float]:
    """Return the size of the last output's gradient at each step of a SimpleRNN with one unit; the last step's is 1."""
    function, slope = ACTIVATIONS[activation]
    h, slopes = 0.0, []
    for x in series:
        z = 0.5 * x + recurrent * h
        h = function(z)
        slopes.append(slope(z))
    sizes = accumulate(reversed(slopes), lambda back, here: back * recurrent * here)
    return _shares(list(sizes)[::-1])


def lstm_shares(series: Row, forget_bias: float) -> list[float]:
    """Return the same of an LSTM with one unit and small weights."""
    weights = Weights([0.5] * 4, [[0.1] * 4], [0, forget_bias, 0, 0])
    steps = lstm(series, weights)
    cell, hidden, sizes = 0.0, 1.0, []
    for before, step in zip([START, *steps][-2::-1], reversed(steps), strict=True):
        cell += hidden * step.o * (1 - math.tanh(step.cell) ** 2)
        sums = (
            cell * step.g * step.i * (1 - step.i)
            + cell * before.cell * step.f * (1 - step.f)
            + cell * step.i * (1 - step.g**2)
            + hidden * math.tanh(step.cell) * step.o * (1 - step.o)
        )
        sizes.append(0.5 * sums)
        cell, hidden = cell * step.f, 0.1 * sums
    return _shares(sizes[::-1])


def _shares(gradients: Row) -> list[float]:
    last = abs(gradients[-1])
    return [abs(gradient) / last if last else 0.0 for gradient in gradients]
