"""The still picture of the activation functions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.figures.activations import ACTIVATIONS, Function
from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.svg import BOTTOM, TOP, Plot, Range
from courses.figures.values import inside, number

SPAN = 8.0
RANGES: dict[str, Range] = {
    "linear": (-8, 8),
    "sigmoid": (-0.2, 1.2),
    "tanh": (-1.2, 1.2),
    "relu": (-0.5, 8),
    "leaky_relu": (-2, 8),
    "elu": (-1.5, 8),
    "softplus": (-0.5, 8),
    "gelu": (-0.5, 8),
}
MIXED: Range = (-1.25, 2.5)
FLAT = 0.01
"""A slope smaller than this counts as saturated."""
TANGENT = 70
GRID = [-SPAN + step * SPAN / 100 for step in range(201)]


def draw(state: State) -> str:
    """Return the curves, their derivatives, the tangent at ``x`` and the shaded saturation as SVG."""
    name, x = str(state["fn"]), number(state, "x")
    names = [name] + [other for other in (str(state["compare"]),) if other not in ("none", name)]
    plot = Plot((-SPAN, SPAN), range_of(names))
    for start, end in flat_parts(ACTIVATIONS[name].slope):
        plot.add(
            "rect", "flat", x=plot.x(start), y=TOP, width=plot.x(end) - plot.x(start), height=plot.height - TOP - BOTTOM
        )
    plot.axes("x")
    for index, one in enumerate(names):
        draw_curves(plot, one, index, bool(state["derivative"]))
    draw_point(plot, name, x, bool(state["derivative"]))
    said = [sentence(one, x) for one in names]
    if abs(ACTIVATIONS[name].slope(x)) < FLAT:
        said.append(_("It is saturated there."))
    return plot.svg(" ".join(said))


def range_of(names: list[str]) -> Range:
    """Return heights for all the functions; an unbounded one beside a bounded one is cut off, so that both are seen."""
    lows, highs = zip(*(RANGES[name] for name in names), strict=True)
    is_mixed = min(highs) < MIXED[1] < max(highs)
    return (max(min(lows), MIXED[0]), MIXED[1]) if is_mixed else (min(lows), max(highs))


def flat_parts(slope: Function) -> Iterator[Range]:
    """Yield from where to where the slope is smaller in size than `FLAT`, to a hundredth."""
    places = [step / 100 for step in range(round(-SPAN * 100), round(SPAN * 100) + 1)]
    start = None
    for place in places:
        is_flat = abs(slope(place)) < FLAT
        if is_flat and start is None:
            start = place
        if start is not None and (not is_flat or place == SPAN):
            yield start, place
            start = None


def draw_curves(plot: Plot, name: str, index: int, with_slope: bool) -> None:
    """Draw a function and, dashed, its derivative."""
    value, slope = ACTIVATIONS[name]
    if with_slope:
        plot.line(f"series-{index} dashed", [(at, slope(at)) for at in GRID])
    low, high = plot.y_range
    plot.line(f"series-{index}", [(at, value(at)) for at in GRID if low <= value(at) <= high])


def draw_point(plot: Plot, name: str, x: float, with_slope: bool) -> None:
    """Draw the point at ``x`` with its tangent and, below it, the derivative there."""
    value, slope = (function(x) for function in ACTIVATIONS[name])
    plot.tangent((x, value), slope, TANGENT)
    plot.add("line", "guide", x1=plot.x(x), x2=plot.x(x), y1=TOP, y2=plot.height - BOTTOM)
    if with_slope:
        plot.points("series-0", [(x, slope)])
    plot.add(
        "circle",
        "handle-knob series-0",
        cx=plot.x(x),
        cy=plot.y(inside(value, plot.y_range)),
        r=8,
    )


def sentence(name: str, x: float) -> str:
    """Return value and slope of a function in words."""
    value, slope = (number_text(function(x), 3) for function in ACTIVATIONS[name])
    words = _("{name}: at x = {x} the value is {value} and the slope {slope}.")
    return words.format(name=name, x=number_text(x), value=value, slope=slope)
