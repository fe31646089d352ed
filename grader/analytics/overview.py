"""What a course's teachers see first: who is stuck, who has gone quiet, which tests look wrong, what is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Manager, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, LessonReading, Role
from grader.analytics.attempt_log import read_last_graded
from grader.analytics.load import Load, read_load
from grader.analytics.stuck import Stuck, failing_titles, read_stuck
from grader.analytics.test_quality import TestQuality, read_qualities, suspects
from grader.models import Run, Submission
from grader.scores import published_exercises

CURRENT = timedelta(days=14)
"""Whoever is stuck is looked for in exercises that anything was handed in to since then."""
MOST_CURRENT = 10
"""Of so many of these the tests are looked at, too."""
QUIET = timedelta(days=7)
AWAKE = 0.2
"""Where fewer of the students were active in the days before, the whole course rests, and nobody is called quiet."""
SOON = timedelta(days=14)
ACTIVITY_DAYS = 28
SHOWN = 25


@dataclass(frozen=True, kw_only=True)
class StuckRow:
    """A student who is stuck in an exercise."""

    student: User
    exercise: Exercise
    stuck: Stuck


@dataclass(frozen=True, kw_only=True)
class QuietRow:
    """A student who has not been active for a while; ``last_at`` is ``None`` for one who never was."""

    student: User
    last_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FlaggedTest:
    """A test that is probably wrong, and where."""

    exercise: Exercise
    test: TestQuality


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """An exercise that is due soon, and how many students have handed in nothing yet."""

    exercise: Exercise
    missing: int
    students: int


@dataclass(frozen=True, kw_only=True)
class ExerciseRow:
    """An exercise, and how many students have handed in anything to it."""

    exercise: Exercise
    handed_in: int


@dataclass(frozen=True, kw_only=True)
class DayRow:
    """One day: how many submissions, by how many students."""

    day: date
    submissions: int
    students: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything that the page shows. ``awake`` students were active in the last week."""

    students: int
    awake: int
    stuck: Sequence[StuckRow]
    quiet: Sequence[QuietRow]
    never: Sequence[QuietRow]
    flagged: Sequence[FlaggedTest]
    looked_at: Sequence[Exercise]
    due: Sequence[DueRow]
    days: Sequence[DayRow]
    exercises: Sequence[ExerciseRow]
    load: Load

    @property
    def rests(self) -> bool:
        """Whether so few are active that nobody in particular is quiet."""
        return self.awake < AWAKE * self.students


def overview(course: Course, now: datetime | None = None) -> Overview:
    """Return the overview of a course; the number of queries does not grow with people, work or exercises."""
    now = now or timezone.now()
    students = {one.user_id: one.user for one in _enrollments(course)}
    exercises = {one.pk: one for one in published_exercises(course)}
    handed_in = _handed_in(course)
    current = _current(handed_in, exercises, now)
    last_at = _last_activity(course)
    awake = sum(at > now - QUIET for student, at in last_at.items() if student in students)
    absent = [QuietRow(student=user, last_at=last_at.get(key)) for key, user in students.items()]
    found = Overview(
        students=len(students),
        awake=awake,
        stuck=_stuck(current, exercises, students, now),
        quiet=_quiet(absent, now),
        never=[one for one in absent if one.last_at is None],
        flagged=_flagged(current[:MOST_CURRENT], exercises, students),
        looked_at=[exercises[key] for key in current[:MOST_CURRENT]],
        due=_due(exercises.values(), handed_in, len(students), now),
        days=_days(course, now),
        exercises=[ExerciseRow(exercise=one, handed_in=_count(handed_in, key)) for key, one in exercises.items()],
        load=read_load(now),
    )
    return replace(found, quiet=()) if found.rests else found


def _enrollments(course: Course) -> Sequence[Enrollment]:
    rows = Enrollment.objects.filter(course=course, role=Role.STUDENT).select_related("user").order_by()
    return list(rows.only("user__email", "user__name"))


def _handed_in(course: Course) -> dict[int, tuple[datetime, int]]:
    """Return by exercise id when anything was handed in last, and by how many students."""
    rows = _by_students(Submission.objects, course).values_list("exercise")
    counts = rows.annotate(last=Max("created_at"), students=Count("student", distinct=True))
    return {exercise: (last, students) for exercise, last, students in counts}


def _by_students(rows: Manager[Submission], course: Course) -> QuerySet[Submission]:
    of_student = {"student__enrollments__course": course, "student__enrollments__role": Role.STUDENT}
    return rows.filter(exercise__unit__course=course, **of_student).order_by()


def _current(
    handed_in: Mapping[int, tuple[datetime, int]], exercises: Mapping[int, Exercise], now: datetime
) -> list[int]:
    recent = [key for key, (at, _students) in handed_in.items() if key in exercises and at > now - CURRENT]
    return sorted(recent, key=lambda key: handed_in[key][0], reverse=True)


def _last_activity(course: Course) -> dict[int, datetime]:
    """Return when each person handed in, ran or read anything in the course last, by id, in three queries."""
    found: dict[int, datetime] = {}
    submitted = Submission.objects.filter(exercise__unit__course=course).order_by().values_list("student")
    runs = Run.objects.filter(exercise__unit__course=course).order_by().values_list("student")
    read = LessonReading.objects.filter(lesson__unit__course=course).order_by().values_list("user")
    at_work = (rows.annotate(last=Max("created_at")) for rows in (submitted, runs))
    for rows in (*at_work, read.annotate(last=Max("read_at"))):
        for person, at in rows:
            found[person] = max(found.get(person, at), at)
    return found


def _stuck(
    current: Collection[int], exercises: Mapping[int, Exercise], students: Mapping[int, User], now: datetime
) -> list[StuckRow]:
    rows = [
        StuckRow(student=students[stuck.student], exercise=exercises[stuck.last.exercise], stuck=stuck)
        for stuck in read_stuck(current, students, now)
    ]
    failing = failing_titles(row.stuck.last.grading for row in rows[:SHOWN])
    shown = [
        replace(
            row,
            stuck=replace(row.stuck, fails=tuple(title for _test, title in failing[row.stuck.last.grading])),
        )
        for row in rows[:SHOWN]
    ]
    return shown + rows[SHOWN:]


def _quiet(absent: Sequence[QuietRow], now: datetime) -> list[QuietRow]:
    return sorted(
        (one for one in absent if one.last_at is not None and one.last_at <= now - QUIET),
        key=lambda one: one.last_at or now,
    )


def _flagged(
    current: Collection[int], exercises: Mapping[int, Exercise], students: Collection[int]
) -> list[FlaggedTest]:
    qualities = read_qualities(read_last_graded(current, students), {})
    return [
        FlaggedTest(exercise=exercises[key], test=test) for key, tests in qualities.items() for test in suspects(tests)
    ]


def _due(
    exercises: Collection[Exercise], handed_in: Mapping[int, tuple[datetime, int]], students: int, now: datetime
) -> list[DueRow]:
    coming = [one for one in exercises if one.due_at is not None and now <= one.due_at <= now + SOON]
    return [
        DueRow(exercise=one, missing=students - _count(handed_in, one.pk), students=students)
        for one in sorted(coming, key=lambda one: one.due_at or now)
    ]


def _count(handed_in: Mapping[int, tuple[datetime, int]], exercise: int) -> int:
    return handed_in[exercise][1] if exercise in handed_in else 0


def _days(course: Course, now: datetime) -> list[DayRow]:
    today = timezone.localtime(now).date()
    days = [today - timedelta(days=before) for before in range(ACTIVITY_DAYS - 1, -1, -1)]
    since = now - timedelta(days=ACTIVITY_DAYS)
    rows = Submission.objects.filter(exercise__unit__course=course, created_at__gte=since, created_at__lte=now)
    counts = rows.order_by().annotate(day=TruncDate("created_at")).values_list("day")
    by_day = {
        day: (submissions, students)
        for day, submissions, students in counts.annotate(n=Count("pk"), who=Count("student", distinct=True))
    }
    return [
        DayRow(day=day, submissions=found[0], students=found[1]) for day in days for found in [by_day.get(day, (0, 0))]
    ]
