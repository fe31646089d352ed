"""What takes long is done for one person a few times at once only."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from courses.models import Exercise
from grader.costly import AT_ONCE, costly
from grader.workbench import views_drafts


@pytest.fixture
def request_of_student(rf: RequestFactory, student: User) -> HttpRequest:
    request = rf.get("/")
    request.user = student
    return request


def nested(request: HttpRequest, depth: int) -> list[int]:
    """Return the statuses of a view that asks for itself ``depth`` times before it is done, the innermost first."""
    statuses: list[int] = []

    @costly
    def view(request: HttpRequest, depth: int) -> HttpResponse:
        if depth > 1:
            statuses.append(view(request, depth - 1).status_code)
        return HttpResponse()

    statuses.append(view(request, depth).status_code)
    return statuses


def test_one_person_has_few_at_once(request_of_student: HttpRequest) -> None:
    assert nested(request_of_student, AT_ONCE + 1) == [429] + [200] * AT_ONCE


def test_what_is_done_makes_room(request_of_student: HttpRequest) -> None:
    nested(request_of_student, AT_ONCE + 1)
    assert nested(request_of_student, AT_ONCE) == [200] * AT_ONCE


def test_an_error_makes_room(request_of_student: HttpRequest) -> None:
    @costly
    def fail(_request: HttpRequest) -> HttpResponse:
        raise ValueError

    for _ in range(AT_ONCE):
        with pytest.raises(ValueError):  # noqa: PT011
            fail(request_of_student)
    assert nested(request_of_student, 1) == [200]


def test_drawing_a_notebook_is_such_a_view(
    client: Client, exercise: Exercise, student: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("grader:cells", args=["demo", "basics", exercise.slug])
    client.force_login(student)
    answers = []

    def again(_content: str) -> list[object]:
        answers.append(client.post(address))
        return []

    monkeypatch.setattr(views_drafts, "notebook_cells", again)
    client.post(address)
    assert (answers[0].status_code, answers[0].headers["Retry-After"]) == (429, "2")
