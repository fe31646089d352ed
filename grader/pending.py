"""What must still be done? Querysets that answer it from the database, which is the truth; the broker is a cache."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from grader import gpu
from grader.models import Grading, Needs, Priority, State, Validation, ValidationState

STUDENT_SLOTS = 2
"""How many gradings of one student run at the same time."""
HEARTBEAT_STALE = timedelta(seconds=30)
"""A running grading that was silent for so long has lost its worker."""
ANNOUNCE_AGAIN = timedelta(seconds=60)
"""A queued grading is told to the broker again when it was not claimed for so long."""
RETRY_AFTER = timedelta(seconds=5)
"""How long a grading rests after an error of ours, and before the sweep looks after a new one."""
IN_TURN = ("priority", "queued_at", "pk")


def waiting() -> QuerySet[Grading]:
    """Gradings that are queued, the next one first."""
    return Grading.objects.filter(state=State.QUEUED).order_by(*IN_TURN)


def running() -> QuerySet[Grading]:
    """Gradings that a worker has claimed."""
    return Grading.objects.filter(state=State.RUNNING)


def has_free_slot(grading: Grading) -> bool:
    """Whether the student, and for a regrade the site, has room for this grading to run now."""
    if grading.priority == Priority.REGRADE and not free_regrade_slots():
        return False
    return running().filter(student=grading.student_id).count() < STUDENT_SLOTS


def free_regrade_slots() -> int:
    """How many more regrades may run; one slot always stays free for live work, and a validation goes before them."""
    validations = running_validations().count() + min(1, waiting_validations().count())
    return _background_slots() - _running_regrades() - validations * validation_slots()


def _background_slots() -> int:
    return max(1, settings.GRADING_SLOTS - 1)


def _running_regrades() -> int:
    return running().filter(priority=Priority.REGRADE).count()


def validation_slots() -> int:
    """How many judgings one validation has at the same time: half of what live work does not keep for itself."""
    return max(1, (settings.GRADING_SLOTS - 1) // 2)


def has_room_for_validation() -> bool:
    """Whether one more validation may run now; one slot always stays free for live work."""
    wanted = (running_validations().count() + 1) * validation_slots()
    return _running_regrades() + wanted <= _background_slots()


def waiting_validations() -> QuerySet[Validation]:
    """Validations that are queued, the next one first."""
    return Validation.objects.filter(state=ValidationState.QUEUED).order_by("requested_at", "pk")


def running_validations() -> QuerySet[Validation]:
    """Validations that a worker has claimed."""
    return Validation.objects.filter(state=ValidationState.RUNNING)


def rested_validations(now: datetime) -> QuerySet[Validation]:
    """Queued validations whose time has come, the next one first."""
    rested = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - RETRY_AFTER)
    return waiting_validations().filter(rested)


def lost_validations(now: datetime) -> QuerySet[Validation]:
    """Running validations whose worker has fallen silent."""
    return running_validations().filter(heartbeat_at__lt=now - HEARTBEAT_STALE)


def next_regrades() -> list[Grading]:
    """The regrades for which there is room now."""
    free = free_regrade_slots()
    return list(claimable().filter(priority=Priority.REGRADE)[:free]) if free > 0 else []


def live_work_waits() -> bool:
    """Whether a run or a submission could be judged now and has no worker yet."""
    return claimable().filter(priority__lt=Priority.REGRADE).exclude(device=Needs.GPU).exists()


def claimable() -> QuerySet[Grading]:
    """Queued gradings whose student has a free slot, and for which there may be a device, the next one first."""
    counts = running().filter(student=OuterRef("student")).order_by().values("student").annotate(count=Count("pk"))
    there = waiting() if gpu.free_slots() else waiting().exclude(device=Needs.GPU)
    return there.annotate(held=Coalesce(Subquery(counts.values("count")), 0)).filter(held__lt=STUDENT_SLOTS)


def followers(grading: Grading) -> list[Grading]:
    """The waiting gradings for which ``grading``, which ended or rests before another attempt, makes room."""
    held = running().filter(student=grading.student_id).count()
    others = waiting().filter(student=grading.student_id).exclude(pk=grading.pk)
    found = list(others[: max(0, STUDENT_SLOTS - held)])
    if grading.priority == Priority.REGRADE and free_regrade_slots() > 0:
        found += claimable().filter(priority=Priority.REGRADE).exclude(student=grading.student_id)[:1]
    if grading.device != Needs.CPU:
        found += next_for_gpu(gpu.free_slots())
    return list({found_one.pk: found_one for found_one in found}.values())


def next_for_gpu(count: int) -> list[Grading]:
    """The next ``count`` gradings that a GPU is for."""
    return list(claimable().exclude(device=Needs.CPU)[:count]) if count else []


def unannounced(now: datetime) -> QuerySet[Grading]:
    """Claimable gradings that the broker does not have, or may have lost."""
    never = Q(enqueued_at=None, queued_at__lt=now - RETRY_AFTER)
    rested = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - RETRY_AFTER)
    return claimable().filter(never & rested | Q(enqueued_at__lt=now - ANNOUNCE_AGAIN))


def lost(now: datetime) -> QuerySet[Grading]:
    """Running gradings whose worker has fallen silent."""
    return running().filter(heartbeat_at__lt=now - HEARTBEAT_STALE)
