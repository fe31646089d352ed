"""Who opened which hint of an exercise, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from grader.analytics.attempt_log import AttemptLog
from grader.analytics.measures import Spread, spread
from grader.models import HintOpening


@dataclass(frozen=True, kw_only=True)
class HintUse:
    """One hint: how many opened it, how many handed in after that, and how far they then came.

    ``after`` is the spread of the best shares of the points reached after the opening; ``solved`` of those who handed
    in after it got everything right.
    """

    number: int
    opened: int
    tried: int
    solved: int
    after: Spread | None


def read_hint_use(exercise: int, log: AttemptLog, students: Collection[int]) -> list[HintUse]:
    """Return the use of each hint that anybody opened, in one query."""
    opened: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    rows = HintOpening.objects.filter(exercise=exercise).order_by("number")
    for student, number, at in rows.values_list("student", "number", "at"):
        if student in students:
            opened[number][student] = at
    return [_use(number, moments, log) for number, moments in opened.items()]


def _use(number: int, moments: dict[int, datetime], log: AttemptLog) -> HintUse:
    best: dict[int, float] = {}
    solved: set[int] = set()
    for student, at in moments.items():
        for attempt in log.by_student.get(student, ()):
            if attempt.at > at and attempt.share is not None:
                best[student] = max(best.get(student, 0.0), attempt.share)
                solved |= {student} if attempt.is_full else set()
    return HintUse(number=number, opened=len(moments), tried=len(best), solved=len(solved), after=spread(best.values()))
