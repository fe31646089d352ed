"""When work is due for whom, and whether it came in time: the one place that decides it.

A student's own date is the latest of the exercise's and of the extensions for the student or the student's section.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from courses.models import Exercise
from grader.gradebook.course_policies import policies_of
from grader.gradebook.policies import Due, Policy, days_late, effective_due
from grader.models import Extension, Run, Submission

Extended = Mapping[int, Mapping[int, list[datetime]]]
"""The dates of extensions by exercise id and student id."""


@dataclass(frozen=True, kw_only=True)
class DueDates:
    """When some exercises are due for some students."""

    extended: Extended

    def due(self, exercise: Exercise, student: int) -> Due:
        """Return the exercise's own date and that of a student, given by id."""
        return effective_due(exercise.due_at, self.extended.get(exercise.pk, {}).get(student, ()))

    def of(self, exercise: Exercise, student: int) -> datetime | None:
        """Return when the work of a student, given by id, is due; ``None`` for never."""
        return self.due(exercise, student).effective


@dataclass(frozen=True, kw_only=True)
class Lateness:
    """Which work came late, by the due dates and the grace of the course's policy."""

    dates: DueDates
    policies: Mapping[int, Policy] = field(default_factory=dict)

    def is_late(self, work: Submission | Run) -> bool:
        """Return whether work was handed in after it was due. A run is never late, since it never counts."""
        return self.is_late_at(work.exercise, work)

    def is_late_at(self, exercise: Exercise, work: Submission | Run) -> bool:
        """As `is_late`, with the work's exercise where that is read already."""
        if isinstance(work, Run):
            return False
        grace = self.policies[exercise.unit.course_id].grace
        return days_late(work.created_at, self.dates.of(exercise, work.student_id), grace) > 0


def due_dates(exercises: Iterable[Exercise | int], students: Collection[int] | None = None) -> DueDates:
    """Return when exercises, given by id or not, are due for students given by id, or for all; in one query."""
    return DueDates(extended=_extended(Extension.objects.filter(exercise__in=list(exercises)), students))


def due_dates_in(courses: Iterable[int], students: Collection[int] | None = None) -> DueDates:
    """Return when all exercises of courses, given by id, are due for students given by id, in one query."""
    return DueDates(extended=_extended(Extension.objects.filter(exercise__unit__course__in=list(courses)), students))


def lateness(exercises: Collection[Exercise], students: Collection[int] | None = None) -> Lateness:
    """Return what decides which work is late, in two queries."""
    courses = {one.unit.course_id for one in exercises}
    return Lateness(dates=due_dates(exercises, students), policies=policies_of(courses))


def due_at(exercise: Exercise, student: int) -> datetime | None:
    """Return when the work of a student, given by id, is due for an exercise, in one query; ``None`` for never."""
    return due_dates([exercise], [student]).of(exercise, student)


def is_late(work: Submission | Run) -> bool:
    """Return whether one work was handed in after it was due, in two queries; for lists there is `lateness`."""
    return isinstance(work, Submission) and lateness([work.exercise], [work.student_id]).is_late(work)


def _extended(extensions: QuerySet[Extension], students: Collection[int] | None) -> Extended:
    own = extensions.filter(student__isnull=False) if students is None else extensions.filter(student__in=students)
    enrolled = {} if students is None else {"section__enrollments__user__in": students}
    shared = extensions.filter(section__isnull=False, section__enrollments__isnull=False, **enrolled)
    # Two halves and not one condition with "or", which SQLite answers by reading every extension of the exercise.
    rows = own.order_by().values_list("exercise", "student", "due_at")
    found: defaultdict[int, defaultdict[int, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    both = rows.union(shared.order_by().values_list("exercise", "section__enrollments__user", "due_at"), all=True)
    for exercise, student, due in both:
        found[exercise][student].append(due)
    return found
