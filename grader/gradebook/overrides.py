"""Scores that are set by hand, with a reason that the student reads."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.audit import named, record
from courses.models import Action, Exercise
from grader.gradebook.scoring import refresh
from grader.models import Score, ScoreOverride


@transaction.atomic
def set_override(exercise: Exercise, student: User, actor: User, score: Decimal, reason: str) -> ScoreOverride:
    """Have ``score`` (0 to the exercise's points) count instead of what grading gave."""
    before = _counted(exercise, student)
    values = {"score": score, "reason": reason, "set_by": actor, "set_at": timezone.now()}
    override, _ = ScoreOverride.objects.update_or_create(exercise=exercise, student=student, defaults=values)
    refresh(exercise, [student.pk])
    _record(exercise, student, actor, before, reason)
    return override


@transaction.atomic
def remove_override(exercise: Exercise, student: User, actor: User) -> bool:
    """Have what grading gave count again; return whether there was an override."""
    before = _counted(exercise, student)
    deleted, _ = ScoreOverride.objects.filter(exercise=exercise, student=student).delete()
    if deleted:
        refresh(exercise, [student.pk])
        _record(exercise, student, actor, before, "")
    return bool(deleted)


def _counted(exercise: Exercise, student: User) -> Decimal | None:
    return Score.objects.filter(exercise=exercise, student=student).values_list("score", flat=True).first()


def _record(exercise: Exercise, student: User, actor: User, before: Decimal | None, reason: str) -> None:
    course, after = exercise.unit.course, _counted(exercise, student)
    subject = f"{named(exercise)}: {student}"
    record(course, actor, Action.OVERRIDE, subject, before=before, after=after, reason=reason, person=student)
