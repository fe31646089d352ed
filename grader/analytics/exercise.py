"""What is known of one exercise's work: how far students came, what stopped them, and how good the tests are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from courses.folders.exercise_folder import folder_of
from courses.folders.exercise_settings import CurveGoal
from courses.models import Course, Enrollment, Exercise, Role
from courses.text import Text
from grader.analytics.attempt_log import AttemptLog, read_attempts
from grader.analytics.curve_fan import CurveFan, read_fan
from grader.analytics.filters import AnalyticsFilters
from grader.analytics.hint_use import HintUse, read_hint_use
from grader.analytics.measures import Spread, quantile, spread
from grader.analytics.message_groups import MessageGroup, read_groups
from grader.analytics.stuck import Stuck, failing_titles, gave_up, most_failed, stuck_in
from grader.analytics.test_quality import TestQuality, course_criterion, read_qualities
from grader.models import Grading, Priority, Run
from grader.progress.own_progress import active_times

MOST_WAITS = 500
"""How many of the newest submissions are asked how long they waited."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How long submissions waited for a worker, in seconds: the median, and what 95 % did not exceed."""

    count: int
    median: float
    p95: float


@dataclass(frozen=True, kw_only=True)
class CommonFailure:
    """The test that most of ``of`` students fail with their last attempt, ``count`` of them."""

    test_id: str
    title: Text
    count: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Analytics:
    """Everything that the page shows of one exercise, about the students that the filters leave.

    ``minutes`` are active ones, as `grader.progress.own_progress.active_times` counts them, up to full marks.
    ``failure`` is about those who are stuck, or where nobody is, about all without full marks.
    """

    exercise: Exercise
    students: Mapping[int, User]
    log: AttemptLog
    minutes: Spread | None
    tests: list[TestQuality]
    ranked_by_course: bool
    messages: list[MessageGroup]
    fan: CurveFan | None
    hints: list[HintUse]
    wait: Wait | None
    stuck: list[Stuck]
    left: list[int]
    failure: CommonFailure | None
    versions: int

    @property
    def handed_in(self) -> int:
        """How many students handed in anything."""
        return len(self.log.by_student)

    @property
    def solved(self) -> int:
        """How many reached full marks, hints aside, be it late or in time."""
        return len(self.log.first_full)

    @property
    def tries(self) -> Spread | None:
        """How many submissions those who reached full marks needed."""
        return spread(self.log.first_full.values())

    @property
    def submissions(self) -> int:
        """How many submissions there are."""
        return len(self.log.attempts)


def analyze(exercise: Exercise, filters: AnalyticsFilters, now: datetime | None = None) -> Analytics:
    """Return the analytics of an exercise; the number of queries does not grow with the class or its work."""
    now = now or timezone.now()
    students = _students(exercise.unit.course, filters.chosen_section)
    log = read_attempts([exercise.pk], students, since=filters.begin, until=filters.end)[exercise.pk]
    criterion = course_criterion(exercise, log.graded.last.keys())
    stuck = stuck_in(log, now)
    return Analytics(
        exercise=exercise,
        students=students,
        log=log,
        minutes=spread(_minutes_to_full(exercise, log)),
        tests=read_qualities({exercise.pk: log.graded}, {exercise.pk: criterion})[exercise.pk],
        ranked_by_course=criterion is not None,
        messages=read_groups(log.attempts),
        fan=read_fan(log.graded.last.values(), _goal(exercise)),
        hints=read_hint_use(exercise.pk, log, students.keys()),
        wait=_wait(log),
        stuck=stuck,
        left=gave_up(log, now),
        failure=_common_failure(log, [one.student for one in stuck]),
        versions=len({one.version for one in log.attempts}),
    )


def _students(course: Course, section: int | None) -> dict[int, User]:
    enrollments = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    if section is not None:
        enrollments = enrollments.filter(section=section)
    users = enrollments.select_related("user").only("user__email", "user__name").order_by()
    return {one.user_id: one.user for one in users}


def _goal(exercise: Exercise) -> CurveGoal | None:
    return folder_of(exercise.current).curve if exercise.current else None


def _wait(log: AttemptLog) -> Wait | None:
    """Return the wait of the newest submissions; a regrade waits by design."""
    newest = [one.grading for one in log.attempts[-MOST_WAITS:]]
    gradings = Grading.objects.filter(pk__in=newest, priority__lt=Priority.REGRADE).order_by()
    times = gradings.values_list("queued_at", "started_at")
    waits = sorted((began - queued).total_seconds() for queued, began in times if began)
    return Wait(count=len(waits), median=quantile(waits, 0.5), p95=quantile(waits, 0.95)) if waits else None


def _minutes_to_full(exercise: Exercise, log: AttemptLog) -> list[float]:
    """Return the active minutes of each student who reached full marks, until then, in one query."""
    ended = {student: log.by_student[student][number - 1].at for student, number in log.first_full.items()}
    moments: defaultdict[int, list[datetime]] = defaultdict(list)
    for student, at in Run.objects.filter(exercise=exercise).order_by().values_list("student", "created_at"):
        if student in ended and at < ended[student]:
            moments[student].append(at)
    for student, end in ended.items():
        moments[student] += [one.at for one in log.by_student[student] if one.at <= end]
    active = (active_times((at, exercise.pk) for at in own) for own in moments.values())
    return [one[exercise.pk].total_seconds() / 60 for one in active if exercise.pk in one]


def _common_failure(log: AttemptLog, stuck: Collection[int]) -> CommonFailure | None:
    unsolved = stuck or [student for student in log.by_student if student not in log.first_full]
    last = [log.graded.last[student] for student in unsolved if student in log.graded.last]
    found = most_failed(failing_titles(last))
    if found is None:
        return None
    test, title, count = found
    return CommonFailure(test_id=test, title=title, count=count, of=len(unsolved))
