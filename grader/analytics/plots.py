"""Plots of the instructors' pages: SVG with real axes and without scripts, beside a table of the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from courses.figures.numbers import number_text
from courses.figures.svg import BOTTOM, LEFT, RIGHT, TOP, Plot, Point, Range, ticks

WIDTH, HEIGHT = 560, 270
GAP = 0.12
"""How much of its place a bar leaves free."""
Label = tuple[float, str]
"""A place on an axis and what stands there."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A plot with what it says in words, and the table behind it."""

    title: str
    svg: SafeString
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


class Chart(Plot):
    """A plot whose x axis is labelled in words and whose y axis has round numbers."""

    def __init__(self, x: Range, y: Range) -> None:
        super().__init__(x, y, width=WIDTH, height=HEIGHT)

    def frame(self, x_label: str, y_label: str, x_ticks: Sequence[Label], *, whole: bool = False) -> None:
        """Add the grid and the axes; ``whole`` for numbers that are counts."""
        for value in ticks(*self.y_range, count=5):
            if whole and value != int(value):
                continue
            self.add("line", "grid", x1=LEFT, x2=self.width - RIGHT, y1=self.y(value), y2=self.y(value))
            self.text("tick", number_text(value, 3), LEFT - 6, self.y(value) + 4, "end")
        bottom = self.height - BOTTOM
        for place, label in x_ticks:
            self.add("line", "zero", x1=self.x(place), x2=self.x(place), y1=bottom, y2=bottom + 4)
            at_edge = self.x(place) > self.width - RIGHT - 8
            self.text(
                "tick", label, self.x(place) + (RIGHT if at_edge else 0), bottom + 18, "end" if at_edge else "middle"
            )
        self.add("line", "zero", x1=LEFT, x2=self.width - RIGHT, y1=bottom, y2=bottom)
        self.text("axis-name", x_label, (LEFT + self.width - RIGHT) / 2, self.height - 6)
        self.text("axis-name", y_label, LEFT, TOP - 5, "start")

    def bar(self, place: float, value: float, css: str = "plot-bar") -> None:
        """Add a bar from ``place`` to the next whole one."""
        left, right = self.x(place + GAP / 2), self.x(place + 1 - GAP / 2)
        top, bottom = self.y(value), self.height - BOTTOM
        self.add("rect", css, x=left, y=top, width=max(right - left, 0.5), height=max(bottom - top, 0))

    def upright(self, place: float, label: str) -> None:
        """Add a dashed line from top to bottom, with its name at the side where there is room."""
        x = self.x(place)
        self.add("line", "plot-goal", x1=x, x2=x, y1=TOP, y2=self.height - BOTTOM)
        is_right = x > self.width * 0.6
        self.text("plot-goal-name", label, x - 6 if is_right else x + 6, TOP + 12, "end" if is_right else "start")

    def level(self, value: float, label: str) -> None:
        """Add a dashed line from left to right, with its name above it."""
        y = self.y(value)
        self.add("line", "plot-goal", x1=LEFT, x2=self.width - RIGHT, y1=y, y2=y)
        self.text("plot-goal-name", label, self.width - RIGHT - 4, y - 6 if y > TOP + 20 else y + 15, "end")

    def band(self, low: Sequence[Point], high: Sequence[Point]) -> None:
        """Fill what lies between two lines over the same places."""
        points = [*low, *reversed(high)]
        self.add("polygon", "plot-band", points=" ".join(f"{self.x(x):.2f},{self.y(y):.2f}" for x, y in points))


def bars(
    counts: Sequence[int],
    *,
    x_label: str,
    y_label: str,
    x_ticks: Sequence[Label],
    description: str,
    upright: Label | None = None,
) -> SafeString:
    """Return a bar for each count, from place 0 on, as SVG; ``upright`` is a named line across them."""
    places = max(len(counts), math.ceil(upright[0]) if upright else 0, 1)
    chart = Chart((0, places), (0, max(*counts, 1) * 1.08))
    chart.frame(x_label, y_label, x_ticks, whole=True)
    for place, count in enumerate(counts):
        if count:
            chart.bar(place, count)
    if upright:
        chart.upright(*upright)
    return chart.svg(description)


def fan(
    points: Sequence[tuple[float, float, float, float]],
    *,
    x_label: str,
    y_label: str,
    description: str,
    level: Label | None = None,
) -> SafeString:
    """Return a band with its middle line as SVG, through (place, low, middle, high); ``level`` is a named goal."""
    numbers = [value for point in points for value in point[1:]] + ([level[0]] if level else [])
    least, most = min(numbers), max(numbers)
    room = (most - least) * 0.08 or 0.5
    first, last = points[0][0], max(points[-1][0], points[0][0] + 1)
    chart = Chart((first, last), (least - room, most + room))
    chart.frame(x_label, y_label, [(tick, number_text(tick)) for tick in ticks(first, last) if tick == int(tick)])
    chart.band([(point[0], point[1]) for point in points], [(point[0], point[3]) for point in points])
    chart.line("plot-line", [(point[0], point[2]) for point in points])
    if len(points) == 1:
        chart.points("plot-dot", [(points[0][0], points[0][2])])
    if level:
        chart.level(*level)
    return chart.svg(description)


def spaced(labels: Sequence[str], most: int = 6) -> list[Label]:
    """Return about ``most`` of the labels of bars, evenly, each under the middle of its bar."""
    stride = max(1, math.ceil(len(labels) / most))
    return [(number + 0.5, label) for number, label in enumerate(labels) if number % stride == 0]
