"""Who is stuck: the same answer from one exercise's log and from the database for a whole course."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from courses.models import Exercise
from grader.analytics.attempt_log import read_attempts
from grader.analytics.stuck import failing_titles, gave_up, most_failed, read_stuck, stuck_in
from grader.models import Grading, State, Submission
from tests.grader.classwork import days_ago, hand_in_graded, make_class

WRONG = {"a": True, "b": False}


def try_often(exercise: Exercise, student: User, days: list[float], passed: dict[str, bool] = WRONG) -> Grading:
    return [hand_in_graded(exercise, student, passed, at=days_ago(day)) for day in days][-1]


def test_three_wrong_submissions_lately_and_none_right_make_somebody_stuck(exercise: Exercise) -> None:
    stuck, got_there, two_tries, long_ago, failing, waiting, fourth = make_class(exercise, 7)
    last = try_often(exercise, stuck, [9, 8, 6])
    try_often(exercise, got_there, [9, 8, 6])
    hand_in_graded(exercise, got_there, {"a": True, "b": True}, at=days_ago(1))
    try_often(exercise, two_tries, [2, 1])
    try_often(exercise, long_ago, [10, 9, 8])
    for _ in range(3):
        hand_in_graded(exercise, failing, {}, state=State.FAILED)
    for _ in range(3):
        hand_in_graded(exercise, waiting, {}, state=State.QUEUED)
    try_often(exercise, fourth, [4, 3, 2, 1])
    now, everyone = timezone.now(), set(User.objects.values_list("pk", flat=True))

    by_log = stuck_in(read_attempts([exercise.pk])[exercise.pk], now)
    by_database = read_stuck([exercise.pk], everyone, now)

    assert [(one.student, one.tries) for one in by_log] == [(fourth.pk, 4), (stuck.pk, 3), (failing.pk, 3)]
    assert sorted(by_log, key=lambda one: one.student) == sorted(by_database, key=lambda one: one.student)
    assert by_log[1].last.grading == last.pk


def test_who_paid_for_hints_and_got_everything_right_is_not_stuck(exercise: Exercise) -> None:
    student = make_class(exercise, 1)[0]
    try_often(exercise, student, [3, 2, 1])
    paid = hand_in_graded(exercise, student, {"a": True, "b": True})
    Submission.objects.filter(gradings=paid).update(hint_points=2)
    Grading.objects.filter(pk=paid.pk).update(score=8)

    now = timezone.now()
    assert stuck_in(read_attempts([exercise.pk])[exercise.pk], now) == []
    assert read_stuck([exercise.pk], {student.pk}, now) == []


def test_a_week_later_the_same_student_has_left(exercise: Exercise) -> None:
    student = make_class(exercise, 1)[0]
    try_often(exercise, student, [3, 2, 1])
    log = read_attempts([exercise.pk])[exercise.pk]
    later = timezone.now() + timedelta(days=7)

    assert (stuck_in(log, later), gave_up(log, later)) == ([], [student.pk])


def test_a_replaced_grading_does_not_count(exercise: Exercise) -> None:
    student = make_class(exercise, 1)[0]
    try_often(exercise, student, [3, 2, 1])
    Grading.objects.update(counts=False)

    assert read_stuck([exercise.pk], {student.pk}, timezone.now()) == []


def test_the_test_that_most_fail_comes_with_its_title(exercise: Exercise) -> None:
    gradings = [
        hand_in_graded(exercise, student, {"a": False, "b": number == 0})
        for number, student in enumerate(make_class(exercise, 3))
    ]
    failing = failing_titles(one.pk for one in gradings)

    assert most_failed(failing) == ("a", {"en": "Test a", "ko": "테스트 a"}, 3)
    assert [test for test, _title in failing[gradings[1].pk]] == ["a", "b"]
    assert most_failed({}) is None
