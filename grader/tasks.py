"""Celery tasks: thin calls of the rules that stand elsewhere."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings

from grader.queueing.working import grade_next
from sandbox import Client


@shared_task(name="grader.tasks.grade", ignore_result=True)  # type: ignore[untyped-decorator]
def grade(grading_id: int) -> None:
    """Grade what is next where this grading waits: the message only says that there is work.

    Anything that goes wrong ends in the database, not in a retry of this task.
    """
    grade_next(grading_id, Client(settings.SANDBOX_SOCKET))


@shared_task(name="grader.tasks.validate", ignore_result=True)  # type: ignore[untyped-decorator]
def validate(validation_id: int) -> None:
    """Carry out one queued validation."""
    from grader.authoring.validating import validate_one  # Brings SciPy and LibCST, 80 MB that most workers never need.

    validate_one(validation_id, Client(settings.SANDBOX_SOCKET))
