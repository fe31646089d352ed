"""GPUs in the database: which devices are connected, and which slot of which is leased to which grading.

A slot is leased in the transaction that claims the grading, and given back in the one that ends the attempt. That no
slot has two holders is a constraint of the database; `lease` only finds out by it that somebody was quicker.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.folders.exercise_folder import ExerciseFolder, folder_of
from courses.models import Course, ExerciseVersion
from grader.models import GpuDevice, GpuLease, Grading, Needs, Priority, State
from sandbox import Client, SandboxUnavailable
from sandbox.environments import ENVIRONMENTS
from sandbox.gpu import Lease

CONNECTED = timedelta(seconds=60)
"""A device that no sandbox server has reported for so long is not connected."""


def connected() -> list[GpuDevice]:
    """Return the devices that can be leased now, wherever they are."""
    return list(GpuDevice.objects.filter(seen_at__gt=timezone.now() - CONNECTED).order_by("host", "index"))


def offering(grading: Grading) -> list[GpuDevice]:
    """Return the connected devices of servers that have the environment of the grading's exercise."""
    return _with_environment(connected(), folder_of(grading.version))


def is_missing_for(folder: ExerciseFolder) -> bool:
    """Whether work for this exercise would wait because no GPU for it is connected."""
    return folder.device == "gpu" and not folder.cpu_fallback and not _with_environment(connected(), folder)


def _with_environment(devices: list[GpuDevice], folder: ExerciseFolder) -> list[GpuDevice]:
    return [device for device in devices if folder.environment in device.environments]


def needs_gpu(grading: Grading) -> bool:
    """Whether the grading has to run on a GPU: its exercise asks for one, and may not make do without."""
    return grading.device == Needs.GPU or (grading.device == Needs.GPU_OR_CPU and bool(offering(grading)))


def needed_by(version: ExerciseVersion) -> Needs:
    """Return what gradings by an exercise version run on."""
    folder = folder_of(version)
    if folder.device == "cpu":
        return Needs.CPU
    return Needs.GPU_OR_CPU if folder.cpu_fallback else Needs.GPU


def waits_for_device(grading: Grading) -> bool:
    """Whether the grading waits because no GPU for it is connected."""
    return grading.state == State.QUEUED and grading.device == Needs.GPU and not offering(grading)


def free_slots() -> int:
    """Return how many slots of connected devices nobody holds."""
    devices = connected()
    held = GpuLease.objects.filter(device__in=devices, released_at=None).count() if devices else 0
    return max(sum(device.slots for device in devices) - held, 0)


def spare_for_regrades() -> int:
    """Return how many more slots regrades may hold: one stays free for live work, where there is more than one."""
    devices = connected()
    held = GpuLease.objects.filter(device__in=devices, released_at=None, grading__priority=Priority.REGRADE).count()
    return max(1, sum(device.slots for device in devices) - 1) - held


def lease(grading: Grading, attempt: int) -> GpuLease | None:
    """Take a slot of a device at this worker's host for an attempt; ``None`` when none is free.

    Called in the claiming transaction. The emptiest device comes first.
    """
    here = [device for device in offering(grading) if device.host == settings.GPU_HOST]
    held = {device.pk: set(device.open_leases().values_list("slot", flat=True)) for device in here}
    for device in sorted(here, key=lambda one: len(held[one.pk]) / one.slots):
        for slot in range(device.slots):
            if slot not in held[device.pk] and (taken := _take(device, slot, grading, attempt)):
                return taken
    return None


def _take(device: GpuDevice, slot: int, grading: Grading, attempt: int) -> GpuLease | None:
    try:
        with transaction.atomic():
            return GpuLease.objects.create(device=device, slot=slot, grading=grading, attempt=attempt)
    except IntegrityError:
        return None


def release(grading_id: int, attempt: int) -> bool:
    """Give back what an attempt holds; whether there was anything."""
    mine = GpuLease.objects.filter(grading=grading_id, attempt=attempt, released_at=None)
    return bool(mine.update(released_at=timezone.now()))


def release_forgotten(now: datetime) -> int:
    """Give back the slots of attempts that are over, however that came about; return how many there were."""
    alive = Grading.objects.filter(pk=OuterRef("grading"), state=State.RUNNING, attempt=OuterRef("attempt"))
    return GpuLease.objects.filter(~Exists(alive), released_at=None).update(released_at=now)


def sandbox_lease(grading: Grading) -> Lease | None:
    """Return what the sandbox is told that a claimed grading holds."""
    found = GpuLease.objects.filter(grading=grading, attempt=grading.attempt, released_at=None)
    held = found.select_related("device").first()
    if held is None:
        return None
    return Lease(device=held.device.uuid, slot=held.slot, memory_mb=held.device.share_mb)


def register(client: Client) -> int:
    """Ask this host's sandbox servers for their GPUs and store what they say; return how many devices there are."""
    found: dict[str, dict[str, Any]] = {}
    answers = list(_answers(client))
    for answer in answers:
        for device in answer.get("gpus", ()):
            entry = found.setdefault(device["uuid"], {**device, "environments": []})
            entry["environments"] += [name for name in answer["environments"] if name not in entry["environments"]]
    mine = GpuDevice.objects.filter(host=settings.GPU_HOST)
    if answers:
        mine.exclude(uuid__in=found).update(seen_at=timezone.now() - CONNECTED)
    for uuid, device in found.items():
        fields = ("index", "name", "memory_mb", "slots", "environments")
        values = {name: device[name] for name in fields}
        seen = {"host": settings.GPU_HOST, "seen_at": timezone.now()}
        GpuDevice.objects.update_or_create(uuid=uuid, defaults={**values, **seen})
    return len(found)


def _answers(client: Client) -> Iterable[dict[str, Any]]:
    names = list(ENVIRONMENTS) if "{environment}" in settings.SANDBOX_SOCKET else [""]
    for name in names:
        try:
            yield client.ping(name)
        except SandboxUnavailable:
            continue


def seconds_by(course: Course, field: str, *, with_regrades: bool = True) -> list[tuple[int, timedelta, int]]:
    """Return a course's GPU time and number of jobs by a field of the grading: key, time, jobs; the most first.

    A slot that is held now counts up to now.
    """
    time = ExpressionWrapper(Coalesce("released_at", Value(timezone.now())) - F("leased_at"), DurationField())
    leases = leases_of(course) if with_regrades else leases_of(course).exclude(grading__priority=Priority.REGRADE)
    rows = leases.order_by().values(f"grading__{field}").annotate(total=Sum(time), jobs=Count("pk"))
    return sorted(((row[f"grading__{field}"], row["total"], row["jobs"]) for row in rows), key=lambda row: -row[1])


def leases_of(course: Course) -> QuerySet[GpuLease]:
    """Return the leases of a course's gradings."""
    return GpuLease.objects.filter(grading__version__exercise__unit__course=course)
