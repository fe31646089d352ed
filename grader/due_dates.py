"""When work is due, and whether it came in time: the one place that decides it, in Python and in queries.

A date of one student's own would be read here, in `due_at` and in `DUE_AT`, and nowhere else.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from courses.models import Exercise
from grader.models import Run, Submission

DUE_AT = F("submission__exercise__due_at")
"""The due date of what a grading judges, in a query of gradings."""


def due_at(exercise: Exercise, _student: int) -> datetime | None:
    """Return when the work of a student, given by id, is due for an exercise; ``None`` for never."""
    return exercise.due_at


def is_late(work: Submission | Run) -> bool:
    """Return whether work was handed in after it was due. A run is never late, since it never counts."""
    due = due_at(work.exercise, work.student_id) if isinstance(work, Submission) else None
    return due is not None and work.created_at > due


def in_time() -> Q:
    """Gradings of submissions that were handed in when they were due, or earlier."""
    return Q(submission__exercise__due_at=None) | Q(submission__created_at__lte=DUE_AT)
