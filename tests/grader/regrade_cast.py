"""What tests of regrades have happen: work that was graded, an exercise that changes, judgings that end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Exercise, ExerciseVersion
from grader.gradebook.scoring import refresh_after
from grader.judging.verdicts import TestReport, Verdict
from grader.models import Grading, Priority, Regrade, State
from grader.queueing.queue import claim, finish
from grader.regrading.regrade_steps import run, start
from tests.courses.examples import TESTS, exercise_files
from tests.grader.cast import TITLE

Submit = Callable[..., Grading]
OnCommit = Callable[..., AbstractContextManager[list[Any]]]


def change(exercise: Exercise, mark: str = "a comment") -> ExerciseVersion:
    """Give an exercise another version, as a publication does."""
    files = exercise_files(**{"tests/test_double.py": TESTS + f"\n# {mark}\n".encode()})
    values = {"exercise": exercise, "content_hash": read_exercise(files).content_hash, "archive": pack(files)}
    exercise.current = ExerciseVersion.objects.create(**values)
    exercise.save()
    return exercise.current


def score(grading: Grading, points: float | None, state: State = State.GRADED) -> Grading:
    """Let a grading have ended so, without a worker."""
    values = {"score": points, "max_score": None if points is None else 10, "finished_at": grading.queued_at}
    Grading.objects.filter(pk=grading.pk).update(state=state, **values)
    grading.refresh_from_db()
    refresh_after(grading)
    return grading


def report(outcome: str, name: str = "test_one", points: float = 1) -> TestReport:
    """Return how a test ended."""
    given = Decimal(str(points))
    return TestReport(id=name, title=TITLE, hidden=True, outcome=outcome, points=given, max_points=Decimal(1))


def judge(
    grading: Grading, points: float | None, status: str = "graded", *, reports: Iterable[TestReport] = ()
) -> None:
    """Claim a grading and end it, as a worker does."""
    claimed = claim(grading.pk)
    assert claimed is not None
    most = None if points is None else Decimal(10)
    given = None if points is None else Decimal(str(points))
    finish(claimed, Verdict(status=status, score=given, max_score=most, reports=tuple(reports)))


def begin(exercise: Exercise, user: User, **options: Any) -> Regrade:
    """Start a regrade with its dry run."""
    values = {"reason": "The third test was wrong.", "may_lower": False, "sample_size": 10}
    return start(exercise, user, **{**values, **options})


def open_gradings(regrade: Regrade) -> list[Grading]:
    """Return what of a regrade waits or runs, in the order of its items."""
    items = regrade.items.filter(after__state__in=(State.QUEUED, State.RUNNING)).order_by("pk")
    return [item.after for item in items.select_related("after") if item.after]


def judge_all(regrade: Regrade, points: float, on_commit: OnCommit) -> int:
    """Let a worker judge all that a regrade has to be judged, and what follows from it; return how many there were."""
    count = 0
    while waiting := open_gradings(regrade):
        for grading in waiting:
            with on_commit(execute=True):
                judge(grading, points)
            count += 1
    return count


def whole(exercise: Exercise, user: User, points: float, on_commit: OnCommit, **options: Any) -> Regrade:
    """Take a regrade from its start to its end, every judging giving the same points."""
    with on_commit(execute=True):
        regrade = begin(exercise, user, **options)
    judge_all(regrade, points, on_commit)
    with on_commit(execute=True):
        run(regrade.pk, user)
    judge_all(regrade, points, on_commit)
    regrade.refresh_from_db()
    return regrade


def regrade_priority(*gradings: Grading) -> None:
    """Make gradings those of a regrade, as far as the queue is concerned."""
    Grading.objects.filter(pk__in=[one.pk for one in gradings]).update(priority=Priority.REGRADE)
