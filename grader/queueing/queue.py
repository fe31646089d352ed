"""A grading's way from queued to its end. Every step is one conditional UPDATE that must hit exactly one row.

A step that hits none lost a race, to a cancel, to the sweep or to another worker, and changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from grader import hints, messages, storage
from grader.errors import LostClaim
from grader.events import Step, append_events, finished_step
from grader.gradebook.scoring import refresh_after
from grader.judging.reports import storable
from grader.judging.verdicts import Verdict
from grader.models import EventKind, Grading, Priority, State
from grader.queueing import broker, gpu, pending, turns
from grader.queueing.broker import GPU_QUEUE, QUEUES
from grader.queueing.results import store_results
from grader.regrading import regrade_items
from grader.telemetry import counting
from sandbox import Client

MAX_ATTEMPTS = 3
"""How often a grading is tried when the fault is ours. Attempts that something else interrupted do not count."""
SWEEP_LIMIT = 500
MOST_TRIED = 50
"""Gradings that a worker tries to claim before it gives up; the sweep will tell of what is left."""
MAX_PROBLEM_LENGTH = 10_000

logger = logging.getLogger(__name__)


def enqueue(grading: Grading) -> bool:
    """Tell the broker that this grading waits; return whether it listens. When not, the sweep tells it later.

    One that needs a GPU is told of when a slot is free: at once, by the job that frees it, or by a new device.
    """
    on_gpu = gpu.needs_gpu(grading)
    if on_gpu and not gpu.free_slots():
        return True
    Grading.objects.filter(pk=grading.pk, state=State.QUEUED).update(enqueued_at=timezone.now())
    try:
        current_app.send_task(
            "grader.tasks.grade",
            args=[grading.pk],
            queue=GPU_QUEUE if on_gpu else QUEUES[Priority(grading.priority)],
            retry_policy={"max_retries": 1, "interval_start": 0},
        )
    except Exception:  # Whatever the broker's client raises: the grading is stored, and that is what counts.
        logger.exception("grading %s is queued, but the broker was not told", grading.pk)
        put_off(grading)
        return False
    return True


def put_off(grading: Grading) -> None:
    """Leave a queued grading to the sweep, which tells the broker of it again."""
    Grading.objects.filter(pk=grading.pk, state=State.QUEUED).update(enqueued_at=None)


def claim_next(told_of: int, may_begin: Callable[[int], bool] = lambda _grading_id: True) -> Grading | None:
    """Take the grading whose turn it is where the one stands that this worker was told of; ``None`` without any.

    One that ``may_begin`` turns down is left, and so is one that somebody else was quicker to take.
    """
    hint = Grading.objects.filter(pk=told_of).first()
    if hint is None:
        return None
    claim_it = partial(_claim_if, told_of, lambda one: turns.is_rested(hint) and may_begin(one))
    # Mostly nobody else waits. Whoever is quicker was told of another one, which is this worker's then.
    if not pending.waiting().exclude(pk=told_of).exists() and (claimed := claim_it()):
        return claimed
    for line in turns.lines_of(hint):
        if claimed := _claim_from(line, may_begin):
            return claimed
    return claim_it()


def _claim_if(grading_id: int, may_begin: Callable[[int], bool]) -> Grading | None:
    return claim(grading_id) if may_begin(grading_id) else None


def _claim_from(line: turns.Line, may_begin: Callable[[int], bool]) -> Grading | None:
    tried: set[int] = set()
    while len(tried) < MOST_TRIED and (found := turns.fronts(line, tried)):
        for grading_id in found:
            if claimed := _claim_if(grading_id, may_begin):
                return claimed
        tried.update(found)
    return None


@transaction.atomic
def claim(grading_id: int) -> Grading | None:
    """Take a queued grading for one attempt; ``None`` when it is not to be had now.

    At most two live gradings of one student run at the same time, and all regrades leave a slot to live work. One that
    needs a GPU leases a slot in this transaction.
    """
    grading = Grading.objects.filter(pk=grading_id, state=State.QUEUED).first()
    if grading is None:
        return None
    _lock_slots(grading)
    if not pending.has_free_slot(grading):
        return None
    if gpu.needs_gpu(grading) and not _lease(grading):
        return None
    now = timezone.now()
    waiting = Grading.objects.filter(pk=grading_id, state=State.QUEUED)
    if waiting.update(state=State.RUNNING, attempt=F("attempt") + 1, started_at=now, heartbeat_at=now) != 1:
        transaction.set_rollback(True)
        return None
    grading.refresh_from_db()
    append_events(grading.pk, [(EventKind.STARTED, {"attempt": grading.attempt})])
    return grading


def _lock_slots(grading: Grading) -> None:
    """Let claims that count the same slots pass one by one, so that two of them cannot both count one free slot."""
    if grading.priority == Priority.REGRADE:
        pending.lock_regrades()
    else:
        get_user_model().objects.select_for_update(no_key=True).get(pk=grading.student_id)


def _lease(grading: Grading) -> bool:
    if grading.priority == Priority.REGRADE and gpu.spare_for_regrades() <= 0:
        return False
    return gpu.lease(grading, grading.attempt + 1) is not None


@transaction.atomic
def record(claimed: Grading, steps: Iterable[Step] = ()) -> bool:
    """Store new events and a heartbeat; return whether a cancel was asked for.

    `LostClaim` when the grading no longer belongs to this attempt.
    """
    _update_claimed(claimed, heartbeat_at=timezone.now())
    append_events(claimed.pk, steps)
    return Grading.objects.values_list("cancel_requested", flat=True).get(pk=claimed.pk)


@transaction.atomic
def finish(claimed: Grading, verdict: Verdict, steps: Iterable[Step] = ()) -> None:
    """Store results, final state and last events together; `LostClaim` when this attempt came too late."""
    _end(
        claimed,
        steps,
        state=State(verdict.status),
        score=hints.charged(claimed, verdict.score),
        max_score=verdict.max_score,
        message=verdict.message,
        detail=verdict.detail,
        line=verdict.line,
        cell=verdict.cell,
        seconds=dict(verdict.seconds),
        output=verdict.output,
        executed_notebook=verdict.executed_notebook,
    )
    store_results(claimed.pk, verdict.reports)
    storage.note_result(claimed.student_id, verdict)
    if claimed.priority == Priority.REGRADE:
        regrade_items.apply(claimed)


@transaction.atomic
def give_back(claimed: Grading, problem: str, *, counts: bool = True) -> None:
    """After an error of ours: queue the grading again, or end it when it was tried often enough.

    An attempt that does not ``count`` was interrupted by something else. A grading whose student asked for a cancel
    ends as canceled. `LostClaim` as `finish`.
    """
    _update_claimed(claimed, problem=storable(problem)[:MAX_PROBLEM_LENGTH], failures=F("failures") + int(counts))
    now = Grading.objects.only("cancel_requested", "failures").get(pk=claimed.pk)
    if now.cancel_requested:
        _end(claimed, state=State.CANCELED, message=messages.CANCELED)
    elif now.failures >= MAX_ATTEMPTS:
        _end(claimed, state=State.ERROR, message=messages.OUR_ERROR)
    else:
        _update_claimed(claimed, state=State.QUEUED, enqueued_at=None)
        gpu.release(claimed.pk, claimed.attempt)
        append_events(claimed.pk, [(EventKind.QUEUED, {})])
        transaction.on_commit(partial(counting.given_back, claimed, problem), robust=True)
        _enqueue_followers_on_commit(claimed)


@transaction.atomic
def cancel(grading: Grading) -> bool:
    """End a queued grading at once, or ask the worker of a running one to stop; return whether there was either."""
    queued = Grading.objects.filter(pk=grading.pk, state=State.QUEUED)
    values = {"state": State.CANCELED, "message": messages.CANCELED, "finished_at": timezone.now()}
    if queued.update(cancel_requested=True, **values):
        ended = Grading.objects.get(pk=grading.pk)
        append_events(grading.pk, [finished_step(ended)])
        refresh_after(grading)
        _count_end_on_commit(ended)
        if grading.priority == Priority.REGRADE:
            _enqueue_followers_on_commit(grading)
        return True
    return bool(Grading.objects.filter(pk=grading.pk, state=State.RUNNING).update(cancel_requested=True))


def sweep(now: datetime | None = None) -> tuple[int, int]:
    """Do what was forgotten: take back gradings of dead workers and tell the broker of those that it does not have.

    The broker has forgotten some when it holds fewer messages than gradings wait that it was told of: it was restarted,
    or a worker died with messages that it had not come to. Returns how many of each there were.
    """
    now = now or timezone.now()
    pending.bring_back_from_future(now)
    taken_back = [grading for grading in pending.lost(now)[:SWEEP_LIMIT] if _take_back(grading, now)]
    gpu.release_forgotten(now)
    told = pending.told_before(now).count()
    forgot = bool(told) and broker.messages(*QUEUES.values(), GPU_QUEUE) < told
    found = list(pending.unannounced(now, broker_forgot=forgot)[:SWEEP_LIMIT])
    all(enqueue(grading) for grading in (*taken_back, *found))  # Up to the first that the broker does not listen to.
    cancel_leftovers()
    regrade_items.advance_all()
    return len(taken_back), len(found)


def announce_regrades() -> None:
    """Tell the broker of as many of the regrades' gradings as may start now."""
    for grading in pending.next_regrades():
        enqueue(grading)


def cancel_leftovers() -> None:
    """End what still waits or runs for regrades that are over."""
    for grading in pending.of_ended_regrades()[:SWEEP_LIMIT]:
        cancel(grading)


def meet_devices(client: Client) -> int:
    """Register the GPUs of this host's sandbox servers, and tell the broker of gradings for which there is room."""
    found = gpu.register(client)
    for grading in pending.next_for_gpu(gpu.free_slots()):
        enqueue(grading)
    return found


def _take_back(grading: Grading, now: datetime) -> bool:
    try:
        with transaction.atomic():
            if not pending.lost(now).filter(pk=grading.pk, attempt=grading.attempt).update(heartbeat_at=now):
                return False
            give_back(grading, f"attempt {grading.attempt}: its worker has not answered since {grading.heartbeat_at}")
    except LostClaim:
        return False
    return True


def _end(claimed: Grading, steps: Iterable[Step] = (), **values: Any) -> None:
    _update_claimed(claimed, finished_at=timezone.now(), **values)
    gpu.release(claimed.pk, claimed.attempt)
    ended = Grading.objects.get(pk=claimed.pk)
    append_events(claimed.pk, [*steps, finished_step(ended)])
    refresh_after(ended)
    _count_end_on_commit(ended)
    _enqueue_followers_on_commit(ended)


def _update_claimed(claimed: Grading, **values: Any) -> None:
    mine = Grading.objects.filter(pk=claimed.pk, state=State.RUNNING, attempt=claimed.attempt)
    if mine.update(**values) != 1:
        raise LostClaim(f"attempt {claimed.attempt} no longer holds grading {claimed.pk}")


def _count_end_on_commit(ended: Grading) -> None:
    transaction.on_commit(partial(counting.ended, ended), robust=True)


def _enqueue_followers_on_commit(stopped: Grading) -> None:
    transaction.on_commit(partial(_enqueue_followers, stopped), robust=True)


def _enqueue_followers(stopped: Grading) -> None:
    if stopped.priority == Priority.REGRADE:
        regrade_items.advance_after(stopped.pk)
    for grading in pending.followers(stopped):
        enqueue(grading)
