"""Keeps the rows of `Score` up to date."""

from __future__ import annotations

from collections.abc import Collection

from courses.models import Course, Exercise


def refresh(exercise: Exercise, students: Collection[int] | None = None) -> None:
    """Compute the scores of an exercise again, of some students or of all."""


def refresh_course(course: Course) -> None:
    """Compute the scores of all exercises of a course again."""
