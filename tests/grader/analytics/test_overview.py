"""The overview of a course."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from courses.models import Exercise, Lesson, LessonReading
from grader.analytics.overview import overview
from grader.models import Grading, State
from tests.grader.cast import TITLE, make_exercise
from tests.grader.classwork import days_ago, hand_in_graded, make_class

WRONG = {"a": True, "b": False}


def test_who_is_stuck_comes_with_exercise_tries_and_what_fails(exercise: Exercise) -> None:
    student = make_class(exercise, 2)[0]
    for day in (3, 2, 1):
        last = hand_in_graded(exercise, student, WRONG, at=days_ago(day))

    (row,) = overview(exercise.unit.course).stuck

    assert (row.student, row.exercise, row.stuck.tries, row.stuck.last.grading) == (student, exercise, 3, last.pk)
    assert row.stuck.fails == ({"en": "Test b", "ko": "테스트 b"},)


def test_who_has_gone_quiet_while_others_work(exercise: Exercise) -> None:
    works, reads, quiet, never = make_class(exercise, 4)
    hand_in_graded(exercise, works, WRONG, at=days_ago(1))
    for student in (reads, quiet):
        hand_in_graded(exercise, student, WRONG, at=days_ago(20))
    lesson = Lesson.objects.create(unit=exercise.unit, slug="one", title=TITLE, body=TITLE)
    LessonReading.objects.create(user=reads, lesson=lesson)

    found = overview(exercise.unit.course)

    assert [row.student for row in found.quiet] == [quiet]
    assert [row.student for row in found.never] == [never]
    assert (found.awake, found.rests) == (2, False)


def test_nobody_is_quiet_while_the_whole_course_rests(exercise: Exercise) -> None:
    for student in make_class(exercise, 6):
        hand_in_graded(exercise, student, WRONG, at=days_ago(20))

    found = overview(exercise.unit.course)

    assert (found.rests, found.quiet) == (True, ())


def test_tests_that_are_probably_wrong_are_named(exercise: Exercise) -> None:
    for number, student in enumerate(make_class(exercise, 30)):
        hand_in_graded(exercise, student, {"a": number >= 8, "b": number >= 4, "c": number < 8})

    (row,) = overview(exercise.unit.course).flagged

    assert (row.exercise, row.test.test_id) == (exercise, "c")


def test_what_is_due_says_how_many_are_missing(exercise: Exercise) -> None:
    later, past = make_exercise(exercise.unit, "later"), make_exercise(exercise.unit, "past")
    for one, days in ((exercise, 3), (later, 30), (past, -1)):
        one.due_at = timezone.now() + timedelta(days=days)
        one.save()
    students = make_class(exercise, 3)
    hand_in_graded(exercise, students[0], WRONG)
    hand_in_graded(exercise, students[0], WRONG)

    found = overview(exercise.unit.course)

    assert [(row.exercise, row.missing, row.students) for row in found.due] == [(exercise, 2, 3)]
    assert {row.exercise: row.handed_in for row in found.exercises} == {exercise: 1, later: 0, past: 0}


def test_activity_counts_submissions_and_students_by_day(exercise: Exercise) -> None:
    ann, bob = make_class(exercise, 2)
    noon = timezone.localtime().replace(hour=12) - timedelta(days=2)
    for student in (ann, ann, bob):
        hand_in_graded(exercise, student, WRONG, at=noon)

    days = overview(exercise.unit.course).days

    assert len(days) == 28
    assert [(row.day, row.submissions, row.students) for row in days if row.submissions] == [(noon.date(), 3, 2)]


def test_load_tells_queue_running_and_waits(exercise: Exercise) -> None:
    students = make_class(exercise, 3)
    queued, running, done = (
        hand_in_graded(exercise, student, WRONG, at=days_ago(0.5), waited=3) for student in students
    )
    Grading.objects.filter(pk=queued.pk).update(state=State.QUEUED, started_at=None)
    Grading.objects.filter(pk=running.pk).update(state=State.RUNNING)
    Grading.objects.filter(pk=done.pk).update(queued_at=days_ago(2))

    load = overview(exercise.unit.course).load

    assert (load.queued, load.running, load.waits, load.median_wait) == (1, 1, 1, 3)
    assert load.oldest == Grading.objects.get(pk=queued.pk).queued_at
