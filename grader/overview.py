"""What a course's teachers see first: who is stuck, who has gone quiet, which tests look wrong, what is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, LessonReading, Role
from grader.attempt_log import AttemptLog, read_attempts
from grader.load import Load, read_load
from grader.models import Run, Submission
from grader.scores import published_exercises
from grader.stuck import Stuck, failing_titles, stuck_in
from grader.test_quality import TestQuality, read_qualities, suspects

CURRENT = timedelta(days=14)
"""Exercises that anything was handed in to since then are looked at closely, the ``MOST_CURRENT`` latest ones."""
MOST_CURRENT = 10
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
    handed_in = _handed_in(course, students)
    current = _current(handed_in.latest, exercises, now)
    logs = read_attempts(current, students)
    last_at = _last_activity(course, handed_in.by_student)
    awake = sum(at > now - QUIET for student, at in last_at.items() if student in students)
    absent = [QuietRow(student=user, last_at=last_at.get(key)) for key, user in students.items()]
    found = Overview(
        students=len(students),
        awake=awake,
        stuck=_stuck(logs, exercises, students, now),
        quiet=_quiet(absent, now),
        never=[one for one in absent if one.last_at is None],
        flagged=_flagged(logs, exercises),
        looked_at=[exercises[key] for key in current],
        due=_due(exercises.values(), handed_in.by_exercise, len(students), now),
        days=_days(course, now),
        exercises=[
            ExerciseRow(exercise=one, handed_in=handed_in.by_exercise.get(key, 0)) for key, one in exercises.items()
        ],
        load=read_load(now),
    )
    return replace(found, quiet=()) if found.rests else found


def _enrollments(course: Course) -> Sequence[Enrollment]:
    rows = Enrollment.objects.filter(course=course, role=Role.STUDENT).select_related("user").order_by()
    return list(rows.only("user__email", "user__name"))


@dataclass(frozen=True, kw_only=True)
class _HandedIn:
    """When each exercise and each student saw a submission last, and how many students handed in to each exercise."""

    latest: Mapping[int, datetime]
    by_student: Mapping[int, datetime]
    by_exercise: Mapping[int, int]


def _handed_in(course: Course, students: Collection[int]) -> _HandedIn:
    rows = Submission.objects.filter(exercise__unit__course=course).order_by().values_list("exercise", "student")
    latest: dict[int, datetime] = {}
    by_student: dict[int, datetime] = {}
    by_exercise: defaultdict[int, int] = defaultdict(int)
    for exercise, student, at in rows.annotate(last=Max("created_at")):
        if student in students:
            latest[exercise] = max(latest.get(exercise, at), at)
            by_student[student] = max(by_student.get(student, at), at)
            by_exercise[exercise] += 1
    return _HandedIn(latest=latest, by_student=by_student, by_exercise=by_exercise)


def _current(latest: Mapping[int, datetime], exercises: Mapping[int, Exercise], now: datetime) -> list[int]:
    recent = [key for key, at in latest.items() if key in exercises and at > now - CURRENT]
    return sorted(recent, key=lambda key: latest[key], reverse=True)[:MOST_CURRENT]


def _last_activity(course: Course, submitted: Mapping[int, datetime]) -> dict[int, datetime]:
    """Return when each person handed in, ran or read anything in the course last, by id, in two queries."""
    found = dict(submitted)
    runs = Run.objects.filter(exercise__unit__course=course).order_by().values_list("student")
    read = LessonReading.objects.filter(lesson__unit__course=course).order_by().values_list("user")
    for rows in (runs.annotate(last=Max("created_at")), read.annotate(last=Max("read_at"))):
        for person, at in rows:
            found[person] = max(found.get(person, at), at)
    return found


def _stuck(
    logs: Mapping[int, AttemptLog], exercises: Mapping[int, Exercise], students: Mapping[int, User], now: datetime
) -> list[StuckRow]:
    rows = [
        StuckRow(student=students[stuck.student], exercise=exercises[exercise], stuck=stuck)
        for exercise, log in logs.items()
        for stuck in stuck_in(log, now)
    ]
    rows.sort(key=lambda row: (-row.stuck.tries, row.stuck.last.at))
    failing = failing_titles(row.stuck.last for row in rows[:SHOWN])
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


def _flagged(logs: Mapping[int, AttemptLog], exercises: Mapping[int, Exercise]) -> list[FlaggedTest]:
    qualities = read_qualities(logs, {})
    return [
        FlaggedTest(exercise=exercises[key], test=test) for key, tests in qualities.items() for test in suspects(tests)
    ]


def _due(exercises: Collection[Exercise], handed_in: Mapping[int, int], students: int, now: datetime) -> list[DueRow]:
    coming = [one for one in exercises if one.due_at is not None and now <= one.due_at <= now + SOON]
    return [
        DueRow(exercise=one, missing=students - handed_in.get(one.pk, 0), students=students)
        for one in sorted(coming, key=lambda one: one.due_at or now)
    ]


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
