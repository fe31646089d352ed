"""The chart of points over time: where its line runs, in the units of its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from grader.own_progress import Gain

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 26


@dataclass(frozen=True, kw_only=True)
class PointsChart:
    """A line of steps from the first gain until now; ``dots`` are its gains."""

    line: str
    dots: tuple[tuple[str, str], ...]
    begin: datetime
    end: datetime
    most: Decimal
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def points_chart(gains: Sequence[Gain], most: Decimal) -> PointsChart | None:
    """Return the chart of all gains against the most points there are; ``None`` before the first."""
    if not gains or not most:
        return None
    begin, end = gains[0].at, max(timezone.now(), gains[-1].at)
    seconds = max((end - begin).total_seconds(), 1.0)

    def x_of(moment: datetime) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (moment - begin).total_seconds() / seconds

    def y_of(total: Decimal) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(total / most)

    places = [(x_of(gain.at), y_of(gain.total)) for gain in gains]
    line = f"M{places[0][0]:.1f} {HEIGHT - BOTTOM}"
    line += "".join(f"H{x:.1f}V{y:.1f}" for x, y in places) + f"H{WIDTH - RIGHT}"
    dots = tuple((f"{x:.1f}", f"{y:.1f}") for x, y in places)
    return PointsChart(line=line, dots=dots, begin=begin, end=end, most=most)
