"""A loss surface from above, for still pictures: level lines, ways down and where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from courses.figures.surfaces import Place
from courses.figures.svg import Drawing, Plot

FAR = 1e4
"""Far outside of every frame, in pixels; a browser does not draw numbers that are much larger."""


def level_lines(frame: Drawing, plot: Plot, lines: Iterable[Sequence[Place]]) -> None:
    """Draw closed level lines, the outermost first: where more of them lie one on another, it is deeper and darker."""
    for line in lines:
        frame.add("path", "level", d=f"M{'L'.join(_pixels(plot, line))}Z")


def way(frame: Drawing, plot: Plot, css: str, places: Sequence[Place]) -> None:
    """Draw a line through places, a bead at each, and a dot where it is now."""
    points = _pixels(plot, places)
    frame.add("path", f"curve way-curve {css}", d=f"M{'L'.join(points)}")
    frame.add("path", f"beads {css}", d="".join(f"M{point}h0" for point in points))
    (low, high), (bottom, top) = plot.x_range, plot.y_range
    x, y = places[-1]
    if low <= x <= high and bottom <= y <= top:
        frame.add("circle", f"dot {css}", cx=plot.x(x), cy=plot.y(y), r=6)


def cross(frame: Drawing, plot: Plot, place: Place) -> None:
    """Draw a cross at the lowest place."""
    left, top = plot.x(place[0]), plot.y(place[1])
    frame.add("path", "goal", d=f"M{left - 9:.1f},{top - 9:.1f}l18,18m0,-18l-18,18")


def _pixels(plot: Plot, places: Sequence[Place]) -> list[str]:
    return [",".join(f"{max(-FAR, min(FAR, pixel)):.1f}" for pixel in (plot.x(x), plot.y(y))) for x, y in places]
