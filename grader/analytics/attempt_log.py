"""What students handed in to exercises, one light row for each submission: what analytics are computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Max, Q

from grader.models import Grading, State

COLUMNS = (
    *("pk", "student_id", "submission__exercise_id", "submission__created_at", "state", "score", "max_score"),
    *("submission__hint_points", "version_id"),
)


Row = tuple[Any, ...]
"""What the database says of one attempt, in the order of ``COLUMNS``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """One submission by its grading that counts. ``share`` of the points is ``None`` unless it was graded."""

    grading: int
    student: int
    exercise: int
    at: datetime
    state: str
    share: float | None
    is_full: bool
    version: int

    @property
    def has_failed(self) -> bool:
        """Whether it was judged and is not right; work that is under way or met an error of ours has not failed."""
        return self.state in (State.GRADED, State.FAILED) and not self.is_full


@dataclass(frozen=True, kw_only=True)
class Graded:
    """The ids of the last and the first gradings that are graded, by student, the earliest first."""

    last: Mapping[int, int]
    first: Mapping[int, int]

    @property
    def newest(self) -> int | None:
        """The latest of all."""
        return max(self.last.values(), default=None)


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
    def graded(self) -> Graded:
        """The first and the last graded attempts."""
        last = {one.student: one.grading for one in self.attempts if one.state == State.GRADED}
        first = {one.student: one.grading for one in reversed(self.attempts) if one.state == State.GRADED}
        return Graded(last=last, first=first)


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


def read_last_graded(exercises: Iterable[int], students: Collection[int]) -> dict[int, Graded]:
    """Return the last graded attempts to each exercise by its id, in one query that reads little."""
    asked = list(exercises)
    graded = Grading.objects.filter(submission__exercise__in=asked, counts=True, state=State.GRADED).order_by()
    last = graded.values("submission__exercise", "student").annotate(last=Max("submission")).values("last")
    rows = graded.filter(submission__in=last).order_by("submission")
    found: dict[int, dict[int, int]] = {exercise: {} for exercise in asked}
    for grading, student, exercise in rows.values_list("pk", "student_id", "submission__exercise_id"):
        if student in students:
            found[exercise][student] = grading
    return {exercise: Graded(last=gradings, first={}) for exercise, gradings in found.items()}


def attempts_of(submissions: Iterable[int]) -> list[Attempt]:
    """Return the attempts that some submissions are, by their ids, in one query."""
    rows = Grading.objects.filter(submission__in=list(submissions), counts=True).order_by("submission")
    return [_attempt(row) for row in rows.values_list(*COLUMNS)]


def _handed_in(since: datetime | None, until: datetime | None) -> Q:
    later = Q(submission__created_at__gte=since) if since else Q()
    return later & Q(submission__created_at__lt=until) if until else later


def _attempt(row: Row) -> Attempt:
    grading, student, exercise, at, state, score, max_score, hint_points, version = row
    is_graded = state == State.GRADED and score is not None and bool(max_score)
    return Attempt(
        grading=grading,
        student=student,
        exercise=exercise,
        at=at,
        state=state,
        share=float(score) / float(max_score) if is_graded else None,
        is_full=is_graded and score + hint_points >= max_score,
        version=version,
    )
