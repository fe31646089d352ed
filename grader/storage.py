"""How much one person's work may take up, and making room when it is too much.

What is counted: the texts of submissions, runs and drafts, and what their gradings keep (output, executed notebook,
figures). A running count stands in one row for each person, so that handing in asks for no sum; it is added to when
something is stored, never taken from, and counted anew, exactly, when it says that the quota is reached.

Then room is made, the least valuable first: runs, the oldest first, and what submissions printed and showed that no
score comes from. Only what is left is held against the quota, and a submission only by the texts of submissions: no
run, no draft and no output ever keeps somebody from handing in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Func, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from grader import messages
from grader.condensing import condensable, condense
from grader.errors import RejectedWork
from grader.judging.verdicts import Verdict
from grader.models import FINAL_STATES, Draft, Grading, Run, StorageUse, Submission, TestAttachment

BATCH = 20
"""How many runs, or outputs, are removed before it is looked whether that is enough."""
SPARE = 10
"""One of so many parts of the quota is freed beyond what is needed, so that not every run has to make room."""


class Purpose(Enum):
    """What room is asked for."""

    SUBMISSION = "submission"
    RUN = "run"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Use:
    """Bytes that a person's work takes up, by what they are."""

    submissions: int
    runs: int
    drafts: int
    results: int
    """What gradings of submissions keep."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.submissions + self.runs + self.drafts + self.results


class Bytes(Func):
    """The length of a text or of bytes, in bytes, in every database."""

    function = "OCTET_LENGTH"
    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite's ``LENGTH`` counts a text's characters."""
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **context)


def quota() -> int | None:
    """Return the most bytes that one person's work takes up; ``None`` where there is no bound."""
    return settings.STORAGE_QUOTA_MB * 2**20 or None


def size_of(text: str) -> int:
    """Return how many bytes a text takes up."""
    return len(text.encode("utf-8", "replace"))


def measure(student: User) -> Use:
    """Count everything, exactly, and remember the sum."""
    gradings = Grading.objects.filter(student=student)
    use = Use(
        submissions=_sum(Submission.objects.filter(student=student), "content"),
        runs=_runs_size(Run.objects.filter(student=student)),
        drafts=_sum(Draft.objects.filter(student=student), "content"),
        results=_results_size(gradings.filter(submission__isnull=False)),
    )
    values = {"stored": use.total, "counted_at": timezone.now()}
    StorageUse.objects.update_or_create(student=student, defaults=values)
    return use


def make_room(student: User, needed: int, purpose: Purpose) -> None:
    """See to it that ``needed`` bytes more may be stored, and count them.

    `RejectedWork` where that is too much after all that may go is gone; inside a transaction, which is then taken back,
    so that nothing is removed in vain.
    """
    bound = quota()
    if bound is None or _noted(student, needed, bound):
        return
    use = _freed(student, measure(student), needed, bound, purpose)
    held = use.submissions if purpose is Purpose.SUBMISSION else use.total
    if held + needed > bound:
        raise RejectedWork(
            "storage_full", messages.storage_full(bound // 2**20, runs=purpose is not Purpose.SUBMISSION)
        )
    note(student.pk, needed)


def note(student_id: int, size: int) -> None:
    """Count ``size`` bytes that were stored."""
    if size > 0:
        StorageUse.objects.filter(student=student_id).update(stored=F("stored") + size)


def note_result(student_id: int, verdict: Verdict) -> None:
    """Count what a grading keeps."""
    figures = sum(len(figure.content) for report in verdict.reports for figure in report.figures)
    note(student_id, size_of(verdict.output) + size_of(verdict.executed_notebook) + figures)


def remove_runs(runs: Collection[int]) -> None:
    """Remove runs with all that was judged and shown of them."""
    Run.objects.filter(pk__in=runs).only("pk").delete()


def finished_runs() -> QuerySet[Run]:
    """Return the runs of which no judging waits or goes on."""
    live = Grading.objects.filter(run=models.OuterRef("pk")).exclude(state__in=FINAL_STATES)
    return Run.objects.exclude(models.Exists(live))


def _noted(student: User, needed: int, bound: int) -> bool:
    """Whether the running count has room, and so was raised: one query, but the first time, when all is counted."""
    mine = StorageUse.objects.filter(student=student)
    fitting = mine.filter(stored__lte=bound - needed)
    if fitting.update(stored=F("stored") + needed):
        return True
    if mine.exists():
        return False
    measure(student)
    return bool(fitting.update(stored=F("stored") + needed))


def _freed(student: User, use: Use, needed: int, bound: int, purpose: Purpose) -> Use:
    """Remove what may go, as much as is needed, and return what there is then."""
    if use.total + needed <= bound:
        return use
    with transaction.atomic():
        too_much = use.total + needed - bound + bound // SPARE
        too_much -= _remove_oldest_runs(student, too_much)
        if too_much > 0 and purpose is Purpose.SUBMISSION:
            _condense_oldest(student, too_much)
    return measure(student)


def _remove_oldest_runs(student: User, too_much: int) -> int:
    freed = 0
    mine = finished_runs().filter(student=student).order_by("created_at", "pk")
    while freed < too_much and (some := list(mine.values_list("pk", flat=True)[:BATCH])):
        freed += _runs_size(Run.objects.filter(pk__in=some))
        remove_runs(some)
    return freed


def _condense_oldest(student: User, too_much: int) -> None:
    freed = 0
    mine = condensable().filter(student=student).order_by("queued_at", "pk")
    while freed < too_much and (some := list(mine.values_list("pk", flat=True)[:BATCH])):
        freed += _results_size(Grading.objects.filter(pk__in=some))
        condense(some)


def _runs_size(runs: QuerySet[Run]) -> int:
    return _sum(runs, "content") + _results_size(Grading.objects.filter(run__in=runs.order_by().values("pk")))


def _results_size(gradings: QuerySet[Grading]) -> int:
    figures = TestAttachment.objects.filter(result__grading__in=gradings.order_by().values("pk"))
    return _sum(gradings, "output") + _sum(gradings, "executed_notebook") + _sum(figures, "content")


def _sum(rows: QuerySet[Any], field: str) -> int:
    return int(rows.order_by().aggregate(sum=Sum(Bytes(field)))["sum"] or 0)
