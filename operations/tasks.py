"""Celery tasks: thin calls of the rules that stand elsewhere."""

from __future__ import annotations

from celery import shared_task

from operations import cleaning


@shared_task(name="operations.tasks.clean_up", ignore_result=True)  # type: ignore[untyped-decorator]
def clean_up() -> None:
    """Remove, once a night, what is older than it is kept."""
    for _removed in cleaning.clean_up():
        pass
