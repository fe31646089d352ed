"""The still picture of the best fits by squared and by absolute error, with an outlier."""

from __future__ import annotations

from itertools import combinations
from statistics import fmean, linear_regression, median

from django.utils.translation import gettext as _

from courses.figures.kinds import State
from courses.figures.numbers import number_text
from courses.figures.svg import Plot, Point
from courses.figures.values import number

VALUES = {"constant": (20.0, 21.0, 22.0, 23.0), "line": (14.0, 17.0, 18.0, 21.0, 23.0, 24.0)}
HIGHEST = 100.0
Line = tuple[float, float]
"""Slope and height at 0."""


def draw(state: State) -> str:
    """Return the points with both best fits as SVG."""
    fit, outlier = str(state["fit"]), number(state, "y")
    points = [(float(x), y) for x, y in enumerate([*VALUES[fit], outlier], start=1)]
    last = len(points)
    lines = constants(points) if fit == "constant" else slopes(points)
    plot = Plot((0, last + 1), (0, HIGHEST))
    plot.axes("x", "y")
    for index, (slope, height) in enumerate(lines):
        x = plot.x(last) + (5 if index else -5)
        css = f"curve thin series-{index}"
        plot.add("line", css, x1=x, x2=x, y1=plot.y(outlier), y2=plot.y(slope * last + height))
        ends = [(end, slope * end + height) for end in (0, last + 1)]
        plot.line(f"series-{index}" + (" dashed" if index else ""), ends)
    plot.points("series-ink", points[:-1], radius=6)
    plot.add("circle", "handle-knob series-3", cx=plot.x(last), cy=plot.y(outlier), r=8)
    words = _("The last point lies at {y}. The best fit by squared error is {squared}, by absolute error {absolute}.")
    return plot.svg(words.format(y=number_text(outlier), squared=equation(lines[0]), absolute=equation(lines[1])))


def constants(points: list[Point]) -> tuple[Line, Line]:
    """Return the mean and the median as lines."""
    values = [y for _x, y in points]
    return (0.0, fmean(values)), (0.0, median(values))


def slopes(points: list[Point]) -> tuple[Line, Line]:
    """Return the line of least squares and that of least absolute errors, which runs through two of the points."""
    xs, ys = zip(*points, strict=True)
    squares = linear_regression(xs, ys)
    through = [
        ((y2 - y1) / (x2 - x1), y1 - x1 * (y2 - y1) / (x2 - x1)) for (x1, y1), (x2, y2) in combinations(points, 2)
    ]
    return (squares.slope, squares.intercept), min(through, key=lambda line: absolute_error(line, points))


def absolute_error(line: Line, points: list[Point]) -> float:
    """Return the mean absolute error of a line."""
    return fmean(abs(y - line[0] * x - line[1]) for x, y in points)


def equation(line: Line) -> str:
    """Return a line as an equation's right side."""
    slope, height = line
    if slope == 0:
        return number_text(height)
    return f"{number_text(slope)}x {'−' if height < 0 else '+'} {number_text(abs(height))}"
