"""What only the database knows, asked when somebody wants to know: what waits and runs, how gradings ended, GPU slots.

The number of queries is fixed. `grader.telemetry.status` shows the same figures to those who teach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from grader.models import GpuLease, Grading, Needs, Priority, State, Validation, ValidationState
from grader.queueing.broker import GPU_QUEUE, QUEUES
from grader.queueing.gpu import connected

LOOKED_BACK = timedelta(hours=1)
COURSE = "version__exercise__unit__course__slug"
VALIDATIONS = "validations"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many wait or run in one queue for one course, and since when the oldest has waited."""

    queue: str
    course: str
    state: str
    count: int
    oldest: datetime


def open_gradings() -> list[Waiting]:
    """Return what waits and runs, by queue, course and state, in two queries; validations of authors among them.

    A grading that only a GPU will do for stands in the queue ``gpu``, whatever it is else.
    """
    gradings = Grading.objects.filter(state__in=(State.QUEUED, State.RUNNING)).order_by()
    rows = gradings.values_list("priority", "device", COURSE, "state").annotate(n=Count("pk"), since=Min("queued_at"))
    found = [
        Waiting(queue=_queue(Priority(priority), device), course=course, state=state, count=count, oldest=since)
        for priority, device, course, state, count, since in rows
    ]
    return _merged(found) + _open_validations()


def _queue(priority: Priority, device: str) -> str:
    return GPU_QUEUE if device == Needs.GPU else QUEUES[priority]


def _merged(rows: list[Waiting]) -> list[Waiting]:
    """Join rows that differ in nothing that is told."""
    by_key: dict[tuple[str, str, str], Waiting] = {}
    for row in rows:
        key = (row.queue, row.course, row.state)
        before = by_key.get(key)
        count = row.count + (before.count if before else 0)
        oldest = min(row.oldest, before.oldest) if before else row.oldest
        by_key[key] = Waiting(queue=row.queue, course=row.course, state=row.state, count=count, oldest=oldest)
    return list(by_key.values())


def _open_validations() -> list[Waiting]:
    states = (ValidationState.QUEUED, ValidationState.RUNNING)
    rows = Validation.objects.filter(state__in=states).order_by().values_list(COURSE, "state")
    return [
        Waiting(queue=VALIDATIONS, course=course, state=state, count=count, oldest=since)
        for course, state, count, since in rows.annotate(n=Count("pk"), since=Min("requested_at"))
    ]


def ended_lately(now: datetime) -> QuerySet[Grading]:
    """Return the gradings that ended within the last hour."""
    return Grading.objects.filter(finished_at__gt=now - LOOKED_BACK, finished_at__lte=now).order_by()


def outcomes(now: datetime) -> list[tuple[str, str, str, int]]:
    """Return course, queue, outcome and number of the gradings that ended within the last hour, in one query."""
    rows = ended_lately(now).values_list(COURSE, "priority", "state").annotate(n=Count("pk"))
    return [(course, QUEUES[Priority(priority)], state, count) for course, priority, state, count in rows]


class StoredCollector(Collector):
    """Tells Prometheus what the database knows, in five queries."""

    def collect(self) -> Iterator[Metric]:
        """Ask the database and yield what it says; whatever the database raises passes through."""
        now = timezone.now()
        yield from _of_queues(open_gradings(), now)
        ended = GaugeMetricFamily(
            "backpass_gradings_ended_last_hour",
            "Gradings that ended within the last hour, as stored.",
            labels=["course", "queue", "outcome"],
        )
        for course, queue, outcome, count in outcomes(now):
            ended.add_metric([course, queue, outcome], count)
        yield ended
        yield from _of_gpus()


def _of_queues(rows: list[Waiting], now: datetime) -> Iterator[Metric]:
    labels = ["queue", "course"]
    waiting = GaugeMetricFamily("backpass_queue_depth", "Gradings and validations that wait.", labels=labels)
    age = GaugeMetricFamily("backpass_queue_oldest_seconds", "How long the oldest has waited.", labels=labels)
    running = GaugeMetricFamily(
        "backpass_running", "Gradings and validations that workers have claimed.", labels=labels
    )
    for row in rows:
        if row.state == State.QUEUED:
            waiting.add_metric([row.queue, row.course], row.count)
            age.add_metric([row.queue, row.course], max(0.0, (now - row.oldest).total_seconds()))
        else:
            running.add_metric([row.queue, row.course], row.count)
    yield from (waiting, age, running)


def _of_gpus() -> Iterator[Metric]:
    slots = GaugeMetricFamily("backpass_gpu_slots", "Slots of connected GPUs.", labels=["host"])
    by_host: dict[str, int] = {}
    for device in connected():
        by_host[device.host] = by_host.get(device.host, 0) + device.slots
    for host, count in by_host.items():
        slots.add_metric([host], count)
    yield slots
    held = GaugeMetricFamily("backpass_gpu_slots_held", "Slots that gradings hold.", labels=["host"])
    leases = GpuLease.objects.filter(released_at=None).order_by().values_list("device__host")
    for host, count in leases.annotate(n=Count("pk")):
        held.add_metric([host], count)
    yield held
