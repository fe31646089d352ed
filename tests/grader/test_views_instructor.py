"""What instructors see of everybody's work, and that nobody else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.models import Exercise
from grader.models import Grading, State
from tests.grader.cast import make_student

Submit = Callable[..., Grading]
SUBMISSIONS = "/courses/demo/basics/exercises/double/submissions/"
GRADEBOOK = "/teach/demo/gradebook/"


def grade(grading: Grading, score: int) -> None:
    Grading.objects.filter(pk=grading.pk).update(state=State.GRADED, score=score, max_score=10)


def test_the_list_shows_student_and_score_and_leads_to_the_work(
    client: Client, instructor: User, submit: Submit
) -> None:
    grading = submit()
    grade(grading, 7)
    client.force_login(instructor)
    page = client.get(SUBMISSIONS).content.decode()
    assert "student@example.org" in page
    assert "7 / 10" in page
    assert grading.get_absolute_url() in page


def test_the_list_reads_no_work_and_no_archive(client: Client, instructor: User, submit: Submit) -> None:
    submit()
    client.force_login(instructor)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(SUBMISSIONS)
    sql = " ".join(query["sql"] for query in queries)
    assert "grader_submission" in sql
    assert [name for name in ("archive", "content", "executed_notebook", "output") if f'."{name}"' in sql] == []


def test_runs_are_not_listed(client: Client, instructor: User, submit: Submit) -> None:
    submit(run=True)
    client.force_login(instructor)
    assert "Nothing submitted yet." in client.get(SUBMISSIONS).content.decode()


def test_a_student_can_be_looked_for(client: Client, exercise: Exercise, instructor: User, submit: Submit) -> None:
    submit()
    submit(make_student(exercise, "other@example.org"))
    client.force_login(instructor)
    page = client.get(SUBMISSIONS, {"q": "other"}, headers={"HX-Request": "true"}).content.decode()
    assert "other@example.org" in page
    assert "student@example.org" not in page
    assert "<html" not in page


@pytest.mark.parametrize("address", [SUBMISSIONS, GRADEBOOK])
def test_students_and_outsiders_are_refused(client: Client, student: User, outsider: User, address: str) -> None:
    for user in (student, outsider):
        client.force_login(user)
        assert client.get(address).status_code == 403


@pytest.mark.usefixtures("exercise")
@pytest.mark.parametrize("address", [SUBMISSIONS, GRADEBOOK])
def test_guests_are_sent_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"{reverse('account_login')}?next={address}"


def test_only_instructors_are_offered_the_pages(
    client: Client, exercise: Exercise, student: User, instructor: User
) -> None:
    client.force_login(student)
    assert "/teach/" not in client.get(exercise.unit.course.get_absolute_url()).content.decode()
    client.force_login(instructor)
    assert 'href="/teach/demo/"' in client.get(exercise.unit.course.get_absolute_url()).content.decode()
