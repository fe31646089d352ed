"""The still picture of one neuron: its data, its line, and the side on which it says 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.svg import BOTTOM, LEFT, RIGHT, TOP, Plot, Point
from courses.figures.values import inside, number, whole

X1 = X2 = (-0.5, 1.5)
WIDTH = 418
HEIGHT = WIDTH - LEFT - RIGHT + TOP + BOTTOM
"""Equal scales on both axes, so that the weights stand at a right angle to the line."""
CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "nand": (1, 1, 1, 0), "xor": (0, 1, 1, 0)}
CLOUDS = (
    (-0.16, 0.21, 0), (1.22, 0.73, 1), (0.72, 0.7, 1), (-0.18, 0.09, 0),
    (1.01, 0.83, 1), (-0.07, -0.03, 0), (0.53, 0.55, 0), (0.67, 0.66, 1),
    (0.39, 1.12, 1), (0.89, 0.59, 1), (0.39, 0.02, 0), (0.62, 0.78, 1),
    (0.42, 0.25, 0), (0.19, 0.62, 0), (1.09, 1.13, 1), (0.03, 0.2, 0),
)  # fmt: skip
"""The points of the two clouds with their labels, the same as in ``frontend/figures/math/neuron.ts``."""
CENTER = (0.5, 0.5)
ARROW = 0.54
"""Length of the arrow of the weights, in the plane."""
ROUNDING = 1e-9


@dataclass(frozen=True)
class Row:
    """Two inputs, and the right answer."""

    place: Point
    label: int


@dataclass(frozen=True)
class Neuron:
    """Two weights and a bias."""

    w1: float
    w2: float
    b: float

    def sum(self, place: Point) -> float:
        """Return the weighted sum; rounding errors around 0 count as 0."""
        z = self.w1 * place[0] + self.w2 * place[1] + self.b
        return 0.0 if abs(z) < ROUNDING else z

    def learned(self, row: Row, rate: float) -> Neuron:
        """Return the neuron after one step of the perceptron learning rule."""
        change = rate * (row.label - int(self.sum(row.place) > 0))
        return Neuron(self.w1 + change * row.place[0], self.w2 + change * row.place[1], self.b + change)


def draw(state: State) -> str:
    """Return the plane of the two inputs with the data and the neuron's line as SVG."""
    rows = rows_of(str(state["data"]))
    neuron = trained(state, rows)
    plot = Plot(X1, X2, width=WIDTH, height=HEIGHT)
    shade(plot, neuron)
    plot.axes("x₁", "x₂")
    draw_line(plot, neuron)
    for row in rows:
        draw_row(plot, row, (neuron.sum(row.place) > 0) == row.label)
    return plot.svg(description(str(state["data"]), neuron, rows))


def rows_of(data: str) -> list[Row]:
    """Return a set of rows."""
    if data == "clouds":
        return [Row((x1, x2), label) for x1, x2, label in CLOUDS]
    return [Row(place, label) for place, label in zip(CORNERS, GATES[data], strict=True)]


def trained(state: State, rows: list[Row]) -> Neuron:
    """Return the neuron of a state after its steps of learning."""
    neuron = Neuron(*(number(state, name) for name in ("w1", "w2", "b")))
    for step in range(whole(state, "steps")):
        neuron = neuron.learned(rows[step % len(rows)], number(state, "rate"))
    return neuron


def around(neuron: Neuron) -> Iterator[tuple[Point, bool]]:
    """Yield, around the picture's edge, the corners where the neuron says 1 and the ends of its line (True)."""
    (left, right), (low, high) = X1, X2
    for corner, following in pairwise(((left, low), (right, low), (right, high), (left, high), (left, low))):
        start, end = neuron.sum(corner), neuron.sum(following)
        if start > 0:
            yield corner, False
        if (start > 0) != (end > 0):
            share = start / (start - end)
            yield (corner[0] + share * (following[0] - corner[0]), corner[1] + share * (following[1] - corner[1])), True


def shade(plot: Plot, neuron: Neuron) -> None:
    """Shade the side of 0 and the side of 1."""
    left, right, low, high = plot.x(X1[0]), plot.x(X1[1]), plot.y(X2[0]), plot.y(X2[1])
    plot.add("rect", "area series-0", x=left, y=high, width=right - left, height=low - high)
    corners = " ".join(f"{plot.x(x):.2f},{plot.y(y):.2f}" for (x, y), _is_end in around(neuron))
    for css in ("area-cover", "area series-1"):
        plot.add("polygon", css, points=corners)


def draw_line(plot: Plot, neuron: Neuron) -> None:
    """Draw the boundary, and the arrow of the weights with its two handles."""
    length = hypot(neuron.w1, neuron.w2)
    if not length:
        return
    ends = [place for place, is_end in around(neuron) if is_end]
    plot.line("series-ink", ends)
    start = pivot(neuron, ends)
    if ends:
        draw_arrow(plot, start, (neuron.w1 / length, neuron.w2 / length))
    plot.add("circle", "handle-knob handle-move", cx=plot.x(start[0]), cy=plot.y(start[1]), r=8)


def pivot(neuron: Neuron, ends: list[Point]) -> Point:
    """Return the place of the line nearest to the middle; where that is out of sight, the middle of what is seen."""
    away = neuron.sum(CENTER) / (neuron.w1**2 + neuron.w2**2)
    nearest = (CENTER[0] - away * neuron.w1, CENTER[1] - away * neuron.w2)
    shown = (inside(nearest[0], X1), inside(nearest[1], X2))
    if shown == nearest or not ends:
        return shown
    return ((ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2)


def draw_arrow(plot: Plot, start: Point, direction: Point) -> None:
    """Draw the weights as an arrow from ``start``, with the handle that turns it."""
    x, y = plot.x(start[0]), plot.y(start[1])
    tip_x = inside(plot.x(start[0] + ARROW * direction[0]), (8, plot.width - 8))
    tip_y = inside(plot.y(start[1] + ARROW * direction[1]), (8, plot.height - 8))
    plot.add("line", "arrow", x1=x, y1=y, x2=tip_x, y2=tip_y)
    plot.text("arrow-name", "w", (x + tip_x) / 2 + 14 * direction[1], (y + tip_y) / 2 + 14 * direction[0] + 4)
    plot.add("circle", "handle-knob handle-turn", cx=tip_x, cy=tip_y, r=6)


def draw_row(plot: Plot, row: Row, is_right: bool) -> None:
    """Draw a row: a circle for the label 0, a square for 1, crossed out where the neuron is wrong."""
    x, y = plot.x(row.place[0]), plot.y(row.place[1])
    if not is_right:
        plot.add("path", "mark-wrong", d=f"M{x - 12:.1f},{y - 12:.1f}l24,24m0,-24l-24,24")
    if row.label:
        plot.add("rect", "mark series-1", x=x - 7, y=y - 7, width=14, height=14, rx=2)
    else:
        plot.add("circle", "mark series-0", cx=x, cy=y, r=7.5)


def description(data: str, neuron: Neuron, rows: list[Row]) -> str:
    """Return what the picture shows, in words."""
    right = sum((neuron.sum(row.place) > 0) == row.label for row in rows)
    words = _("{data}: the neuron with w₁ = {w1}, w₂ = {w2}, b = {b} has {right} of {rows} right.")
    numbers = {"w1": number_text(neuron.w1), "w2": number_text(neuron.w2), "b": number_text(neuron.b)}
    name = _("two clouds") if data == "clouds" else data.upper()
    said = words.format(data=name, right=right, rows=len(rows), **numbers)
    no_line = _("Both weights are 0, so there is no line: the neuron says the same everywhere.")
    return said if neuron.w1 or neuron.w2 else f"{said} {no_line}"
