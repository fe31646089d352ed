"""Who may see which work: students their own, those who teach the course all of it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from courses.access import may, require
from courses.authoring.writable import find_writable
from courses.folders.exercise_folder import ExerciseFolder, folder_of
from courses.models import Exercise
from grader.models import Grading
from grader.regrading.regrade_notes import has_counted

HEAVY = (
    "version__archive",
    "submission__content",
    "submission__exercise__prompt",
    "run__content",
    "run__exercise__prompt",
    "executed_notebook",
    "output",
)
"""What may be megabytes; pages that show one grading read of these what they need."""

LONGEST_NUMBER = 18
"""Digits that every database takes."""


def visible_grading(user: User, grading_id: int) -> Grading:
    """Return a grading that ``user`` may see; ``Http404`` for any other, so that numbers tell nothing.

    Students see what counts of their own work and what once did, and no trial of a regrade.
    """
    grading = get_object_or_404(all_gradings(), pk=grading_id)
    if grading.student_id == user.pk and (grading.counts or has_counted(grading)):
        return grading
    if not may(user, "courses.see_work", exercise_of(grading).unit.course):
        raise Http404
    return grading


def all_gradings() -> QuerySet[Grading]:
    """Gradings with all that lists show of their work; anything heavy is read when it is asked for."""
    return Grading.objects.select_related(
        "student",
        "version",
        "submission__exercise__unit__course",
        "run__exercise__unit__course",
    ).defer(*HEAVY)


def exercise_of(grading: Grading) -> Exercise:
    """Return the exercise whose work a grading judges."""
    return grading.work.exercise


def asked_number(text: str) -> int:
    """Return the number of a row that an address gives as text; ``Http404`` where it is none."""
    if not text.isdecimal() or len(text) > LONGEST_NUMBER:
        raise Http404
    return int(text)


def find_exercise(course: str, unit: str, exercise: str) -> Exercise:
    """Return an exercise by its address; ``Http404`` when there is none."""
    exercises = Exercise.objects.select_related("unit__course", "current").defer("current__archive", "prompt")
    return get_object_or_404(exercises, unit__course__slug=course, unit__slug=unit, slug=exercise)


def find_joined(course: str, unit: str, exercise: str, user: User) -> Exercise:
    """Return an exercise by its address to somebody of its course; ``PermissionDenied`` to others."""
    found = find_exercise(course, unit, exercise)
    require(user, "courses.learn", found.unit.course)
    return found


def find_authored(course: str, unit: str, exercise: str, user: User, permission: str = "courses.write") -> Exercise:
    """Return an exercise of a course that is written on this site to one of its authors with a permission."""
    require(user, permission, find_writable(course, user))
    return find_exercise(course, unit, exercise)


def current_folder(exercise: Exercise) -> ExerciseFolder:
    """Return what students see of an exercise now; ``Http404`` for one that is no longer in its course."""
    if exercise.current is None:
        raise Http404
    return folder_of(exercise.current)
