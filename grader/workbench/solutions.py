"""When a student may read an exercise's solution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from courses.access import may
from courses.folders.exercise_folder import ExerciseFolder
from courses.models import Exercise
from grader.due_dates import due_at
from grader.models import Grading, State


@dataclass(frozen=True, kw_only=True)
class SolutionAccess:
    """Whether the solution is open for somebody, and why, in words for them."""

    is_open: bool
    reason: str


def solution_access(exercise: Exercise, folder: ExerciseFolder, user: User) -> SolutionAccess:
    """Return whether ``user`` may read the solution now. Who teaches the course always may."""
    if may(user, "courses.see_work", exercise.unit.course):
        return SolutionAccess(is_open=True, reason=_("You see it because you teach this course."))
    rule = folder.solution_opens
    if rule in ("after_full_marks", "after_either") and has_full_marks(exercise, user):
        return SolutionAccess(is_open=True, reason=_("It is open because you have reached all points."))
    due = due_at(exercise, user.pk)
    if rule in ("after_due_date", "after_either") and due is not None and due <= timezone.now():
        return SolutionAccess(is_open=True, reason=_("It is open because the due date has passed."))
    return SolutionAccess(is_open=False, reason=_reason(rule, due))


def has_full_marks(exercise: Exercise, student: User) -> bool:
    """Whether work of the student passed every test, whatever hints took off."""
    graded = Grading.objects.filter(state=State.GRADED, counts=True, submission__exercise=exercise, student=student)
    return graded.filter(score__gt=0, score__gte=F("max_score") - F("submission__hint_points")).exists()


def _reason(rule: str, due: datetime | None) -> str:
    if rule == "never":
        return _("The solution of this exercise is not published.")
    if rule == "after_full_marks":
        return _("The solution opens when you have reached all points.")
    if due is None:
        by_date = _("This exercise has no due date yet.")
        if rule == "after_due_date":
            return _("The solution opens after the due date.") + " " + by_date
        return _("The solution opens when you have reached all points, or after the due date.") + " " + by_date
    date = date_format(timezone.localtime(due), "DATETIME_FORMAT")
    if rule == "after_due_date":
        return _("The solution opens after the due date, {due}.").format(due=date)
    return _("The solution opens when you have reached all points, or after the due date, {due}.").format(due=date)
