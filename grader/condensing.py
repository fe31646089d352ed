"""Removing what a finished grading printed and showed. Its state, its points, its tests and its messages stay."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from grader.models import FINAL_STATES, EventKind, Grading, GradingEvent, Score, TestAttachment

REPEATED = (EventKind.STDOUT, EventKind.COLLECTED, EventKind.TEST)
"""Live events of a grading's course that its result says again."""


def with_repeated_events() -> QuerySet[Grading]:
    """Return finished gradings whose live events are all there."""
    return Grading.objects.filter(state__in=FINAL_STATES, events_removed_at=None)


def condensable() -> QuerySet[Grading]:
    """Return finished gradings of submissions that no score comes from, and that hold all they ever held."""
    scored = Exists(Score.objects.filter(grading=OuterRef("pk")))
    whole = Grading.objects.filter(state__in=FINAL_STATES, condensed_at=None, submission__isnull=False)
    return whole.exclude(scored)


def remove_repeated_events(gradings: Collection[int]) -> None:
    """Remove the live events that results repeat. Numbers of those that stay do not change."""
    GradingEvent.objects.filter(grading__in=gradings, kind__in=REPEATED).delete()
    Grading.objects.filter(pk__in=gradings).update(events_removed_at=timezone.now())


def condense(gradings: Collection[int]) -> None:
    """Remove the output, the executed notebook, figures and curves, and what `remove_repeated_events` does."""
    GradingEvent.objects.filter(grading__in=gradings, kind__in=(*REPEATED, EventKind.EPOCH)).delete()
    TestAttachment.objects.filter(result__grading__in=gradings).delete()
    now = timezone.now()
    values = {"output": "", "executed_notebook": "", "events_removed_at": now, "condensed_at": now}
    Grading.objects.filter(pk__in=gradings).update(**values)
