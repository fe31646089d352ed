"""Taking in a student's work: one transaction stores it with its queued grading; the broker hears of it after."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.models import User
from courses.folders.exercise_folder import folder_of
from courses.models import Exercise, ExerciseVersion
from grader import messages, storage
from grader.errors import RejectedWork
from grader.gradebook.scoring import refresh_after
from grader.hints import points_for_hints
from grader.judging.checking import check_work
from grader.models import FINAL_STATES, EventKind, Format, Grading, GradingEvent, Priority, Run, Submission
from grader.queueing.gpu import needed_by
from grader.queueing.queue import enqueue
from grader.queueing.turns import turn_of

MAX_WAITING = 10
"""The most gradings that one student may have waiting or running."""

WorkType = TypeVar("WorkType", Submission, Run)


def hand_in_submission(exercise: Exercise, student: User, format: Format, content: str) -> Grading:  # noqa: A002
    """Store a submission and queue its grading by all tests; `RejectedWork` when it cannot be handed in.

    The same content handed in again while it still waits or runs gives the grading that is under way.
    """
    return _take_in(Submission, exercise, student, format, content)


def start_run(exercise: Exercise, student: User, format: Format, content: str) -> Grading:  # noqa: A002
    """Store a run and queue its judging by the public tests; otherwise like `hand_in_submission`."""
    return _take_in(Run, exercise, student, format, content)


def try_version(
    version: ExerciseVersion,
    author: User,
    format: Format,  # noqa: A002
    content: str,
    *,
    by_all_tests: bool,
) -> Grading:
    """Queue the judging of an author's work by a version that students may not see; otherwise like `start_run`.

    It is a run, whatever tests judge it, so that it never counts.
    """
    work = Run(exercise=version.exercise, student=author, format=format, content=content)
    work.is_preview, work.by_all_tests = True, by_all_tests
    return _take_in_once(work, version)


def _take_in(work_type: type[WorkType], exercise: Exercise, student: User, written_as: str, content: str) -> Grading:
    if exercise.current is None:
        raise RejectedWork("not_offered", messages.NOT_OFFERED)
    work = work_type(exercise=exercise, student=student, format=written_as, content=content)
    return _take_in_once(work, exercise.current)


def _take_in_once(work: Submission | Run, version: ExerciseVersion) -> Grading:
    check_work(folder_of(version), work.format, work.content)
    with transaction.atomic():
        # Serializes one student's clicks: without the lock two of them would both find nothing under way.
        get_user_model().objects.select_for_update(no_key=True).get(pk=work.student_id)
        if under_way := _under_way(work, version):
            return under_way
        _check_waiting(work.student)
        purpose = storage.Purpose.SUBMISSION if isinstance(work, Submission) else storage.Purpose.RUN
        storage.make_room(work.student, storage.size_of(work.content), purpose)
        if isinstance(work, Submission):
            work.hint_points = points_for_hints(work.exercise, work.student)
        work.save()
        return _queue(work, version)


def _under_way(work: Submission | Run, version: ExerciseVersion) -> Grading | None:
    """Return the unfinished grading of the very same work: a double click, or a request sent twice."""
    live = Grading.objects.filter(student=work.student, version=version, cancel_requested=False)
    unfinished = live.exclude(priority=Priority.REGRADE).exclude(state__in=FINAL_STATES)
    same: dict[str, object] = {"exercise": work.exercise, "format": work.format, "content": work.content}
    if isinstance(work, Run):
        same |= {"is_preview": work.is_preview, "by_all_tests": work.by_all_tests}
    field = type(work).__name__.lower()
    return unfinished.filter(**{f"{field}__{name}": value for name, value in same.items()}).first()


def _check_waiting(student: User) -> None:
    live = Grading.objects.filter(student=student).exclude(priority=Priority.REGRADE)
    waiting = live.exclude(state__in=FINAL_STATES).count()
    if waiting >= MAX_WAITING:
        raise RejectedWork("too_many_waiting", messages.too_many_waiting(waiting))


def _queue(work: Submission | Run, version: ExerciseVersion) -> Grading:
    grading = Grading.objects.create(
        run=work if isinstance(work, Run) else None,
        submission=work if isinstance(work, Submission) else None,
        student=work.student,
        version=version,
        course=work.exercise.unit.course,
        turn_at=turn_of(work.student),
        priority=_priority(work),
        device=needed_by(version),
    )
    GradingEvent.objects.create(grading=grading, number=1, kind=EventKind.QUEUED)
    refresh_after(grading)
    transaction.on_commit(partial(enqueue, grading), robust=True)
    return grading


def _priority(work: Submission | Run) -> Priority:
    """Return who goes first; what all tests judge takes as long as a submission and waits as one."""
    is_short = isinstance(work, Run) and not work.by_all_tests
    return Priority.RUN if is_short else Priority.SUBMISSION
