"""The chart of points over time: where its line runs, in the units of its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from grader.progress.own_progress import Gain

SIZE = 100
"""The width and height of the picture, which the page stretches."""


@dataclass(frozen=True, kw_only=True)
class PointsChart:
    """A line of steps from the first gain until now, and a dot for each gain, as paths."""

    line: str
    dots: str
    begin: datetime
    end: datetime
    most: Decimal
    size: int = SIZE


def points_chart(gains: Sequence[Gain], most: Decimal) -> PointsChart | None:
    """Return the chart of all gains against the most points there are; ``None`` before the first."""
    if not gains or not most:
        return None
    begin, end = gains[0].at, max(timezone.now(), gains[-1].at)
    seconds = max((end - begin).total_seconds(), 1.0)
    places = [
        (SIZE * (gain.at - begin).total_seconds() / seconds, SIZE - SIZE * float(gain.total / most)) for gain in gains
    ]
    line = f"M0 {SIZE}" + "".join(f"H{x:.2f}V{y:.2f}" for x, y in places) + f"H{SIZE}"
    dots = "".join(f"M{x:.2f} {y:.2f}h0" for x, y in places)
    return PointsChart(line=line, dots=dots, begin=begin, end=end, most=most)
