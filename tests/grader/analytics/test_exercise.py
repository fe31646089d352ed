"""The analytics of an exercise, on classes made by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Enrollment, Exercise, Section
from grader.analytics.exercise import Analytics, analyze
from grader.analytics.exercise_figures import figures_of
from grader.analytics.filters import AnalyticsFilters
from grader.analytics.headline import headline, share_text
from grader.models import HintOpening, Run
from tests.grader.classwork import days_ago, hand_in_graded, make_class

RIGHT, WRONG = {"a": True, "b": True}, {"a": True, "b": False}


def analytics(exercise: Exercise, **chosen: object) -> Analytics:
    filters = AnalyticsFilters(Section.objects.all(), {key: str(value) for key, value in chosen.items()})
    return analyze(exercise, filters)


def test_tries_and_active_minutes_to_full_marks(exercise: Exercise) -> None:
    quick, slow, never = make_class(exercise, 3)
    begin = days_ago(3)
    hand_in_graded(exercise, quick, RIGHT, at=begin)
    Run.objects.create(exercise=exercise, student=slow, format="code", content="", created_at=begin)
    for minutes, passed in ((4, WRONG), (9, WRONG), (40, RIGHT), (44, RIGHT)):
        hand_in_graded(exercise, slow, passed, at=begin + timedelta(minutes=minutes))
    hand_in_graded(exercise, never, WRONG)

    found = analytics(exercise)

    assert (found.handed_in, found.solved, found.submissions) == (3, 2, 6)
    assert found.tries is not None
    assert (found.tries.low, found.tries.median, found.tries.high) == (1.5, 2, 2.5)
    assert found.minutes is not None
    assert (found.minutes.count, found.minutes.median) == (1, 9)


def test_filters_leave_a_section_and_days(exercise: Exercise) -> None:
    ann, bob = make_class(exercise, 2)
    section = Section.objects.create(course=exercise.unit.course, name="A")
    Enrollment.objects.filter(user=ann).update(section=section)
    for student in (ann, bob):
        hand_in_graded(exercise, student, WRONG, at=days_ago(10))
        hand_in_graded(exercise, student, RIGHT, at=days_ago(1))
    until = timezone.localtime(days_ago(5)).date()

    assert analytics(exercise, section=section.pk).submissions == 2
    assert (analytics(exercise, until=until).submissions, analytics(exercise, until=until).solved) == (2, 0)
    assert analytics(exercise, since=until).solved == 2


def test_who_teaches_is_not_counted(exercise: Exercise) -> None:
    ann, bob = make_class(exercise, 2)
    Enrollment.objects.filter(user=bob).update(role="assistant")
    hand_in_graded(exercise, bob, RIGHT)

    found = analytics(exercise)

    assert (found.handed_in, set(found.students)) == (0, {ann.pk})


def test_hints_tell_what_came_after_them(exercise: Exercise) -> None:
    ann, bob = make_class(exercise, 2)
    for student in (ann, bob):
        hand_in_graded(exercise, student, WRONG, at=days_ago(3))
        HintOpening.objects.create(exercise=exercise, student=student, number=1, at=days_ago(2))
    hand_in_graded(exercise, ann, RIGHT, at=days_ago(1))

    (hint,) = analytics(exercise).hints

    assert (hint.number, hint.opened, hint.tried, hint.solved) == (1, 2, 1, 1)
    assert hint.after is not None
    assert hint.after.median == 1


def test_waits_are_those_of_live_submissions(exercise: Exercise) -> None:
    students = make_class(exercise, 3)
    for student, waited in zip(students, (1, 2, 6), strict=True):
        hand_in_graded(exercise, student, RIGHT, waited=waited)
    regraded = hand_in_graded(exercise, students[0], RIGHT, waited=500)
    regraded.priority = 2
    regraded.save()

    wait = analytics(exercise).wait

    assert wait is not None
    assert (wait.count, wait.median) == (3, 2)
    assert wait.p95 == pytest.approx(5.6)


def test_plots_say_their_numbers_and_have_them_in_a_table(exercise: Exercise) -> None:
    exercise.due_at = days_ago(1.5)
    exercise.save()
    for number, student in enumerate(make_class(exercise, 4)):
        hand_in_graded(exercise, student, RIGHT if number else WRONG, at=days_ago(1 + number))

    scores, times = figures_of(analytics(exercise))

    assert [row[1] for row in scores.rows] == ["0", "0", "0", "0", "0", "1", "0", "0", "0", "3"]
    assert "3 with all points" in scores.note
    assert 'role="img"' in scores.svg
    assert scores.svg.count("<rect") == 2
    assert sum(int(row[1]) for row in times.rows) == 4
    assert "4 submissions, 1 of them after the due date." in times.note
    assert "plot-goal" in times.svg
    assert "style=" not in scores.svg + times.svg


def test_nothing_handed_in_is_said_and_draws_nothing(exercise: Exercise) -> None:
    make_class(exercise, 2)
    found = analytics(exercise)

    assert figures_of(found) == []
    assert headline(found).stuck == "Nobody is stuck now."
    assert headline(found).verdict == ""
    assert headline(found).reached == "Nobody has handed anything in yet."


def test_the_headline_says_that_the_students_need_help_where_the_tests_are_sound(exercise: Exercise) -> None:
    students = make_class(exercise, 30)
    for number, student in enumerate(students):
        for _ in range(3):
            hand_in_graded(exercise, student, {"a": number >= 8, "b": number >= 4, "c": number >= 6})

    said = headline(analytics(exercise))

    assert said.stuck == "8 students are stuck now."
    assert {user for _one, user in said.who} == set(students[:8])
    assert said.on_what == "Most often they fail “Test a”: 8 of 8 (100 %)."
    assert said.verdict.startswith("The tests look sound, so it is the students who need help.")
    assert "7 of the 8 strongest pass “Test a”, and 2 of the 8 weakest." in said.verdict
    assert said.tone == "good"


def test_the_headline_says_to_look_at_the_test_that_strong_students_fail(exercise: Exercise) -> None:
    for number, student in enumerate(make_class(exercise, 30)):
        hand_in_graded(exercise, student, {"a": number >= 8, "b": number >= 4, "c": number < 8}, at=days_ago(9))

    said = headline(analytics(exercise))

    assert said.verdict.startswith("Look at the test “Test c” first.")
    assert said.tone == "warn"
    assert "30 handed in without reaching full marks" in said.stuck


def test_the_headline_does_not_judge_tests_by_few_students(exercise: Exercise) -> None:
    hand_in_graded(exercise, make_class(exercise, 1)[0], WRONG)

    assert headline(analytics(exercise)).verdict == ("Too few graded students to judge the tests: 1, and it takes 20.")


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 2, "1 of 2"), (4, 5, "4 of 5 (80 %)"), (2, 3, "2 of 3"), (0, 0, "–")]
)
def test_few_people_are_no_percentage(part: int, whole: int, text: str) -> None:
    assert share_text(part, whole) == text
