"""Changing how a course counts: what it would do to everybody's total, and doing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from accounts.models import User, place_by_name
from courses.audit import named, record
from courses.models import Action, Course, Enrollment, Exercise, Role
from grader.gradebook.course_policies import policy_of
from grader.gradebook.policies import Item, Policy, Total, total
from grader.gradebook.scoring import refresh_course
from grader.gradebook.standings import standings
from grader.models import CountedAttempt, GradingPolicy, Score
from grader.scores import published_exercises

SHOWN = 10
Scores = Mapping[int, Mapping[int, Decimal | None]]
"""By exercise id and student id."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One student's total before and after."""

    student: User
    before: Total
    after: Total

    @property
    def by(self) -> Decimal:
        """How much the share changes, from -1 to 1."""
        return self.after.share - self.before.share


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a policy would change: the students whose share would be another, the largest change first."""

    changes: tuple[Change, ...]
    students: int

    @property
    def largest(self) -> tuple[Change, ...]:
        """The ones that are shown."""
        return self.changes[:SHOWN]

    @property
    def higher(self) -> int:
        """How many totals would rise."""
        return sum(one.by > 0 for one in self.changes)

    @property
    def lower(self) -> int:
        """How many totals would fall."""
        return sum(one.by < 0 for one in self.changes)


def preview(course: Course, policy: Policy, weights: Mapping[int, Decimal]) -> Preview:
    """Return what would change; reads every grading of the course where the scores themselves would."""
    exercises = list(published_exercises(course))
    old, before = policy_of(course.pk), _stored(exercises)
    after = before if _scores_alike(old, policy) else _computed(exercises, policy)
    enrolled = Enrollment.objects.filter(course=course, role=Role.STUDENT).select_related("user")
    students = [one.user for one in enrolled]
    now = {one.pk: one.weight for one in exercises}
    changes = [
        Change(
            student=student,
            before=_total(exercises, before, now, student.pk, old.dropped),
            after=_total(exercises, after, weights, student.pk, policy.dropped),
        )
        for student in students
    ]
    different = [one for one in changes if one.by]
    different.sort(key=lambda one: (-abs(one.by), *place_by_name(one.student.display_name, one.student.pk)))
    return Preview(changes=tuple(different), students=len(students))


@transaction.atomic
def save_policy(course: Course, actor: User, row: GradingPolicy, weights: Mapping[int, Decimal]) -> bool:
    """Store a policy and weights with an audit entry for each change; return whether anything changed."""
    old = policy_of(course.pk)
    row.course = course
    row.save()
    new = policy_of(course.pk)
    if old != new:
        record(course, actor, Action.POLICY, named(course), before=described(old), after=described(new))
    changed = [one for one in published_exercises(course) if one.weight != weights.get(one.pk, one.weight)]
    for exercise in changed:
        weight = weights[exercise.pk]
        record(course, actor, Action.WEIGHT, named(exercise), before=exercise.weight, after=weight)
        exercise.weight = weight
    Exercise.objects.bulk_update(changed, ["weight"])
    if not _scores_alike(old, new):
        refresh_course(course)
    return old != new or bool(changed)


def described(policy: Policy) -> str:
    """Return a policy in a line, as the audit keeps it."""
    minutes = int(policy.grace.total_seconds() // 60)
    counts = CountedAttempt(policy.counted).value
    return f"{counts} counts; {policy.late_penalty} % a day late; {minutes} min of grace; {policy.dropped} dropped"


def _scores_alike(one: Policy, other: Policy) -> bool:
    """Whether two policies give the same scores, whatever their totals."""
    return replace(one, dropped=0) == replace(other, dropped=0)


def _stored(exercises: list[Exercise]) -> Scores:
    found: dict[int, dict[int, Decimal | None]] = {one.pk: {} for one in exercises}
    rows = Score.objects.filter(exercise__in=list(found)).order_by().values_list("exercise", "student", "score")
    for exercise, student, score in rows:
        found[exercise][student] = score
    return found


def _computed(exercises: list[Exercise], policy: Policy) -> Scores:
    return {
        one.pk: {student: standing.score for student, standing in standings(one.pk, policy=policy).items()}
        for one in exercises
    }


def _total(
    exercises: list[Exercise], scores: Scores, weights: Mapping[int, Decimal], student: int, dropped: int
) -> Total:
    return total((Item(scores[one.pk].get(student), one.points, weights[one.pk]) for one in exercises), dropped)
