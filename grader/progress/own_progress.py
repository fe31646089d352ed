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
from grader.due_dates import Lateness, lateness
from grader.gradebook.policies import Attempt, Policy, Total, history, total
from grader.models import Grading, Run, Score, ScoreOverride, Submission
from grader.progress.course_map import MapItem, Reader
from grader.scores import NOTHING, CourseProgress, counting

LONGEST_GAP = timedelta(minutes=10)
"""A longer time between two runs or submissions counts as a break."""


@dataclass(frozen=True, kw_only=True)
class ProgressRow:
    """One lesson or exercise; the rest is of exercises only. ``counted`` is the grading that counts by the policy."""

    item: MapItem
    counted: Grading | None = None
    last: Grading | None = None
    last_is_late: bool = False
    active: timedelta = timedelta()
    override: ScoreOverride | None = None


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
    """That a submission, or an instructor, changed a student's points, and to what in the whole course."""

    at: datetime
    exercise: Exercise
    gained: Decimal
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class OwnProgress:
    """Everything that the page shows."""

    units: tuple[ProgressUnit, ...]
    course: CourseProgress
    policy: Policy
    total: Total
    gains: tuple[Gain, ...]
    active: timedelta
    attempts: int
    lessons_read: int
    lessons: int

    @property
    def has_own_total(self) -> bool:
        """Whether the course's policy makes the total another than the sum of the points."""
        return (self.total.earned, self.total.possible) != (self.course.score, self.course.max_score)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is stored of one student's work in a course; gradings by exercise id, the earliest first."""

    gradings: Mapping[int, list[Grading]]
    overrides: Mapping[int, ScoreOverride]
    active: Mapping[int, timedelta]
    lateness: Lateness
    counted: Mapping[int, int | None]
    """The id of the grading that counts by exercise id."""


def own_progress(course: Course, student: User) -> OwnProgress:
    """Return what a student has done in a course; the number of queries does not grow with it."""
    parts = outline(course)
    reader = Reader.of_outline(student, course, parts)
    found = reader.progress[course.pk]
    record = _record(course, student, found)
    units = tuple(
        ProgressUnit(part=part, rows=tuple(_row(reader.item(step), record) for step in part.steps)) for part in parts
    )
    policy = record.lateness.policies[course.pk]
    return OwnProgress(
        units=units,
        course=found,
        policy=policy,
        total=total(found.items, policy.dropped),
        gains=_gains(record, found, policy, student.pk),
        active=sum(record.active.values(), timedelta()),
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


def _record(course: Course, student: User, found: CourseProgress) -> Record:
    exercises = [one.exercise for one in found.exercises.values()]
    overrides = ScoreOverride.objects.filter(exercise__unit__course=course, student=student)
    counted = Score.objects.filter(exercise__unit__course=course, student=student)
    return Record(
        gradings=_gradings(course, student),
        overrides={one.exercise_id: one for one in overrides},
        active=active_times(_tries(course, student)),
        lateness=lateness(exercises, [student.pk]),
        counted=dict(counted.values_list("exercise", "grading")),
    )


def _gradings(course: Course, student: User) -> Mapping[int, list[Grading]]:
    light = ("student", "state", "score", "max_score", "submission__created_at", "submission__student_id")
    graded = counting().filter(student=student, submission__exercise__unit__course=course)
    found: defaultdict[int, list[Grading]] = defaultdict(list)
    for grading in (
        graded.order_by("submission__created_at", "pk")
        .select_related("submission")
        .only(*light, "submission__exercise_id")
    ):
        found[grading.work.exercise_id].append(grading)
    return found


def _row(item: MapItem, record: Record) -> ProgressRow:
    if item.exercise is None:
        return ProgressRow(item=item)
    exercise = item.exercise.exercise
    own = record.gradings.get(exercise.pk, [])
    last = own[-1] if own else None
    return ProgressRow(
        item=item,
        counted=next((one for one in own if one.pk == record.counted.get(exercise.pk)), None),
        last=last,
        last_is_late=last is not None and record.lateness.is_late_at(exercise, last.work),
        active=record.active.get(exercise.pk, timedelta()),
        override=record.overrides.get(exercise.pk),
    )


def _gains(record: Record, found: CourseProgress, policy: Policy, student: int) -> tuple[Gain, ...]:
    """Return what changed the student's points, the earliest first."""
    steps = [step for one in found.exercises.values() for step in _steps(one.exercise, record, policy, student)]
    reached: defaultdict[int, Decimal] = defaultdict(Decimal)
    gains: list[Gain] = []
    for at, exercise, score in sorted(steps, key=lambda step: (step[0], step[1].pk)):
        gained = score - reached[exercise.pk]
        reached[exercise.pk] = score
        if gained:
            gains.append(Gain(at=at, exercise=exercise, gained=gained, total=sum(reached.values(), NOTHING)))
    return tuple(gains)


Step = tuple[datetime, Exercise, Decimal]


def _steps(exercise: Exercise, record: Record, policy: Policy, student: int) -> list[Step]:
    """Return what counted in one exercise after each submission, and since an override."""
    due = record.lateness.dates.due(exercise, student)
    attempts = [
        Attempt(at=one.work.created_at, key=one.pk, score=one.score or NOTHING, max_score=one.max_score or NOTHING)
        for one in record.gradings.get(exercise.pk, [])
    ]
    counted = history(attempts, points=exercise.points, due=due, policy=policy)
    override = record.overrides.get(exercise.pk)
    steps = [(attempt.at, exercise, one.score or NOTHING) for attempt, one in counted]
    if override is None:
        return steps
    return [*(step for step in steps if step[0] < override.set_at), (override.set_at, exercise, override.score)]
