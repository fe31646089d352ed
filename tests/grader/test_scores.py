"""Scores that count."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from accounts.models import User
from courses.models import Exercise
from grader.gradebook.scoring import refresh
from grader.models import Grading, State
from grader.scores import progress_in
from tests.grader.cast import best_grading, make_exercise, make_student

Score = Callable[..., Grading]


@pytest.fixture
def score(exercise: Exercise, submit: Callable[..., Grading]) -> Score:
    """A function that hands in work and gives it a score."""

    def give(points: float | None, state: State = State.GRADED, **options: object) -> Grading:
        grading = submit(**options)
        grading.state = state
        grading.score, grading.max_score = (None, None) if points is None else (Decimal(str(points)), Decimal(10))
        grading.save()
        refresh(exercise)
        return grading

    return give


def test_the_highest_score_counts_and_of_equal_ones_the_first(exercise: Exercise, student: User, score: Score) -> None:
    score(3)
    best = score(8)
    score(8)
    score(5)
    assert best_grading(exercise, student) == best


def test_without_a_grading_there_is_no_best(exercise: Exercise, student: User) -> None:
    assert best_grading(exercise, student) is None


def test_only_graded_submissions_count(exercise: Exercise, student: User, score: Score) -> None:
    score(9, run=True)
    score(0, State.FAILED)
    score(None, State.ERROR)
    score(None, State.CANCELED)
    assert best_grading(exercise, student) is None


def test_progress_of_a_student(exercise: Exercise, student: User, score: Score) -> None:
    untouched = make_exercise(exercise.unit, "other")
    score(3)
    score(10)
    score(None, State.RUNNING)
    score(9, run=True)
    found = progress_in([exercise.unit.course], student)[exercise.unit.course_id]
    first, second = found.exercises[exercise.pk], found.exercises[untouched.pk]
    assert (first.score, first.attempts, first.under_way, first.is_complete) == (Decimal(10), 3, True, True)
    assert (second.score, second.attempts, second.under_way, second.is_complete) == (None, 0, False, False)
    assert (found.score, found.max_score, found.fraction, found.completed) == (Decimal(10), Decimal(20), 0.5, 1)


def test_progress_is_ones_own(exercise: Exercise, student: User, score: Score) -> None:
    score(10, by=make_student(exercise, "other@example.org"))
    assert progress_in([exercise.unit.course], student)[exercise.unit.course_id].exercises[exercise.pk].score is None


def test_a_retired_exercise_gives_no_points(exercise: Exercise, student: User) -> None:
    exercise.current = None
    exercise.save()
    assert progress_in([exercise.unit.course], student)[exercise.unit.course_id].max_score == 0
