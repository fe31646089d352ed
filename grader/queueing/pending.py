"""What must still be done? Querysets that answer it from the database, which is the truth; the broker is a cache."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from grader.models import (
    FINAL_REGRADES,
    JUDGING_REGRADES,
    Grading,
    Needs,
    Priority,
    Regrade,
    RegradeItem,
    State,
)
from grader.queueing import gpu
from grader.queueing.room import free_regrade_slots

STUDENT_SLOTS = 2
"""How many runs and submissions of one student are judged at the same time."""
HEARTBEAT_STALE = timedelta(seconds=settings.RECOVERY_SECONDS)
"""A running grading that was silent for so long has lost its worker."""
ANNOUNCE_AGAIN = 2 * HEARTBEAT_STALE
"""A queued grading is told to the broker again when it was not claimed for so long, whatever the broker holds."""
RETRY_AFTER = HEARTBEAT_STALE / 6
"""How long a grading rests after an error of ours, and before the sweep looks after a new one."""
IN_TURN = ("priority", "turn_at", "pk")
"""The order within one course; `grader.queueing.turns` says which course is next."""


def waiting() -> QuerySet[Grading]:
    """Gradings that are queued, of each course the next one first."""
    return Grading.objects.filter(state=State.QUEUED).order_by(*IN_TURN)


def running() -> QuerySet[Grading]:
    """Gradings that a worker has claimed."""
    return Grading.objects.filter(state=State.RUNNING)


def has_free_slot(grading: Grading) -> bool:
    """Whether there is room for this grading to run now: for a regrade on the site, for live work of its student.

    A student's regrades hold none of the student's slots: nobody waits for what they have not asked for.
    """
    if grading.priority == Priority.REGRADE:
        return free_regrade_slots() > 0 and not _held_back().filter(after=grading).exists()
    return running_live().filter(student=grading.student_id).count() < STUDENT_SLOTS


def running_live() -> QuerySet[Grading]:
    """Runs and submissions that a worker has claimed."""
    return running().exclude(priority=Priority.REGRADE)


def lock_regrades() -> None:
    """Let claims of regrades' gradings pass one by one: all of them take the same row, that of the oldest regrade."""
    Regrade.objects.order_by("pk").select_for_update().only("pk").first()


def _held_back() -> QuerySet[RegradeItem]:
    """Items of regrades that wait for a decision, pause or have ended: none of their gradings starts."""
    return RegradeItem.objects.exclude(regrade__state__in=JUDGING_REGRADES)


def live_work_waits(since: datetime | None = None) -> bool:
    """Whether a run or a submission, which has waited since then, could be judged now and has no worker yet."""
    found = claimable().filter(priority__lt=Priority.REGRADE).exclude(device=Needs.GPU)
    return (found.filter(queued_at__lt=since) if since else found).exists()


def claimable() -> QuerySet[Grading]:
    """Queued gradings that have a free slot, and for which there may be a device, the next one first."""
    there = waiting() if gpu.free_slots() else waiting().exclude(device=Needs.GPU)
    there = _with_held(there)
    if free_regrade_slots() <= 0:
        return there.filter(_LIVE_WITH_SLOT)
    return there.filter(_LIVE_WITH_SLOT | Q(priority=Priority.REGRADE) & ~_is_held_back())


def startable(gradings: QuerySet[Grading], *, live: bool) -> QuerySet[Grading]:
    """Of these gradings, the live ones whose student has a free slot, or the regrades for which there is one."""
    if live:
        return _with_held(gradings).filter(_LIVE_WITH_SLOT)
    regrades = gradings.filter(priority=Priority.REGRADE)
    return regrades.exclude(_is_held_back()) if free_regrade_slots() > 0 else regrades.none()


_LIVE_WITH_SLOT = Q(priority__lt=Priority.REGRADE, held__lt=STUDENT_SLOTS)


def _with_held(gradings: QuerySet[Grading]) -> QuerySet[Grading]:
    counts = running_live().filter(student=OuterRef("student")).order_by().values("student").annotate(count=Count("pk"))
    return gradings.annotate(held=Coalesce(Subquery(counts.values("count")), 0))


def _is_held_back() -> Q:
    return Q(Exists(_held_back().filter(after=OuterRef("pk"))))


def followers(grading: Grading) -> list[Grading]:
    """The waiting gradings for which ``grading``, which ended or rests before another attempt, makes room."""
    found = next_regrades() if grading.priority == Priority.REGRADE else _next_of_student(grading)
    if grading.device != Needs.CPU:
        found += next_for_gpu(gpu.free_slots())
    return list({found_one.pk: found_one for found_one in found}.values())


def _next_of_student(grading: Grading) -> list[Grading]:
    live = waiting().exclude(priority=Priority.REGRADE).filter(student=grading.student_id).exclude(pk=grading.pk)
    held = running_live().filter(student=grading.student_id).count()
    return list(live[: max(0, STUDENT_SLOTS - held)])


def next_regrades() -> list[Grading]:
    """As many of the regrades' waiting gradings as there are slots for them now."""
    free = free_regrade_slots()
    if free <= 0:
        return []
    regrades = claimable().filter(priority=Priority.REGRADE)
    on_gpu = regrades.exclude(device=Needs.CPU)[: max(0, min(free, gpu.spare_for_regrades()))]
    return list({one.pk: one for one in (*regrades.exclude(device=Needs.GPU)[:free], *on_gpu)}.values())


def of_ended_regrades() -> QuerySet[Grading]:
    """Gradings that wait, or run and were not asked to stop, though their regrade is over."""
    over = RegradeItem.objects.filter(regrade__state__in=FINAL_REGRADES, after=OuterRef("pk"))
    unfinished = Grading.objects.filter(state__in=(State.QUEUED, State.RUNNING), cancel_requested=False)
    return unfinished.filter(Exists(over), priority=Priority.REGRADE)


def next_for_gpu(count: int) -> list[Grading]:
    """The next ``count`` gradings that a GPU is for."""
    return list(claimable().exclude(device=Needs.CPU)[:count]) if count else []


def unannounced(now: datetime, *, broker_forgot: bool = False) -> QuerySet[Grading]:
    """Claimable gradings that the broker does not have, or may have lost; it has when it ``forgot``."""
    is_new = Q(queued_at__range=(now - RETRY_AFTER, now + RETRY_AFTER))
    rested = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - RETRY_AFTER)
    told_long_ago = Q(enqueued_at__lt=now - (RETRY_AFTER if broker_forgot else ANNOUNCE_AGAIN))
    return claimable().filter(Q(enqueued_at=None) & ~is_new & rested | told_long_ago)


def told_before(now: datetime) -> QuerySet[Grading]:
    """Claimable gradings of which the broker was told some time ago."""
    return claimable().filter(enqueued_at__lt=now - RETRY_AFTER)


def bring_back_from_future(now: datetime) -> None:
    """Let no time lie ahead, as when the clock was put back: nothing would be lost or forgotten until it is reached."""
    ahead = now + HEARTBEAT_STALE
    unfinished = Grading.objects.filter(state__in=(State.QUEUED, State.RUNNING))
    unfinished.filter(heartbeat_at__gt=ahead).update(heartbeat_at=now)
    unfinished.filter(enqueued_at__gt=ahead).update(enqueued_at=now)


def lost(now: datetime) -> QuerySet[Grading]:
    """Running gradings whose worker has fallen silent."""
    return running().filter(heartbeat_at__lt=now - HEARTBEAT_STALE)
