"""How the trainings of a class went: the median of a metric and the middle 80 %, epoch by epoch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models.fields.json import KeyTextTransform, KeyTransform

from courses.folders.exercise_settings import CurveGoal
from grader.analytics.measures import quantile
from grader.models import EventKind, GradingEvent

MOST = 200
"""How many of the newest trainings a fan is made of."""
FEWEST = 3
"""With fewer trainings there is no fan."""
PLAIN_METRIC = "loss"


@dataclass(frozen=True, kw_only=True)
class FanPoint:
    """One epoch, from 1: the tenth, the middle and the ninetieth percent of ``count`` trainings."""

    epoch: int
    count: int
    low: float
    median: float
    high: float


@dataclass(frozen=True, kw_only=True)
class CurveFan:
    """A metric over the epochs of the class's trainings, and the author's goal where it is about this metric."""

    metric: str
    points: tuple[FanPoint, ...]
    trainings: int
    goal: float | None
    at_least: bool


def read_fan(gradings: Iterable[int], goal: CurveGoal | None) -> CurveFan | None:
    """Return the fan of the last training in each of the newest gradings, in one query; ``None`` where too few trained.

    The metric is that of the author's goal, and else the loss. A training ends where an epoch's number does not grow.
    """
    metric = goal.metric if goal else PLAIN_METRIC
    curves = [curve for curve in _last_curves(sorted(gradings)[-MOST:], metric) if curve]
    points = fan_points(curves)
    if not points:
        return None
    return CurveFan(
        metric=metric,
        points=points,
        trainings=len(curves),
        goal=(goal.at_least if goal.at_least is not None else goal.at_most) if goal else None,
        at_least=bool(goal and goal.at_least is not None),
    )


def fan_points(curves: Iterable[list[float]]) -> tuple[FanPoint, ...]:
    """Return the quantiles over curves, which begin with epoch 1, as far as ``FEWEST`` of them reach."""
    known = list(curves)
    found = []
    for epoch in range(1, max(map(len, known), default=0) + 1):
        values = sorted(curve[epoch - 1] for curve in known if len(curve) >= epoch)
        if len(values) < FEWEST:
            break
        low, median, high = (quantile(values, share) for share in (0.1, 0.5, 0.9))
        found.append(FanPoint(epoch=epoch, count=len(values), low=low, median=median, high=high))
    return tuple(found)


def _last_curves(gradings: Sequence[int], metric: str) -> Iterable[list[float]]:
    """Return the metric of each grading's last training."""
    events = GradingEvent.objects.filter(grading__in=gradings, kind=EventKind.EPOCH)
    value = KeyTextTransform(metric, KeyTransform("logs", "data"))
    rows = events.order_by("grading", "number").values_list("grading", KeyTextTransform("epoch", "data"), value)
    curves: dict[int, list[float]] = {}
    last: tuple[int, int] = (0, -1)
    for grading, epoch, text in rows:
        number = int(epoch)
        if (grading, number) <= last or grading != last[0]:
            curves[grading] = []
        last = (grading, number)
        if text is not None and math.isfinite(float(text)):
            curves[grading].append(float(text))
    return curves.values()
