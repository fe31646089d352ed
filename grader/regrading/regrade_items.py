"""The submissions of a regrade: they are taken in, judged a few at a time, and their results applied one by one.

The database is the truth: `advance` sees from it what is next, whoever calls it, as often as it is called. Locks are
taken in one order everywhere: a regrade's row before a student's.
"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accounts.models import User
from courses import audit
from courses.models import Action
from grader.gradebook import scoring
from grader.models import (
    FINAL_REGRADES,
    EventKind,
    Grading,
    GradingEvent,
    Priority,
    Regrade,
    RegradeItem,
    RegradeState,
    State,
)
from grader.queueing.gpu import needed_by
from grader.queueing.room import regrade_slots
from grader.regrading.regrades import Judged, affected, may_count, rows_of, tally

WINDOW = 20
"""How many gradings of one regrade are queued or running at once, or twice as many as there are slots for regrades."""
APPLYING = (RegradeState.RUNNING, RegradeState.PAUSED)


def locked(regrade_id: int) -> Regrade:
    """Return a regrade that nobody else changes in this transaction."""
    return Regrade.objects.select_for_update().get(pk=regrade_id)


def light(items: QuerySet[RegradeItem]) -> QuerySet[RegradeItem]:
    """Return items with their gradings, without anything that may be megabytes."""
    heavy = ("executed_notebook", "output", "detail")
    without = [f"{side}__{name}" for side in ("before", "after") for name in heavy]
    return items.select_related("before", "after", "submission").defer("submission__content", *without)


def take_in(regrade: Regrade) -> int:
    """Add what is affected and was handed in before the regrade was asked for; return how many there were."""
    found = affected(regrade.exercise, regrade.version, may_lower=regrade.may_lower)
    earlier = found.filter(submission__created_at__lte=regrade.requested_at)
    new = earlier.exclude(submission__in=regrade.items.values("submission")).order_by("submission", "pk")
    items = (
        RegradeItem(regrade=regrade, submission_id=submission, before_id=before)
        for submission, before in new.values_list("submission", "pk")
    )
    return len(RegradeItem.objects.bulk_create(items, batch_size=500))


def judge(regrade: Regrade, items: list[RegradeItem]) -> None:
    """Queue a grading for each item, by the regrade's version, which counts for nothing yet."""
    device = needed_by(regrade.version)
    gradings = Grading.objects.bulk_create(
        Grading(
            submission_id=item.submission_id,
            student_id=item.submission.student_id,
            version_id=regrade.version_id,
            course_id=regrade.exercise.unit.course_id,
            priority=Priority.REGRADE,
            device=device,
            counts=False,
        )
        for item in items
    )
    GradingEvent.objects.bulk_create(GradingEvent(grading=one, number=1, kind=EventKind.QUEUED) for one in gradings)
    for item, grading in zip(items, gradings, strict=True):
        item.after = grading
    RegradeItem.objects.bulk_update(items, ["after"])


def advance_all() -> None:
    """Go on with every regrade that has not ended."""
    for regrade_id in list(Regrade.objects.exclude(state__in=FINAL_REGRADES).values_list("pk", flat=True)):
        advance(regrade_id)


def advance_after(grading_id: int) -> None:
    """Go on with the regrade whose grading has ended."""
    if item := RegradeItem.objects.filter(after=grading_id).first():
        advance(item.regrade_id)


@transaction.atomic
def advance(regrade_id: int) -> None:
    """Do what is next in a regrade: end its dry run, queue more gradings, or end it."""
    regrade = locked(regrade_id)
    if regrade.state == RegradeState.TRYING and not _open(regrade):
        _move(regrade, RegradeState.TRIED)
    if regrade.state == RegradeState.RUNNING:
        _feed(regrade)
    if regrade.state in APPLYING and not _open(regrade) and not regrade.items.filter(after=None).exists():
        _complete(regrade)


def apply(grading: Grading) -> None:
    """Let a regrade's grading count when it may. In the transaction that ends it."""
    item = light(RegradeItem.objects.filter(after=grading.pk)).first()
    if item is None:
        return
    regrade = locked(item.regrade_id)
    if regrade.state in APPLYING:
        apply_item(regrade, item)


def apply_item(regrade: Regrade, item: RegradeItem) -> bool:
    """Let an item's new grading count instead of the one before, when it may; return whether it does.

    In a transaction that holds the regrade.
    """
    before, after = item.before, item.after
    if before is None or after is None or item.applied_at is not None:
        return False
    if not may_count(Judged.of(before), Judged.of(after), may_lower=regrade.may_lower):
        return False
    if Grading.objects.filter(pk=before.pk, counts=True).update(counts=False) != 1:
        return False
    Grading.objects.filter(pk=after.pk).update(counts=True)
    RegradeItem.objects.filter(pk=item.pk).update(applied_at=timezone.now())
    scoring.refresh(regrade.exercise, [after.student_id])
    record_change(regrade, regrade.requested_by, before, after, regrade.reason)
    return True


def record_change(regrade: Regrade, actor: User | None, before: Grading, after: Grading, reason: str) -> None:
    """Store in the audit that a student's points changed, where they did."""
    if points(before) == points(after):
        return
    audit.record(
        regrade.exercise.unit.course,
        actor,
        Action.REGRADE,
        subject_of(regrade),
        before=points(before),
        after=points(after),
        reason=reason,
        person=after.student,
    )


def points(grading: Grading) -> str:
    """Return a grading's score as the audit keeps it, such as ``6 / 10``; its state where there is none."""
    if grading.score is None or grading.max_score is None:
        return grading.state
    return " / ".join(f"{one.normalize():f}" for one in (grading.score, grading.max_score))


def subject_of(regrade: Regrade) -> str:
    """Return what the audit calls a regrade, in the site's language."""
    with override(settings.LANGUAGE_CODE):
        return _("Regrade {number} of {exercise}").format(number=regrade.pk, exercise=regrade.exercise)


def summary_of(regrade: Regrade) -> str:
    """Return in the site's language how many submissions were judged, applied and changed."""
    counts = tally(rows_of(regrade.items.all()))
    with override(settings.LANGUAGE_CODE):
        text = ngettext(
            "{judged} of {total} submission judged, {applied} applied, {changed} with other points",
            "{judged} of {total} submissions judged, {applied} applied, {changed} with other points",
            counts.total,
        )
        return text.format(judged=counts.judged, total=counts.total, applied=counts.applied, changed=counts.changed)


def _open(regrade: Regrade) -> int:
    return regrade.items.filter(after__state__in=(State.QUEUED, State.RUNNING)).count()


def _feed(regrade: Regrade) -> None:
    under_way, most = _open(regrade), max(WINDOW, 2 * regrade_slots())
    if under_way > most // 2:
        return
    waiting = regrade.items.filter(after=None).select_related("submission").defer("submission__content")
    judge(regrade, list(waiting.order_by("pk")[: most - under_way]))


def _complete(regrade: Regrade) -> None:
    """End a regrade whose items were all judged, unless old gradings have ended meanwhile that it is for as well."""
    if take_in(regrade):
        if regrade.state == RegradeState.RUNNING:
            _feed(regrade)
        return
    _move(regrade, RegradeState.DONE)
    audit.record(
        regrade.exercise.unit.course,
        regrade.requested_by,
        Action.REGRADE,
        subject_of(regrade),
        before=RegradeState.RUNNING,
        after=summary_of(regrade),
        reason=regrade.reason,
    )


def _move(regrade: Regrade, state: RegradeState) -> None:
    regrade.state = state
    regrade.finished_at = timezone.now() if state in FINAL_REGRADES else None
    regrade.save(update_fields=["state", "finished_at"])
