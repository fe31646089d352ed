"""The pages of overview and analytics: who sees them, what stands there, and wrong filters."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Enrollment, Exercise
from tests.grader.classwork import hand_in_graded, make_class

OVERVIEW, ANALYTICS = "/teach/demo/", "/teach/demo/basics/exercises/double/"
BOTH = pytest.mark.parametrize("address", [OVERVIEW, ANALYTICS])


@BOTH
def test_assistants_see_them_students_do_not_and_guests_sign_in(
    client: Client, exercise: Exercise, student: User, instructor: User, address: str
) -> None:
    Enrollment.objects.filter(user=instructor).update(role="assistant")
    guest = client.get(address)
    client.force_login(student)
    as_student = client.get(address)
    client.force_login(instructor)
    as_assistant = client.get(address)

    assert (guest.status_code, as_student.status_code, as_assistant.status_code) == (302, 403, 200)


@BOTH
def test_they_stand_without_any_student(client: Client, instructor: User, address: str) -> None:
    client.force_login(instructor)

    assert client.get(address).status_code == 200


def test_the_overview_leads_to_the_analytics(client: Client, instructor: User) -> None:
    client.force_login(instructor)

    assert f'href="{ANALYTICS}"' in client.get(OVERVIEW).content.decode()


def test_the_analytics_say_so_where_nobody_has_handed_in(client: Client, exercise: Exercise, instructor: User) -> None:
    make_class(exercise, 3)
    client.force_login(instructor)

    assert "Nobody has handed anything in yet." in client.get(ANALYTICS).content.decode()


def test_the_analytics_lead_to_examples_of_messages(client: Client, exercise: Exercise, instructor: User) -> None:
    grading = hand_in_graded(exercise, make_class(exercise, 1)[0], {"a": False}, message="Off by `3`.")
    client.force_login(instructor)
    page = client.get(ANALYTICS).content.decode()

    assert f'href="/gradings/{grading.pk}/"' in page
    assert "Off by <code>3</code>." in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=yesterday", "This is not a date"),
        ("since=2026-05-02&until=2026-05-01", "The last day lies before the first one."),
        ("section=999", "There is no such section in this course."),
        ("section=x%00", "There is no such section in this course."),
    ],
)
def test_a_wrong_filter_is_told_and_everything_shown(
    client: Client, exercise: Exercise, instructor: User, query: str, told: str
) -> None:
    hand_in_graded(exercise, make_class(exercise, 1)[0], {"a": True})
    client.force_login(instructor)
    answer = client.get(f"{ANALYTICS}?{query}")

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert answer.context["found"].submissions == 1
    if "since" in query:
        assert query.partition("&")[0].partition("=")[2] in answer.content.decode()


def test_what_students_wrote_is_escaped(client: Client, exercise: Exercise, instructor: User) -> None:
    hand_in_graded(exercise, make_class(exercise, 1)[0], {"a": False}, message="<script>alert(1)</script>")
    client.force_login(instructor)

    assert "<script>alert" not in client.get(ANALYTICS).content.decode()
