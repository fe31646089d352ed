"""What students handed in to exercises, one light row for each submission: what analytics are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from grader.models import Grading, Priority, State

COLUMNS = (
    *("pk", "student_id", "submission__exercise_id", "submission__created_at", "state", "score", "max_score"),
    *("submission__hint_points", "version_id", "priority", "queued_at", "started_at"),
)


Row = tuple[Any, ...]
"""What the database says of one attempt, in the order of ``COLUMNS``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One submission by its grading that counts. ``share`` of the points is ``None`` unless it was graded.

    ``waited`` are the seconds that it waited for a worker; ``None`` before, and for a regrade, which waits by design.
    """

    grading: int
    student: int
    exercise: int
    at: datetime
    state: str
    share: float | None
    is_full: bool
    version: int
    waited: float | None

    @property
    def has_failed(self) -> bool:
        """Whether it was judged and is not right; work that is under way or met an error of ours has not failed."""
        return self.state in (State.GRADED, State.FAILED) and not self.is_full


@dataclass(frozen=True)
class AttemptLog:
    """Attempts at one exercise, the earliest first."""

    attempts: Sequence[Attempt]

    @cached_property
    def by_student(self) -> Mapping[int, list[Attempt]]:
        """The attempts of each student, by id."""
        found: defaultdict[int, list[Attempt]] = defaultdict(list)
        for attempt in self.attempts:
            found[attempt.student].append(attempt)
        return dict(found)

    @cached_property
    def first_full(self) -> Mapping[int, int]:
        """How many attempts each student needed for full marks, the right one included; only of those who got there."""
        found = {}
        for student, attempts in self.by_student.items():
            number = next((number for number, one in enumerate(attempts, start=1) if one.is_full), None)
            if number is not None:
                found[student] = number
        return found

    @cached_property
    def best(self) -> Mapping[int, float]:
        """The best share of the points that each student reached; only of those with a graded attempt."""
        found: dict[int, float] = {}
        for attempt in self.attempts:
            if attempt.share is not None:
                found[attempt.student] = max(found.get(attempt.student, 0.0), attempt.share)
        return found

    @cached_property
    def last_graded(self) -> Mapping[int, Attempt]:
        """The last graded attempt of each student."""
        return {one.student: one for one in self.attempts_graded}

    @cached_property
    def first_graded(self) -> Mapping[int, Attempt]:
        """The first graded attempt of each student."""
        return {one.student: one for one in reversed(self.attempts_graded)}

    @cached_property
    def attempts_graded(self) -> list[Attempt]:
        """The attempts that were graded, the earliest first."""
        return [one for one in self.attempts if one.state == State.GRADED]

    @property
    def waits(self) -> list[float]:
        """The seconds that attempts waited for a worker, in ascending order."""
        return sorted(one.waited for one in self.attempts if one.waited is not None)


def read_attempts(
    exercises: Iterable[int],
    students: Iterable[int] | None = None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> dict[int, AttemptLog]:
    """Return the log of each exercise by its id, in one query; ``students`` are those to look at, ``None`` for all.

    Only what was handed in from ``since`` and before ``until``, where these are given.
    """
    asked = list(exercises)
    wanted = None if students is None else set(students)
    rows = Grading.objects.filter(_handed_in(since, until), submission__exercise__in=asked, counts=True)
    found: dict[int, list[Attempt]] = {exercise: [] for exercise in asked}
    for row in rows.order_by("submission__created_at", "pk").values_list(*COLUMNS):
        attempt = _attempt(row)
        if wanted is None or attempt.student in wanted:
            found[attempt.exercise].append(attempt)
    return {exercise: AttemptLog(attempts) for exercise, attempts in found.items()}


def _handed_in(since: datetime | None, until: datetime | None) -> Q:
    later = Q(submission__created_at__gte=since) if since else Q()
    return later & Q(submission__created_at__lt=until) if until else later


def _attempt(row: Row) -> Attempt:
    grading, student, exercise, at, state, score, max_score = row[:7]
    hint_points, version, priority, queued_at, started_at = row[7:]
    is_graded = state == State.GRADED and score is not None and bool(max_score)
    waits = started_at is not None and priority != Priority.REGRADE
    return Attempt(
        grading=grading,
        student=student,
        exercise=exercise,
        at=at,
        state=state,
        share=float(score) / float(max_score) if is_graded else None,
        is_full=is_graded and score + hint_points >= max_score,
        version=version,
        waited=(started_at - queued_at).total_seconds() if waits else None,
    )
