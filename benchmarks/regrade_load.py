"""The load of the benchmark of regrades, in a process beside a running site: prints the waits of live submissions.

A submission comes every half second, by forty students in turn: what a large class makes just before a due date.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from accounts.models import User
    from courses.models import Course, Exercise

INTERVAL = 0.5
STUDENTS = 40
TURN = 20
"""So many live submissions come with the regrade running, and as many while it pauses, in turn: machines drift."""
SECONDS_TO_SETTLE = 60.0


def main() -> None:
    """Measure with as many submissions to regrade as the first argument says."""
    django.setup()
    from courses.models import Exercise
    from grader.models import RegradeState
    from grader.regrading.regrade_steps import CannotRegrade, pause, resume, run, start

    exercise = Exercise.objects.select_related("unit__course").get(slug="activation-functions")
    students, teacher = _people(exercise.unit.course)
    _hand_in_before(exercise, students, int(sys.argv[1]))
    live = Live(exercise, students)
    live.hand_in(TURN)  # The first ones find everything cold.
    regrade = start(exercise, teacher, reason="Measured.", may_lower=False, sample_size=10)
    _wait_until(lambda: _state(regrade.pk) == RegradeState.TRIED)
    run(regrade.pk, teacher)
    alone: list[int] = []
    beside: list[int] = []
    seconds = 0.0
    while _state(regrade.pk) != RegradeState.DONE:
        began = time.monotonic()
        beside += live.hand_in(TURN, unless=lambda: _state(regrade.pk) == RegradeState.DONE)
        seconds += time.monotonic() - began
        with suppress(CannotRegrade):  # It has ended.
            pause(regrade.pk, teacher)
        _wait_until(lambda: not _is_running(regrade.pk))
        alone += live.hand_in(TURN)
        with suppress(CannotRegrade):
            resume(regrade.pk, teacher)
    applied = regrade.items.filter(applied_at__isnull=False).count()
    if applied != int(sys.argv[1]):
        raise SystemExit(f"only {applied} submissions were regraded")
    print(json.dumps({"alone": _waits(alone), "beside": _waits(beside), "seconds": seconds}))


class Live:
    """Students who hand in, one every half second."""

    def __init__(self, exercise: Exercise, students: list[User]) -> None:
        from courses.loading import BUNDLED_CONTENT

        self._exercise, self._students, self._numbers = exercise, students, count()
        folder = BUNDLED_CONTENT / "deep-learning-with-keras" / "activations" / "activation-functions"
        self._solution = (folder / "solution.py").read_text(encoding="utf-8")

    def hand_in(self, submissions: int, unless: Callable[[], bool] = lambda: False) -> list[int]:
        """Hand in so many, or fewer when something is so, wait for the scores, and return the gradings."""
        from grader.models import FINAL_STATES, Grading

        found: list[int] = []
        due = time.monotonic()
        while len(found) < submissions and not unless():
            found.append(self._hand_in())
            due += INTERVAL
            time.sleep(max(0.0, due - time.monotonic()))
        _wait_until(lambda: not Grading.objects.filter(pk__in=found).exclude(state__in=FINAL_STATES).exists())
        return found

    def _hand_in(self) -> int:
        from grader.models import Format
        from grader.workbench.handing_in import hand_in_submission

        number = next(self._numbers)
        student = self._students[number % STUDENTS]
        content = f"{self._solution}\n# {number}\n"
        return hand_in_submission(self._exercise, student, Format.CODE, content).pk


def _people(course: Course) -> tuple[list[User], User]:
    from accounts.models import User
    from benchmarks.crowd import enroll

    return enroll(course, STUDENTS), User.objects.get(email="instructor@example.org")


def _hand_in_before(exercise: Exercise, students: list[User], submissions: int) -> None:
    """Store submissions that another version of the exercise has graded."""
    from django.utils import timezone

    from courses.models import ExerciseVersion
    from grader.models import Format, Grading, Priority, State, Submission

    assert exercise.current is not None
    archive = exercise.current.archive
    old = ExerciseVersion.objects.create(exercise=exercise, content_hash="0" * 64, archive=archive)
    content = Live(exercise, students)._solution
    at = timezone.now() - timedelta(days=1)
    works = Submission.objects.bulk_create(
        Submission(
            exercise=exercise,
            student=students[number % STUDENTS],
            format=Format.CODE,
            content=f"{content}\n# before {number}\n",
            created_at=at,
        )
        for number in range(submissions)
    )
    ended = {"state": State.GRADED, "score": Decimal(6), "max_score": Decimal(10), "queued_at": at, "finished_at": at}
    Grading.objects.bulk_create(
        Grading(submission=work, student=work.student, version=old, priority=Priority.SUBMISSION, **ended)
        for work in works
    )


def _state(regrade_id: int) -> str:
    from grader.models import Regrade

    return Regrade.objects.values_list("state", flat=True).get(pk=regrade_id)


def _is_running(regrade_id: int) -> bool:
    from grader.models import RegradeItem, State

    return RegradeItem.objects.filter(regrade=regrade_id, after__state=State.RUNNING).exists()


def _wait_until(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + SECONDS_TO_SETTLE
    while not is_so():
        if time.monotonic() > ends_at:
            raise SystemExit("the site does not go on")
        time.sleep(0.05)


def _waits(gradings: list[int]) -> dict[str, list[float]]:
    """Return the milliseconds from handing in to the start and to the score."""
    from grader.models import Grading, State

    graded = Grading.objects.filter(pk__in=gradings, state=State.GRADED)
    if graded.count() != len(gradings):
        raise SystemExit("a live submission was not graded")
    times = graded.values_list("queued_at", "started_at", "finished_at")
    return {
        "started": [(began - queued).total_seconds() * 1000 for queued, began, _ended in times if began],
        "scored": [(ended - queued).total_seconds() * 1000 for queued, _began, ended in times if ended],
    }


if __name__ == "__main__":
    main()
