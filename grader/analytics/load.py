"""How busy the site is: the queue, what runs now, and the room that workers and GPUs have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q

from grader.analytics.measures import quantile
from grader.models import GpuLease, Grading, Priority, State
from grader.queueing.gpu import connected

LOOKED_BACK = timedelta(hours=24)
MOST_WAITS = 500
"""How many of the last gradings' waits are looked at."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """The whole site's load. Waits are seconds of the last gradings of ``LOOKED_BACK``, without regrades.

    ``slots`` is the room of one worker; how many workers run, the database does not know.
    """

    queued: int
    queued_regrades: int
    oldest: datetime | None
    running: int
    slots: int
    median_wait: float | None
    p95_wait: float | None
    waits: int
    gpus: int
    gpu_slots: int
    gpu_held: int

    @property
    def is_busy(self) -> bool:
        """Whether live work waits while all slots of a worker are taken."""
        return self.queued > 0 and self.running >= self.slots


def read_load(now: datetime) -> Load:
    """Return the load now, in at most four queries."""
    open_ones = Grading.objects.filter(state__in=(State.QUEUED, State.RUNNING)).order_by()
    live, regrade = (
        Q(state=State.QUEUED, priority__lt=Priority.REGRADE),
        Q(state=State.QUEUED, priority=Priority.REGRADE),
    )
    counts = open_ones.aggregate(
        queued=Count("pk", filter=live),
        regrades=Count("pk", filter=regrade),
        oldest=Min("queued_at", filter=live),
        running=Count("pk", filter=Q(state=State.RUNNING)),
    )
    waits, devices = _waits(now), connected()
    return Load(
        queued=counts["queued"],
        queued_regrades=counts["regrades"],
        oldest=counts["oldest"],
        running=counts["running"],
        slots=settings.GRADING_SLOTS,
        median_wait=quantile(waits, 0.5) if waits else None,
        p95_wait=quantile(waits, 0.95) if waits else None,
        waits=len(waits),
        gpus=len(devices),
        gpu_slots=sum(device.slots for device in devices),
        gpu_held=GpuLease.objects.filter(released_at=None).count(),
    )


def _waits(now: datetime) -> list[float]:
    recent = Grading.objects.filter(
        priority__lt=Priority.REGRADE, started_at__isnull=False, queued_at__gte=now - LOOKED_BACK, queued_at__lte=now
    )
    times = recent.order_by("-queued_at").values_list("queued_at", "started_at")[:MOST_WAITS]
    return sorted((began - queued).total_seconds() for queued, began in times if began)
