"""Small charts as SVG, for the still pictures of figures: no script, no style, colors by class, so that themes apply.

The same sizes, margins and ticks as ``frontend/figures/plot.ts``, so that nothing jumps when the figure comes alive.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from courses.figures.numbers import number_text, power_text

WIDTH, HEIGHT = 560, 340
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 14, 42
MOST_TICKS = 7
NARROW, NARROW_TICKS = 420, 4
Range = tuple[float, float]
Point = tuple[float, float]


def ticks(low: float, high: float, count: int = MOST_TICKS) -> list[float]:
    """Return about ``count`` round numbers from ``low`` to ``high``, a step of 1, 2 or 5 times a power of ten apart."""
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / count))
    error = span / count / power
    factor = 10 if error >= math.sqrt(50) else 5 if error >= math.sqrt(10) else 2 if error >= math.sqrt(2) else 1
    step = power * factor
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def powers_of_ten(low: float, high: float) -> list[float]:
    """Return the powers of ten from ``low`` to ``high``, both positive; every second or third where there are many."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    stride = max(1, math.ceil((last - first + 1) / 6))
    return [10.0**power for power in range(first, last + 1, stride)]


class Drawing:
    """A picture of ``width`` by ``height`` units, built from shapes in the order in which they are added."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.width = width
        self.height = height
        self.origin = (0.0, 0.0)
        self._shapes: list[str] = []

    def add(self, tag: str, css: str, text: str = "", **attributes: float | str) -> None:
        """Add a shape. Attributes with a dash are written with ``_``; numbers are rounded to a hundredth."""
        written = "".join(f' {name.replace("_", "-")}="{_value(value)}"' for name, value in attributes.items())
        self._shapes.append(f'<{tag} class="{css}"{written}>{escape(text)}</{tag}>')

    def text(self, css: str, text: str, x: float, y: float, anchor: str = "middle") -> None:
        """Add words; ``anchor`` is ``start``, ``middle`` or ``end``."""
        self.add("text", css, text, x=x, y=y, text_anchor=anchor)

    def inset(self, part: Drawing, x: float, y: float) -> None:
        """Put another drawing into this one, its upper left corner at ``x`` and ``y``; what leaves it is cut."""
        frame = f'x="{_value(x)}" y="{_value(y)}" width="{_value(part.width)}" height="{_value(part.height)}"'
        view = " ".join(_value(number) for number in (*part.origin, part.width, part.height))
        self._shapes.append(f'<svg {frame} viewBox="{view}">{"".join(part._shapes)}</svg>')

    def svg(self, description: str) -> SafeString:
        """Return the picture, with its text alternative."""
        return format_html(
            '<svg class="figure-svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
            _value(self.width),
            _value(self.height),
            description,
            mark_safe("".join(self._shapes)),  # noqa: S308  # Every attribute and text was escaped above.
        )


class Plot(Drawing):
    """A drawing with axes: shapes are given in the data's own numbers."""

    def __init__(
        self, x: Range, y: Range, *, width: float = WIDTH, height: float = HEIGHT, log_y: bool = False
    ) -> None:
        super().__init__(width, height)
        self.x_range, self.y_range, self.log_y = x, y, log_y

    def x(self, value: float) -> float:
        """Return where a number lies across."""
        low, high = self.x_range
        return LEFT + (value - low) / (high - low) * (self.width - LEFT - RIGHT)

    def y(self, value: float) -> float:
        """Return where a number lies from the top."""
        low, high, at = (math.log10(one) if self.log_y else one for one in (*self.y_range, value))
        return self.height - BOTTOM - (at - low) / (high - low) * (self.height - TOP - BOTTOM)

    def inside(self) -> Drawing:
        """Return an empty drawing of the rectangle between the axes, in this plot's pixels, to be put in by `fill`."""
        frame = Drawing(self.width - LEFT - RIGHT, self.height - TOP - BOTTOM)
        frame.origin = (LEFT, TOP)
        return frame

    def fill(self, frame: Drawing) -> None:
        """Put in what was drawn on `inside`; what leaves it is cut."""
        self.inset(frame, LEFT, TOP)

    def axes(self, x_label: str = "", y_label: str = "") -> None:
        """Add the grid, its numbers and the names of the axes."""
        for value in ticks(*self.x_range, count=NARROW_TICKS if self.width < NARROW else MOST_TICKS):
            self.add("line", "grid", x1=self.x(value), x2=self.x(value), y1=TOP, y2=self.height - BOTTOM)
            self.text("tick", number_text(value), self.x(value), self.height - BOTTOM + 16)
        for value in powers_of_ten(*self.y_range) if self.log_y else ticks(*self.y_range, count=5):
            self.add("line", "grid", x1=LEFT, x2=self.width - RIGHT, y1=self.y(value), y2=self.y(value))
            label = power_text(value) if self.log_y else number_text(value, 3)
            self.text("tick", label, LEFT - 6, self.y(value) + 4, "end")
        for css, low, high in (("x", *self.x_range), ("y", *self.y_range)):
            if low < 0 < high and not (css == "y" and self.log_y):
                self._zero_line(css)
        self.text("axis-name", x_label, (LEFT + self.width - RIGHT) / 2, self.height - 6)
        self.text("axis-name", y_label, LEFT, TOP - 3, "start")

    def line(self, css: str, points: Iterable[Point]) -> None:
        """Add a line through points; what leaves the plot is cut at its edge."""
        low, high = self.y_range
        inside = [(self.x(x), self.y(min(max(y, low), high))) for x, y in points]
        self.add("polyline", f"curve {css}", points=" ".join(f"{_value(x)},{_value(y)}" for x, y in inside))

    def tangent(self, point: Point, slope: float, reach: float) -> None:
        """Add a straight line of a slope through a point of the plot, ``reach`` units to both sides or to the edge."""
        across, up = self.x(1) - self.x(0), self.y(slope) - self.y(0)
        dx, dy = (reach * side / math.hypot(across, up) for side in (across, up))
        x, y = self.x(point[0]), self.y(min(max(point[1], self.y_range[0]), self.y_range[1]))
        back, on = (
            min(_share(x, side * dx, LEFT, self.width - RIGHT), _share(y, side * dy, TOP, self.height - BOTTOM))
            for side in (-1, 1)
        )
        self.add("line", "curve series-ink thin", x1=x - back * dx, y1=y - back * dy, x2=x + on * dx, y2=y + on * dy)

    def points(self, css: str, points: Sequence[Point], radius: float = 5) -> None:
        """Add dots."""
        for x, y in points:
            self.add("circle", f"dot {css}", cx=self.x(x), cy=self.y(y), r=radius)

    def _zero_line(self, axis: str) -> None:
        if axis == "x":
            self.add("line", "zero", x1=self.x(0), x2=self.x(0), y1=TOP, y2=self.height - BOTTOM)
        else:
            self.add("line", "zero", x1=LEFT, x2=self.width - RIGHT, y1=self.y(0), y2=self.y(0))


def _share(start: float, way: float, low: float, high: float) -> float:
    """Return how much of a way, at most all of it, stays between two bounds."""
    return 1 if not way else min(1.0, ((high if way > 0 else low) - start) / way)


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else f"{round(value, 2):g}"
