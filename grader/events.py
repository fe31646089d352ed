"""Writing grading events, the one source of the live page.

What ``data`` holds, by kind: ``queued`` {}; ``started`` {attempt}; ``stdout`` {text, cut}; ``epoch`` {epoch, epochs,
logs}; ``collected`` {tests: [{id, title, hidden, points}]}; ``test`` {id, outcome, points, max_points, message},
a public one with seconds and, where both are known, expected and actual; ``finished`` {state, score, max_score,
message, detail, line, cell}. A ``started`` with a later attempt takes back what earlier attempts told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from grader.models import EventKind, Grading, GradingEvent

Step = tuple[EventKind, dict[str, Any]]


def append_events(grading_id: int, steps: Iterable[Step]) -> None:
    """Store steps under the next numbers.

    The caller's transaction must have updated the grading's row: that lock keeps two writers from the same number.
    """
    last = GradingEvent.objects.filter(grading=grading_id).aggregate(last=Max("number"))["last"] or 0
    GradingEvent.objects.bulk_create(
        GradingEvent(grading_id=grading_id, number=number, kind=kind, data=data)
        for number, (kind, data) in enumerate(steps, start=last + 1)
    )


def reported_epochs(grading: Grading) -> list[dict[str, object]]:
    """Return the data of all epoch events of a grading's last attempt, in order."""
    events = GradingEvent.objects.filter(grading=grading)
    began = events.filter(kind=EventKind.STARTED).aggregate(last=Max("number"))["last"] or 0
    return list(events.filter(kind=EventKind.EPOCH, number__gt=began).order_by("number").values_list("data", flat=True))


def finished_step(grading: Grading) -> Step:
    """Return the last event of a grading that has ended."""
    return EventKind.FINISHED, {
        "state": str(grading.state),
        "score": None if grading.score is None else float(grading.score),
        "max_score": None if grading.max_score is None else float(grading.max_score),
        "message": grading.message,
        "detail": grading.detail,
        "line": grading.line,
        "cell": grading.cell,
    }
