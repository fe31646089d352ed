"""Tells of changes in a course that scores depend on, to whoever keeps scores; `courses` itself knows of none.

Whatever changes due dates, points or weights of exercises, or moves people between sections, sends it in the
transaction of the change.
"""

from __future__ import annotations

from collections.abc import Collection

from django.dispatch import Signal

from courses.models import Exercise

scoring_changed = Signal()
"""Sent with ``exercises`` and ``students``, as `tell_scoring_changed` takes them."""


def tell_scoring_changed(exercises: Collection[Exercise], students: Collection[int] | None = None) -> None:
    """Say that what counts in some exercises may have changed, for students given by id, or for all.

    An error of whoever listens is raised, so that the transaction fails as a whole.
    """
    if exercises:
        scoring_changed.send(None, exercises=exercises, students=students)


def tell_section_changed(course_id: int, students: Collection[int]) -> None:
    """Say that students, given by id, are in another section of a course than before, or in none any more."""
    tell_scoring_changed(list(Exercise.objects.filter(unit__course=course_id).only("pk")), students)
