"""A validation's way from queued to its end, by the rules of `grader.queueing.queue`: the database is the truth.

Every step is one conditional UPDATE that must hit exactly one row; a step that hits none lost a race.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from courses.models import ExerciseVersion
from grader.errors import LostClaim
from grader.judging.reports import storable
from grader.models import OPEN_STATES, Priority, Validation, ValidationState
from grader.queueing import pending, queue
from grader.queueing.broker import QUEUES
from grader.queueing.pending import HEARTBEAT_STALE, RETRY_AFTER
from grader.queueing.queue import MAX_ATTEMPTS, MAX_PROBLEM_LENGTH
from grader.queueing.room import has_room_for_validation

QUEUE = QUEUES[Priority.REGRADE]
MESSAGE_SECONDS = 30
"""The broker forgets a message after so long; the sweep sends another while the validation waits."""
SEED_CHOICES = (0, 10, 50)

logger = logging.getLogger(__name__)


@transaction.atomic
def request_validation(version: ExerciseVersion, author: User, *, with_mutants: bool, seeds: int) -> Validation:
    """Queue a validation of ``version``, or return the open one that proves the same.

    An open one of the same exercise that proves something else makes room: its content is no longer the newest.
    """
    wanted = {"version": version, "with_mutants": with_mutants, "seeds": seeds}
    of_exercise = Validation.objects.filter(version__exercise=version.exercise_id, state__in=OPEN_STATES)
    for other in of_exercise.filter(cancel_requested=False).select_for_update(of=("self",)):
        if all(getattr(other, name) == value for name, value in wanted.items()):
            return other
        cancel(other)
    made = Validation.objects.create(requested_by=author, **wanted)
    transaction.on_commit(partial(enqueue, made.pk), robust=True)
    return made


def enqueue(validation_id: int) -> None:
    """Tell the broker that this validation waits. When it cannot be told, the sweep does it later."""
    try:
        current_app.send_task(
            "grader.tasks.validate",
            args=[validation_id],
            queue=QUEUE,
            expires=MESSAGE_SECONDS,
            retry_policy={"max_retries": 1, "interval_start": 0},
        )
    except Exception:  # Whatever the broker's client raises: the validation is stored, and that is what counts.
        logger.exception("validation %s is queued, but the broker was not told", validation_id)


@transaction.atomic
def claim(validation_id: int) -> Validation | None:
    """Take a queued validation for one attempt; ``None`` when it is not to be had now, or there is no room."""
    # Claims pass one by one, so that two of them cannot both count the same room.
    list(Validation.objects.select_for_update().filter(state__in=OPEN_STATES).values_list("pk"))
    if not has_room_for_validation():
        return None
    now = timezone.now()
    waiting = Validation.objects.filter(pk=validation_id, state=ValidationState.QUEUED)
    values = {"state": ValidationState.RUNNING, "started_at": now, "heartbeat_at": now, "progress": {}}
    if waiting.update(attempt=F("attempt") + 1, **values) != 1:
        return None
    return Validation.objects.select_related("version__exercise__unit__course").get(pk=validation_id)


@transaction.atomic
def tell(claimed: Validation, progress: dict[str, Any]) -> bool:
    """Store how far a proof has come, and a heartbeat; return whether a cancel was asked for. `LostClaim`."""
    _update_claimed(claimed, heartbeat_at=timezone.now(), progress=progress)
    return Validation.objects.values_list("cancel_requested", flat=True).get(pk=claimed.pk)


@transaction.atomic
def finish(claimed: Validation, report: dict[str, Any]) -> None:
    """Store a proof's report and what it comes to; `LostClaim` when this attempt came too late."""
    _end(claimed, state=ValidationState.PASSED if report["ok"] else ValidationState.FAILED, report=report, problem="")


@transaction.atomic
def end_canceled(claimed: Validation) -> None:
    """End a validation whose author asked for it; `LostClaim` as `finish`."""
    _end(claimed, state=ValidationState.CANCELED)


@transaction.atomic
def give_back(claimed: Validation, problem: str, *, counts: bool = True) -> None:
    """After an error of ours: queue the validation again, or end it when it was tried often enough; `LostClaim`.

    An attempt that does not ``count`` was interrupted by something else.
    """
    told = storable(problem)[-MAX_PROBLEM_LENGTH:]
    _update_claimed(claimed, problem=told, failures=F("failures") + int(counts))
    now = Validation.objects.only("cancel_requested", "failures").get(pk=claimed.pk)
    if now.cancel_requested:
        _end(claimed, state=ValidationState.CANCELED)
    elif now.failures >= MAX_ATTEMPTS:
        _end(claimed, state=ValidationState.ERROR)
    else:
        _update_claimed(claimed, state=ValidationState.QUEUED, progress={})
        _enqueue_others_on_commit()


@transaction.atomic
def cancel(validation: Validation) -> bool:
    """End a queued validation at once, or ask the worker of a running one to stop; return whether there was either."""
    queued = Validation.objects.filter(pk=validation.pk, state=ValidationState.QUEUED)
    ended = {"state": ValidationState.CANCELED, "finished_at": timezone.now()}
    if queued.update(cancel_requested=True, **ended):
        _enqueue_others_on_commit()
        return True
    running = Validation.objects.filter(pk=validation.pk, state=ValidationState.RUNNING)
    return bool(running.update(cancel_requested=True))


def sweep(now: datetime | None = None) -> tuple[int, int]:
    """Take back validations of dead workers, and tell the broker of the next one; return how many of each."""
    now = now or timezone.now()
    ahead = Validation.objects.filter(state__in=OPEN_STATES, heartbeat_at__gt=now + HEARTBEAT_STALE)
    ahead.update(heartbeat_at=now)  # The clock was put back.
    taken_back = sum(_take_back(validation, now) for validation in _lost(now))
    following = _next(now)
    for pk in following:
        enqueue(pk)
    return taken_back, len(following)


def _take_back(validation: Validation, now: datetime) -> bool:
    silent_since = validation.heartbeat_at
    try:
        with transaction.atomic():
            if not _lost(now).filter(pk=validation.pk, attempt=validation.attempt).update(heartbeat_at=now):
                return False
            give_back(validation, f"attempt {validation.attempt}: its worker has not answered since {silent_since}")
    except LostClaim:
        return False
    return True


def _lost(now: datetime) -> QuerySet[Validation]:
    """Running validations whose worker has fallen silent."""
    return Validation.objects.filter(state=ValidationState.RUNNING, heartbeat_at__lt=now - HEARTBEAT_STALE)


def _rested(now: datetime) -> QuerySet[Validation]:
    """Queued validations whose time has come, the next one first."""
    rested = Q(heartbeat_at=None) | Q(heartbeat_at__lt=now - RETRY_AFTER)
    return Validation.objects.filter(rested, state=ValidationState.QUEUED).order_by("requested_at", "pk")


def _next(now: datetime) -> list[int]:
    if not has_room_for_validation():
        return []
    return list(_rested(now).values_list("pk", flat=True)[:1])


def _end(claimed: Validation, **values: Any) -> None:
    _update_claimed(claimed, finished_at=timezone.now(), **values)
    _enqueue_others_on_commit()


def _update_claimed(claimed: Validation, **values: Any) -> None:
    mine = Validation.objects.filter(pk=claimed.pk, state=ValidationState.RUNNING, attempt=claimed.attempt)
    if mine.update(**values) != 1:
        raise LostClaim(f"attempt {claimed.attempt} no longer holds validation {claimed.pk}")


def _enqueue_others_on_commit() -> None:
    transaction.on_commit(_enqueue_others, robust=True)


def _enqueue_others() -> None:
    """Tell the broker of what there is room for now: the next validation, else regrades."""
    for pk in _next(timezone.now()):
        enqueue(pk)
    for grading in pending.next_regrades():
        queue.enqueue(grading)
