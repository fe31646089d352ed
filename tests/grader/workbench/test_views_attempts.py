"""The list of attempts, restoring one, and the difference between two."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Exercise
from grader.gradebook.scoring import refresh_after
from grader.models import Format, Grading, State
from grader.workbench.attempts import attempts_of
from grader.workbench.drafts import save_draft
from tests.grader.cast import best_grading, make_exercise, make_student

Submit = Callable[..., Grading]


@pytest.fixture
def student_client(client: Client, student: User) -> Client:
    client.force_login(student)
    return client


def compare(exercise: Exercise, **query: object) -> str:
    address = reverse("grader:compare", args=["demo", "basics", exercise.slug])
    return f"{address}?" + "&".join(f"{name}={value}" for name, value in query.items())


def score(grading: Grading, points: int) -> None:
    grading.state, grading.score, grading.max_score = State.GRADED, Decimal(points), Decimal(10)
    grading.save()
    refresh_after(grading)


def test_attempts_are_numbered_with_best_and_last_marked(exercise: Exercise, student: User, submit: Submit) -> None:
    gradings = [submit() for _ in range(3)]
    score(gradings[0], 4)
    score(gradings[1], 9)
    found = attempts_of(exercise, student, best_grading(exercise, student))
    assert [(one.number, one.is_best, one.is_last) for one in found] == [
        (3, False, True),
        (2, True, False),
        (1, False, False),
    ]


def test_a_submission_that_was_graded_again_is_one_attempt(exercise: Exercise, student: User, submit: Submit) -> None:
    first = submit()
    again = Grading.objects.create(
        submission=first.submission, student=student, version=first.version, priority=first.priority
    )
    assert [one.grading for one in attempts_of(exercise, student, None)] == [again]


def test_only_the_latest_are_listed_and_keep_their_numbers(exercise: Exercise, student: User, submit: Submit) -> None:
    for grading in [submit() for _ in range(4)]:
        score(grading, 1)
    assert [one.number for one in attempts_of(exercise, student, None, shown=2)] == [4, 3]


def test_the_number_of_queries_does_not_grow(
    exercise: Exercise, student: User, submit: Submit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for grading in [submit() for _ in range(6)]:
        score(grading, 1)
    with django_assert_max_num_queries(4):
        attempts_of(exercise, student, None)


def test_an_attempt_can_be_fetched_for_the_editor(student_client: Client, submit: Submit) -> None:
    grading = submit()
    response = student_client.get(reverse("grader:work", args=[grading.pk]))
    assert response.json() == {"format": "code", "content": grading.work.content}


def test_somebody_elses_work_cannot_be_fetched(student_client: Client, exercise: Exercise, submit: Submit) -> None:
    theirs = submit(make_student(exercise, "other@example.org"))
    assert student_client.get(reverse("grader:work", args=[theirs.pk])).status_code == 404


def test_two_attempts_are_compared(student_client: Client, exercise: Exercise, submit: Submit) -> None:
    first, second = submit(), submit()
    page = student_client.get(compare(exercise, a=first.pk, b=second.pk)).content.decode()
    assert "<code>x = 0</code>" in page
    assert "<code>x = 1</code>" in page
    assert page.index("Removed:") < page.index("Added:")


def test_an_attempt_is_compared_with_the_draft(
    student_client: Client, exercise: Exercise, student: User, submit: Submit
) -> None:
    first = submit()
    save_draft(exercise, student, Format.CODE, "x = <b>draft</b>", 0)
    page = student_client.get(compare(exercise, a=first.pk, b="draft")).content.decode()
    assert "x = &lt;b&gt;draft&lt;/b&gt;" in page


def test_without_a_draft_the_last_work_stands_in_the_editor(
    student_client: Client, exercise: Exercise, submit: Submit
) -> None:
    first = submit()
    submit()
    page = student_client.get(compare(exercise, a=first.pk, b="draft")).content.decode()
    assert "<code>x = 1</code>" in page


def test_an_instructor_compares_a_students_attempts(
    client: Client, exercise: Exercise, instructor: User, submit: Submit
) -> None:
    client.force_login(instructor)
    assert client.get(compare(exercise, a=submit().pk, b=submit().pk)).status_code == 200


@pytest.mark.parametrize("query", [{}, {"a": "x", "b": 1}, {"a": "9" * 40, "b": 1}])
def test_what_is_not_there_cannot_be_compared(
    student_client: Client, exercise: Exercise, query: dict[str, object]
) -> None:
    assert student_client.get(compare(exercise, **query)).status_code == 404


def test_neither_somebody_elses_nor_another_exercises_work_is_compared(
    student_client: Client, exercise: Exercise, submit: Submit
) -> None:
    mine, theirs = submit(), submit(make_student(exercise, "other@example.org"))
    other = make_exercise(exercise.unit, "other")
    assert student_client.get(compare(exercise, a=mine.pk, b=theirs.pk)).status_code == 404
    assert student_client.get(compare(other, a=mine.pk, b=mine.pk)).status_code == 404


def test_an_outsider_compares_nothing(client: Client, exercise: Exercise, outsider: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(outsider)
    assert client.get(compare(exercise, a=grading.pk, b=grading.pk)).status_code == 403
