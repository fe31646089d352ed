"""Names in a still picture: at the ends of curves, and in a legend above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from courses.figures.svg import RIGHT, Drawing, Plot

LINE_HEIGHT = 13
MARK, BETWEEN = 22, 16


class Entry(NamedTuple):
    """One entry of a legend: its class, and whether it is drawn as a ``line`` or a ``dot``."""

    css: str
    name: str
    mark: str


def apart(heights: Sequence[float], bottom: float) -> list[float]:
    """Return where on the height each name goes, so that none lies on another and none below ``bottom``."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed = list(heights)
    limit = -math.inf
    for index in order:
        placed[index] = max(placed[index], limit)
        limit = placed[index] + LINE_HEIGHT
    limit = bottom
    for index in reversed(order):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - LINE_HEIGHT
    return placed


def end_name(plot: Plot, css: str, name: str, x: float, y: float) -> None:
    """Write a curve's name at its end, on the side where there is room; in pixels."""
    roomy = x < plot.width - RIGHT - 70
    plot.text(f"end-name {css}", name, x + 9 if roomy else x - 9, y + 4, "start" if roomy else "end")


def legend(entries: Sequence[Entry], width: float) -> Drawing:
    """Return entries side by side, on as many lines as the width needs."""
    drawing = Drawing(width, 0)
    x, y = 0.0, 12.0
    for css, name, mark in entries:
        length = MARK + _text_width(name)
        if x > 0 and x + length > width:
            x, y = 0.0, y + 18
        if mark == "line":
            drawing.add("path", f"curve way-curve {css}", d=f"M{x:.1f},{y - 4:.1f}h15")
        else:
            drawing.add("circle", f"dot {css}", cx=x + 8, cy=y - 4, r=4.5)
        drawing.text("", name, x + MARK, y, "start")
        x += length + BETWEEN
    drawing.height = y + 8
    return drawing


def _text_width(text: str) -> float:
    """About how wide words of 12 pixels are; Hangul is nearly twice as wide as Latin."""
    return sum(11.5 if letter > "\u1100" else 6.6 for letter in text)
