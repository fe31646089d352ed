"""Work after the due date is judged, marked, and does not count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Exercise
from grader.due_dates import is_late
from grader.gradebook.scoring import refresh
from grader.models import Grading, Run, State, Submission
from grader.scores import progress_in
from tests.grader.cast import best_grading

HandIn = Callable[..., Grading]
DUE = timezone.now() - timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def exercise(exercise: Exercise) -> Exercise:
    """An exercise that was due yesterday."""
    exercise.due_at = DUE
    exercise.save()
    return exercise


@pytest.fixture
def hand_in(exercise: Exercise, submit: Callable[..., Grading]) -> HandIn:
    """A function that hands work in at a time, and gives it points."""

    def give(points: float, at: datetime, *, run: bool = False) -> Grading:
        grading = submit(run=run)
        grading.state, grading.score, grading.max_score = State.GRADED, Decimal(str(points)), Decimal(10)
        grading.save()
        model = Run if run else Submission
        model._default_manager.filter(pk=grading.work.pk).update(created_at=at)
        refresh(exercise)
        return Grading.objects.get(pk=grading.pk)

    return give


@pytest.mark.parametrize(("at", "late"), [(DUE - SECOND, False), (DUE, False), (DUE + timedelta(microseconds=1), True)])
def test_the_last_moment_is_in_time(hand_in: HandIn, exercise: Exercise, at: datetime, late: bool) -> None:
    grading = hand_in(10, at)
    assert is_late(grading.work) is late
    assert (best_grading(exercise, grading.student) is None) is late


def test_late_work_counts_nowhere(hand_in: HandIn, exercise: Exercise, student: User) -> None:
    in_time = hand_in(4, DUE - SECOND)
    hand_in(10, DUE + SECOND)
    found = progress_in([exercise.unit.course], student)[exercise.unit.course_id].exercises[exercise.pk]
    assert best_grading(exercise, student) == in_time
    assert (found.score, found.attempts, found.is_complete) == (Decimal(4), 2, False)


def test_a_later_due_date_lets_it_count_after_all(hand_in: HandIn, exercise: Exercise, student: User) -> None:
    late = hand_in(10, DUE + SECOND)
    exercise.due_at = DUE + SECOND
    exercise.save()
    refresh(exercise)
    assert best_grading(exercise, student) == late


def test_without_a_due_date_nothing_is_late(hand_in: HandIn, exercise: Exercise, student: User) -> None:
    exercise.due_at = None
    exercise.save()
    grading = hand_in(10, timezone.now())
    assert not is_late(grading.work)
    assert best_grading(exercise, student) == grading


def test_a_run_is_never_late(hand_in: HandIn) -> None:
    assert not is_late(hand_in(10, DUE + SECOND, run=True).work)


@pytest.mark.parametrize(("at", "count"), [(DUE - SECOND, 0), (DUE + SECOND, 1)])
def test_an_instructors_list_marks_it(
    hand_in: HandIn, instructor: User, client: Client, at: datetime, count: int
) -> None:
    hand_in(10, at)
    client.force_login(instructor)
    page = client.get("/courses/demo/basics/exercises/double/submissions/").content.decode()
    assert page.count(">late<") == count
