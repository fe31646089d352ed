"""Whether a test is good, by what students' work did to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from courses.models import Exercise
from grader.analytics.attempt_log import read_attempts
from grader.analytics.test_quality import Flag, TestQuality, course_criterion, flag_words, read_qualities, suspects
from grader.models import Outcome, Score, TestResult
from tests.grader.cast import make_exercise
from tests.grader.classwork import days_ago, hand_in_graded, make_class

NAMES = ("a", "b", "c")


def qualities(exercise: Exercise) -> dict[str, TestQuality]:
    log = read_attempts([exercise.pk])[exercise.pk]
    criterion = course_criterion(exercise, log.graded.last.keys())
    found = read_qualities({exercise.pk: log.graded}, {exercise.pk: criterion})[exercise.pk]
    return {one.test_id: one for one in found}


def everybody(exercise: Exercise, students: list[User], upside_down: Callable[[int], bool]) -> None:
    """Have student n pass test a if n >= 10, b if n >= 15, c as ``upside_down`` says."""
    for number, student in enumerate(students):
        hand_in_graded(exercise, student, {"a": number >= 10, "b": number >= 15, "c": upside_down(number)})


def test_a_test_that_the_strong_fail_and_the_weak_pass_is_flagged(exercise: Exercise) -> None:
    everybody(exercise, make_class(exercise, 40), lambda number: number < 10)

    found = qualities(exercise)

    assert found["c"].flag == Flag.UPSIDE_DOWN
    assert found["c"].groups is not None
    assert found["c"].groups.index == pytest.approx(-10 / 11)
    assert [found[name].flag for name in ("a", "b")] == [None, None]
    assert "0 of the 11 strongest pass it" in flag_words(found["c"])
    assert "10 of the 11 weakest" in flag_words(found["c"])
    assert suspects(found.values()) == [found["c"]]


def test_a_test_that_nobody_passes_is_flagged(exercise: Exercise) -> None:
    everybody(exercise, make_class(exercise, 40), lambda _number: False)

    assert qualities(exercise)["c"].flag == Flag.STRONG_FAIL


def test_a_test_without_much_to_do_with_strength_is_called_weak_and_not_suspected(exercise: Exercise) -> None:
    everybody(exercise, make_class(exercise, 40), lambda number: number % 4 != 0)

    found = qualities(exercise)["c"]
    assert found.flag == Flag.WEAK
    assert not found.is_suspect


def test_a_difference_of_one_student_is_luck(exercise: Exercise) -> None:
    everybody(exercise, make_class(exercise, 40), lambda number: number < 39)

    assert qualities(exercise)["c"].flag is None


def test_nothing_is_said_of_few_students(exercise: Exercise) -> None:
    everybody(exercise, make_class(exercise, 19), lambda number: number < 10)

    assert [(one.groups, one.correlation, one.flag) for one in qualities(exercise).values()] == [(None, None, None)] * 3


def test_a_test_that_broke_is_flagged_whatever_the_number(exercise: Exercise) -> None:
    grading = hand_in_graded(exercise, make_class(exercise, 1)[0], {"a": True, "b": False})
    TestResult.objects.filter(grading=grading, test_id="b").update(outcome=Outcome.ERROR)

    assert qualities(exercise)["b"].flag == Flag.BROKEN


def test_the_last_work_counts_and_the_first_is_told_beside_it(exercise: Exercise) -> None:
    student = make_class(exercise, 1)[0]
    hand_in_graded(exercise, student, {"a": False}, at=days_ago(3))
    hand_in_graded(exercise, student, {"a": True}, at=days_ago(2))

    found = qualities(exercise)["a"]
    assert (found.passed, found.count, found.passed_first, found.count_first) == (1, 1, 0, 1)


def test_the_rest_of_the_course_says_who_is_strong_where_it_is_known(exercise: Exercise) -> None:
    students = make_class(exercise, 40)
    everybody(exercise, students, lambda number: number < 10)
    others = [make_exercise(exercise.unit, f"other-{number}") for number in range(3)]
    Score.objects.bulk_create(
        Score(exercise=other, student=student, score=40 - number)
        for other in others
        for number, student in enumerate(students)
    )

    found = qualities(exercise)

    assert found["c"].groups is not None
    assert found["c"].groups.index > 0.8
    assert found["a"].flag == Flag.UPSIDE_DOWN


def test_scores_in_few_other_exercises_do_not_tell_who_is_strong(exercise: Exercise) -> None:
    students = make_class(exercise, 3)
    other = make_exercise(exercise.unit, "other")
    Score.objects.bulk_create(Score(exercise=other, student=student, score=1) for student in students)

    assert course_criterion(exercise, [student.pk for student in students]) is None
