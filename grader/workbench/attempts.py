"""A student's attempts at an exercise, numbered, with the best and the last one known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from accounts.models import User
from courses.models import Exercise
from grader.access import all_gradings
from grader.models import Format, Grading, Run, State, Submission
from grader.regrading.regrade_notes import RegradeNote, notes_of

SHOWN = 20
"""The latest ones; a page lists no more."""
RUNS_REMEMBERED = 10
"""Each may be megabytes, and all of them are compared with what is handed in."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One submission with the grading of it that counts. ``number`` counts from the student's first one."""

    number: int
    grading: Grading
    is_best: bool
    is_last: bool
    regrades: Sequence[RegradeNote] = ()


def attempts_of(exercise: Exercise, student: User, best: Grading | None, shown: int = SHOWN) -> list[Attempt]:
    """Return a student's latest attempts, the last one first, in four queries; ``best`` is the grading that counts."""
    mine = Submission.objects.filter(exercise=exercise, student=student)
    count = mine.count()
    ids = list(mine.values_list("pk", flat=True)[:shown])
    counted = all_gradings().filter(submission__in=ids, counts=True).order_by("queued_at", "pk")
    latest = {one.submission_id: one for one in counted}
    regrades = notes_of(ids)
    return [
        Attempt(
            number=count - index,
            grading=latest[pk],
            is_best=best is not None and best.submission_id == pk,
            is_last=index == 0,
            regrades=regrades.get(pk, ()),
        )
        for index, pk in enumerate(ids)
        if pk in latest
    ]


def number_of(work: Submission) -> int:
    """Return the number of a student's submission among all that the student made for its exercise, from 1."""
    mine = Submission.objects.filter(exercise=work.exercise_id, student=work.student_id)
    return mine.filter(pk__lte=work.pk).count()


def last_work(exercise: Exercise, student: User, written_as: str) -> Submission | Run | None:
    """Return what a student last ran or submitted in a format, or ``None``."""
    mine = {"exercise": exercise, "student": student, "format": written_as}
    found = [Submission.objects.filter(**mine).first(), Run.objects.filter(**mine, is_preview=False).first()]
    return max((work for work in found if work), key=lambda work: work.created_at, default=None)


def last_grading(exercise: Exercise, student: User) -> Grading | None:
    """Return what counts of a student's latest run or submission; judging earlier work again makes it no later."""
    mine = all_gradings().filter(student=student, version__exercise=exercise, counts=True)
    mine = mine.exclude(run__is_preview=True)
    handed_in = Coalesce("submission__created_at", "run__created_at")
    return mine.order_by(handed_in.desc(), "-pk").first()


def run_says_no(exercise: Exercise, student: User, written_as: Format, content: str) -> bool:
    """Whether the last run of the very same work, if it is among the latest, failed or could not be judged."""
    recent = Run.objects.filter(exercise=exercise, student=student, is_preview=False).values_list("pk", flat=True)
    same = {"run__in": list(recent[:RUNS_REMEMBERED]), "run__format": written_as, "run__content": content}
    last = Grading.objects.filter(student=student, **same).order_by("-queued_at", "-pk").first()
    if last is None:
        return False
    return last.state == State.FAILED or (last.state == State.GRADED and last.fraction < 1)
