"""The still picture of the activation functions."""

from __future__ import annotations

import math
from collections.abc import Callable

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.svg import Plot, number_text

FUNCTIONS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "linear": (lambda x: x, lambda _x: 1.0),
    "sigmoid": (lambda x: 1 / (1 + math.exp(-x)), lambda x: math.exp(-x) / (1 + math.exp(-x)) ** 2),
    "tanh": (math.tanh, lambda x: 1 - math.tanh(x) ** 2),
    "relu": (lambda x: max(0.0, x), lambda x: float(x > 0)),
}
"""Each function and its derivative."""
SPAN = 8.0
RANGES = {"linear": (-8.0, 8.0), "sigmoid": (-0.2, 1.2), "tanh": (-1.2, 1.2), "relu": (-1.0, 8.0)}


def draw(state: State) -> str:
    """Return the curve, its derivative and the point at ``x`` as SVG."""
    name, x = str(state["fn"]), float(str(state["x"]))
    function, derivative = FUNCTIONS[name]
    plot = Plot((-SPAN, SPAN), RANGES[name])
    plot.axes("x", "y")
    grid = [-SPAN + step * SPAN / 100 for step in range(201)]
    if state["derivative"]:
        plot.line("series-1 dashed", [(at, derivative(at)) for at in grid])
    plot.line("series-0", [(at, function(at)) for at in grid])
    plot.points("series-0", [(x, function(x))], radius=7)
    value, slope = number_text(function(x), 3), number_text(derivative(x), 3)
    description = _("{name}: at x = {x} the value is {value} and the slope {slope}.")
    return plot.svg(description.format(name=name, x=number_text(x), value=value, slope=slope))
