"""What somebody who teaches does with a regrade: start its dry run, run it, pause, resume, cancel, take it back.

Results are applied one by one while it runs. Canceling stops what has not been applied; taking back lets count again
what the regrade had replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses import audit
from courses.models import Action, Exercise
from grader.gradebook import scoring
from grader.models import FINAL_REGRADES, Grading, Regrade, RegradeItem, RegradeState
from grader.queueing import queue
from grader.regrading.regrade_items import (
    advance,
    apply_item,
    judge,
    light,
    locked,
    record_change,
    subject_of,
    summary_of,
    take_in,
)
from grader.regrading.regrades import Candidate, Judged, open_regrade, pick_sample

BATCH = 500
UNDOABLE = (RegradeState.DONE, RegradeState.CANCELED)


class CannotRegrade(Exception):
    """A step that the regrade's state does not allow; the message says why, for who asked."""


@transaction.atomic
def start(exercise: Exercise, user: User, *, reason: str, may_lower: bool, sample_size: int) -> Regrade:
    """Begin with the dry run of ``sample_size`` submissions; `CannotRegrade` where none is affected or one is open."""
    version = exercise.current
    if version is None:
        raise CannotRegrade(_("This exercise is not published, so there is no version to judge by."))
    values = {"exercise": exercise, "version": version, "reason": reason, "may_lower": may_lower}
    try:
        with transaction.atomic():
            regrade = Regrade.objects.create(requested_by=user, **values)
    except IntegrityError as error:
        raise CannotRegrade(_("A regrade of this exercise is open already. End it first.")) from error
    if not take_in(regrade):
        raise CannotRegrade(_("Every submission is judged by the present version already."))
    judge(regrade, _sample(regrade, sample_size))
    _record(regrade, user, "", RegradeState.TRYING)
    transaction.on_commit(queue.announce_regrades, robust=True)
    return regrade


@transaction.atomic
def run(regrade_id: int, user: User) -> None:
    """Apply what the dry run found, and judge all others."""
    regrade = _moved(regrade_id, user, (RegradeState.TRIED,), RegradeState.RUNNING)
    take_in(regrade)
    for item in light(regrade.items.exclude(after=None)):
        apply_item(regrade, item)
    transaction.on_commit(partial(_go_on, regrade_id), robust=True)


@transaction.atomic
def pause(regrade_id: int, user: User) -> None:
    """Start nothing more; what runs is still applied when it ends."""
    _moved(regrade_id, user, (RegradeState.RUNNING,), RegradeState.PAUSED)


@transaction.atomic
def resume(regrade_id: int, user: User) -> None:
    """Go on after a pause."""
    _moved(regrade_id, user, (RegradeState.PAUSED,), RegradeState.RUNNING)
    transaction.on_commit(partial(_go_on, regrade_id), robust=True)


def cancel(regrade_id: int, user: User) -> None:
    """Stop for good. What was applied by then stays; nothing else will be."""
    with transaction.atomic():
        open_states = [state for state in RegradeState if state not in FINAL_REGRADES]
        _moved(regrade_id, user, tuple(open_states), RegradeState.CANCELED)
    queue.cancel_leftovers()


@transaction.atomic
def undo(regrade_id: int, user: User, reason: str) -> int:
    """Let count again what a regrade replaced, and return for how many submissions.

    A submission stays as it is where a later regrade has replaced this one's result.
    """
    if open_regrade(locked(regrade_id).exercise):
        raise CannotRegrade(_("Another regrade of this exercise is open. End it first."))
    regrade = _moved(regrade_id, user, UNDOABLE, RegradeState.UNDONE, reason)
    items = list(light(replaceable(regrade)).select_related("before__student"))
    for place in range(0, len(items), BATCH):
        _put_back(items[place : place + BATCH])
    scoring.refresh(regrade.exercise, {item.submission.student_id for item in items})
    for item in items:
        if item.before and item.after:
            record_change(regrade, user, item.after, item.before, reason)
    Regrade.objects.filter(pk=regrade_id).update(undone_at=timezone.now(), undo_reason=reason)
    return len(items)


STEPS: dict[str, Callable[[int, User], None]] = {"run": run, "pause": pause, "resume": resume, "cancel": cancel}


def replaceable(regrade: Regrade) -> QuerySet[RegradeItem]:
    """Return the items whose new grading counts, so that taking the regrade back changes them."""
    return regrade.items.filter(applied_at__isnull=False, after__counts=True, before__isnull=False)


def _sample(regrade: Regrade, size: int) -> list[RegradeItem]:
    fields = ("pk", "before__state", "before__score", "before__max_score", "submission__created_at")
    rows = regrade.items.order_by().values_list(*fields)
    candidates = [Candidate(pk, Judged(state, score, most).share, at) for pk, state, score, most, at in rows]
    chosen = regrade.items.filter(pk__in=pick_sample(candidates, size))
    chosen.update(in_sample=True)
    return list(chosen.select_related("submission").defer("submission__content"))


def _moved(
    regrade_id: int, user: User, expected: tuple[RegradeState, ...], state: RegradeState, reason: str = ""
) -> Regrade:
    """Bring a regrade that is in one of the expected states to another, with an audit entry, and hold it."""
    regrade = locked(regrade_id)
    before = regrade.state
    if before not in expected:
        raise CannotRegrade(
            _("This regrade is “{state}” now, so this step is not possible.").format(state=regrade.get_state_display())
        )
    regrade.state = state
    if state in FINAL_REGRADES:
        regrade.finished_at = regrade.finished_at or timezone.now()
    regrade.save(update_fields=["state", "finished_at"])
    _record(regrade, user, before, state, reason)
    return regrade


def _record(regrade: Regrade, user: User, before: str, state: RegradeState, reason: str = "") -> None:
    audit.record(
        regrade.exercise.unit.course,
        user,
        Action.REGRADE,
        subject_of(regrade),
        before=before,
        after=f"{state}: {summary_of(regrade)}" if state != RegradeState.TRYING else state,
        reason=reason or regrade.reason,
    )


def _put_back(items: list[RegradeItem]) -> None:
    Grading.objects.filter(pk__in=[item.after_id for item in items]).update(counts=False)
    Grading.objects.filter(pk__in=[item.before_id for item in items]).update(counts=True)


def _go_on(regrade_id: int) -> None:
    advance(regrade_id)
    queue.announce_regrades()
