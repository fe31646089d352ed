"""The id of a request goes along with the Celery tasks that it sends, and is on every line that they log."""

from __future__ import annotations

from typing import Any

from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun, worker_ready, worker_shutdown

from grader.telemetry.publishing import Publisher, start_publishing, tasks
from sandbox.log_lines import current_id, is_well_formed, new_id, set_log_fields

HEADER = "log_id"
_publishers: list[Publisher] = []


def follow_tasks() -> None:
    """Connect to Celery's signals, once, in whatever process sends or does tasks."""
    before_task_publish.connect(_send, dispatch_uid="grader.telemetry.send", weak=False)
    task_prerun.connect(_begin, dispatch_uid="grader.telemetry.begin", weak=False)
    task_postrun.connect(_end, dispatch_uid="grader.telemetry.end", weak=False)
    worker_ready.connect(_ready, dispatch_uid="grader.telemetry.ready", weak=False)
    worker_shutdown.connect(_shutdown, dispatch_uid="grader.telemetry.shutdown", weak=False)
    setup_logging.connect(_keep_logging, dispatch_uid="grader.telemetry.logging", weak=False)


def _send(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None:
        headers.setdefault(HEADER, current_id())


def _begin(task: Any = None, **_: Any) -> None:
    tasks.began()
    given = str(getattr(task.request, HEADER, None) or (task.request.headers or {}).get(HEADER) or "")
    set_log_fields(id=given if is_well_formed(given) else new_id(), task=task.name)


def _end(**_: Any) -> None:
    tasks.ended()
    set_log_fields()


def _ready(**_: Any) -> None:
    _publishers.append(start_publishing("worker"))


def _shutdown(**_: Any) -> None:
    while _publishers:
        _publishers.pop().stop()


def _keep_logging(**_: Any) -> None:
    """Be there: with a receiver of this signal, Celery leaves logging as Django has set it up."""
