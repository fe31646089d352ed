"""A panel of upright bars with a value on each; the same sizes as ``frontend/figures/bars.ts``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from courses.figures.svg import Drawing, Range

TOP, BOTTOM = 34, 26
WIDEST_BAR = 64


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars of ``values`` over ``extent``, from the left edge at ``left``, in a panel of a width and height."""

    left: float
    width: float
    height: float
    extent: Range
    values: Sequence[float]
    names: Sequence[str]
    css: Callable[[int], str]
    written: Callable[[float], str]

    def x(self, index: int) -> float:
        """Return where a bar's middle lies across."""
        return self.left + (index + 0.5) * self.width / len(self.values)

    def y(self, value: float) -> float:
        """Return where a value lies from the top."""
        low, high = self.extent
        return self.height - BOTTOM - (value - low) / (high - low) * (self.height - TOP - BOTTOM)

    def draw(self, drawing: Drawing, title: str, handles: bool = False) -> None:
        """Add the panel to a drawing, with its title, and dots where the live figure's bars can be dragged."""
        drawing.text("axis-name", title, self.left + self.width / 2, 14)
        for index, value in enumerate(self.values):
            self._draw_bar(drawing, index, value)
        drawing.add("line", "zero", x1=self.left, x2=self.left + self.width, y1=self.y(0), y2=self.y(0))
        for index, value in enumerate(self.values):
            drawing.text("tick", self.names[index], self.x(index), self.y(self.extent[0]) + 18)
            drawing.text("value", self.written(value), self.x(index), self.y(value) + (24 if value < 0 else -13))
            if handles:
                drawing.add("circle", f"handle-knob {self.css(index)}", cx=self.x(index), cy=self.y(value), r=6)

    def _draw_bar(self, drawing: Drawing, index: int, value: float) -> None:
        across = min(WIDEST_BAR, self.width / len(self.values) * 0.6)
        top, bottom = self.y(max(0.0, value)), self.y(min(0.0, value))
        left = self.x(index) - across / 2
        css = f"bar {self.css(index)}"
        drawing.add("rect", css, x=left, y=top, width=across, height=bottom - top, rx=2)
