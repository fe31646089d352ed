"""What the page "My progress" says of one student: scores, attempts, active time, and points over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from accounts.models import User
from courses.models import Course, Exercise
from courses.way import UnitSteps, outline
from grader.course_map import MapItem, Reader
from grader.due_dates import is_late
from grader.models import Grading, Run, State, Submission
from grader.scores import NOTHING, CourseProgress

LONGEST_GAP = timedelta(minutes=10)
"""A longer time between two runs or submissions counts as a break."""


@dataclass(frozen=True, kw_only=True)
class ProgressRow:
    """One lesson or exercise; the rest is of exercises only. ``last`` may be late and ``best`` never is."""

    item: MapItem
    best: Grading | None = None
    last: Grading | None = None
    last_is_late: bool = False
    active: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class ProgressUnit:
    """One unit's rows and sums."""

    part: UnitSteps
    rows: tuple[ProgressRow, ...]

    @property
    def score(self) -> Decimal:
        """The points reached in the unit."""
        return sum((row.item.exercise.score or NOTHING for row in self.rows if row.item.exercise), NOTHING)

    @property
    def max_score(self) -> Decimal:
        """All points of the unit."""
        return sum((row.item.exercise.max_score for row in self.rows if row.item.exercise), NOTHING)


@dataclass(frozen=True, kw_only=True)
class Gain:
    """That a submission raised a student's points, and to what in the whole course."""

    at: datetime
    exercise: Exercise
    gained: Decimal
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class OwnProgress:
    """Everything that the page shows."""

    units: tuple[ProgressUnit, ...]
    course: CourseProgress
    gains: tuple[Gain, ...]
    active: timedelta
    attempts: int
    lessons_read: int
    lessons: int


def own_progress(course: Course, student: User) -> OwnProgress:
    """Return what a student has done in a course; the number of queries does not grow with it."""
    parts = outline(course)
    reader = Reader.of_outline(student, course, parts)
    active = active_times(_tries(course, student))
    gradings = _gradings(course, student)
    units = tuple(
        ProgressUnit(part=part, rows=tuple(_row(reader.item(step), gradings, active) for step in part.steps))
        for part in parts
    )
    found = reader.progress[course.pk]
    return OwnProgress(
        units=units,
        course=found,
        gains=_gains(gradings, found),
        active=sum(active.values(), timedelta()),
        attempts=sum(one.attempts for one in found.exercises.values()),
        lessons_read=len(reader.read),
        lessons=sum(len(part.lessons) for part in parts),
    )


def active_times(tries: Iterable[tuple[datetime, int]]) -> dict[int, timedelta]:
    """Return by exercise id the active time: all gaps of at most ten minutes between one try and the next.

    ``tries`` are times with the exercise's id. A gap belongs to the exercise of the later try, so that going to and
    fro counts no time twice.
    """
    found: defaultdict[int, timedelta] = defaultdict(timedelta)
    for (earlier, _before), (later, exercise) in pairwise(sorted(tries)):
        if later - earlier <= LONGEST_GAP:
            found[exercise] += later - earlier
    return dict(found)


def _tries(course: Course, student: User) -> list[tuple[datetime, int]]:
    return [
        row
        for model in (Submission, Run)
        for row in model.objects.filter(exercise__unit__course=course, student=student)
        .order_by()
        .values_list("created_at", "exercise")
    ]


def _gradings(course: Course, student: User) -> Mapping[int, list[Grading]]:
    """Return the graded submissions by exercise id, the earliest first."""
    light = ("student", "state", "score", "max_score", "submission__created_at", "submission__student_id")
    graded = Grading.objects.filter(
        student=student, state=State.GRADED, counts=True, submission__exercise__unit__course=course
    ).order_by("submission__created_at", "pk")
    found: defaultdict[int, list[Grading]] = defaultdict(list)
    for grading in graded.select_related("submission__exercise").only(*light, "submission__exercise__due_at"):
        found[grading.work.exercise_id].append(grading)
    return found


def _row(item: MapItem, gradings: Mapping[int, list[Grading]], active: Mapping[int, timedelta]) -> ProgressRow:
    if item.exercise is None:
        return ProgressRow(item=item)
    own = gradings.get(item.step.pk, [])
    counted = [one for one in own if not is_late(one.work)]
    return ProgressRow(
        item=item,
        best=max(counted, key=lambda one: one.score or NOTHING, default=None),
        last=own[-1] if own else None,
        last_is_late=bool(own) and is_late(own[-1].work),
        active=active.get(item.step.pk, timedelta()),
    )


def _gains(gradings: Mapping[int, list[Grading]], found: CourseProgress) -> tuple[Gain, ...]:
    """Return each submission that raised the student's points, the earliest first."""
    counted = [one for key in found.exercises for one in gradings.get(key, []) if not is_late(one.work)]
    best: defaultdict[int, Decimal] = defaultdict(Decimal)
    gains: list[Gain] = []
    for grading in sorted(counted, key=lambda one: (one.work.created_at, one.pk)):
        exercise = grading.work.exercise_id
        gained = (grading.score or NOTHING) - best[exercise]
        if gained > 0:
            best[exercise] += gained
            named = found.exercises[exercise].exercise
            total = sum(best.values(), NOTHING)
            gains.append(Gain(at=grading.work.created_at, exercise=named, gained=gained, total=total))
    return tuple(gains)
