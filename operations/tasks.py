"""Celery tasks: thin calls of the rules that stand elsewhere."""

from __future__ import annotations

from collections import deque

from celery import shared_task
from django.core.cache import cache

from operations import cleaning

NIGHT_SECONDS = 6 * 3600


@shared_task(name="operations.tasks.clean_up", ignore_result=True)  # type: ignore[untyped-decorator]
def clean_up() -> None:
    """Remove, once a night, what is older than it is kept. Every worker has a clock; one of them is enough."""
    if cache.add("clean_up", True, NIGHT_SECONDS):
        deque(cleaning.clean_up(), maxlen=0)
