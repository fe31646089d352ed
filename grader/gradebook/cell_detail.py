"""What stands behind one cell of the gradebook: a student's attempts at an exercise, and what was decided by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Role
from grader.due_dates import lateness
from grader.gradebook.course_policies import policy_of
from grader.gradebook.policies import Policy
from grader.models import Extension, Score, ScoreOverride
from grader.scores import score_of
from grader.workbench.attempts import Attempt, attempts_of

ATTEMPTS_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class CellDetail:
    """Everything that the panel of a cell shows. ``due_at`` is the student's own date."""

    student: User
    exercise: Exercise
    score: Score | None
    override: ScoreOverride | None
    extensions: tuple[Extension, ...]
    due_at: datetime | None
    attempts: tuple[tuple[Attempt, bool], ...]
    """The latest attempts, the last one first, each with whether it was late."""
    policy: Policy

    @property
    def extension(self) -> Extension | None:
        """The student's own extension, not the section's."""
        return next((one for one in self.extensions if one.student_id == self.student.pk), None)


def find_student(course: Course, student: int) -> User:
    """Return a student of a course, or somebody who once handed in there; ``Http404`` for anybody else."""
    user = get_object_or_404(User, pk=student)
    enrolled = Enrollment.objects.filter(course=course, user=user, role=Role.STUDENT)
    if not enrolled.exists() and not Score.objects.filter(exercise__unit__course=course, student=user).exists():
        raise Http404
    return user


def find_exercise_of(course: Course, exercise: int) -> Exercise:
    """Return one of a course's exercises by its id; ``Http404`` when there is none."""
    return get_object_or_404(Exercise.objects.in_order(), pk=exercise, unit__course=course)


def cell_detail(exercise: Exercise, student: User) -> CellDetail:
    """Return what stands behind a student's score in an exercise; the number of queries is fixed."""
    score = score_of(exercise, student)
    known = lateness([exercise], [student.pk])
    attempts = attempts_of(exercise, student, score.grading if score else None, ATTEMPTS_SHOWN)
    own = Q(student=student) | Q(section__enrollments__user=student)
    extensions = Extension.objects.filter(own, exercise=exercise).select_related("section", "granted_by")
    overrides = ScoreOverride.objects.filter(exercise=exercise, student=student).select_related("set_by")
    return CellDetail(
        student=student,
        exercise=exercise,
        score=score,
        override=overrides.first(),
        extensions=tuple(extensions),
        due_at=known.dates.of(exercise, student.pk),
        attempts=tuple((one, known.is_late_at(exercise, one.grading.work)) for one in attempts),
        policy=policy_of(exercise.unit.course_id),
    )
