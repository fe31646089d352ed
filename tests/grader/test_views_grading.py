"""The page of one grading: for whom, and what it says in each state."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Exercise
from grader.models import Grading, Outcome, State, TestResult
from tests.grader.cast import TITLE, make_student

Submit = Callable[..., Grading]
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "code", "source": "print(1)", "outputs": [{"output_type": "stream", "text": "one\n"}]}],
}


def end(grading: Grading, state: State, **values: Any) -> Grading:
    Grading.objects.filter(pk=grading.pk).update(state=state, **values)
    grading.refresh_from_db()
    return grading


@pytest.mark.parametrize("name", ["grading", "result"])
def test_a_student_sees_their_own(client: Client, student: User, submit: Submit, name: str) -> None:
    client.force_login(student)
    assert client.get(reverse(f"grader:{name}", args=[submit().pk])).status_code == 200


@pytest.mark.parametrize("name", ["grading", "result", "notebook"])
def test_nobody_sees_anothers(client: Client, exercise: Exercise, submit: Submit, outsider: User, name: str) -> None:
    grading = end(submit(), State.GRADED, executed_notebook=json.dumps(NOTEBOOK))
    for user in (outsider, make_student(exercise, "other@example.org")):
        client.force_login(user)
        assert client.get(reverse(f"grader:{name}", args=[grading.pk])).status_code == 404


def test_an_instructor_sees_it_with_the_code(client: Client, instructor: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(instructor)
    page = client.get(grading.get_absolute_url()).content.decode()
    assert "student@example.org".partition("@")[0] in page
    assert '<span class="mi">0</span>' in page


def test_while_it_waits_the_page_comes_again_without_scripts(client: Client, student: User, submit: Submit) -> None:
    client.force_login(student)
    page = client.get(submit().get_absolute_url()).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "Next in the queue" in page


def test_when_it_has_ended_the_page_stays(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=5, max_score=10)
    client.force_login(student)
    page = client.get(grading.get_absolute_url()).content.decode()
    assert "refresh" not in page
    assert 'data-score="5' in page


def test_tests_are_shown_with_messages_public_ones_first(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, score=1, max_score=2)
    told = {"en": "`double` gives <3>", "ko": "값"}
    for position, (name, hidden, outcome) in enumerate(
        [("h", True, Outcome.FAILED), ("p", False, Outcome.PASSED)], start=1
    ):
        TestResult.objects.create(
            grading=grading, position=position, test_id=name, title={**TITLE, "en": f"Title {name}"}, hidden=hidden,
            points=0, max_points=1, outcome=outcome, message=told if hidden else None,
        )  # fmt: skip
    client.force_login(student)
    page = client.get(reverse("grader:result", args=[grading.pk])).content.decode()
    assert page.index("Title p") < page.index("Title h")
    assert "<code>double</code> gives &lt;3&gt;" in page


def test_failed_work_shows_message_traceback_and_marked_line(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.FAILED, message={"en": "A syntax error", "ko": "구문 오류"}, detail="<trace>", line=1)
    client.force_login(student)
    page = client.get(grading.get_absolute_url()).content.decode()
    assert "A syntax error" in page
    assert "&lt;trace&gt;" in page
    assert '<span class="hll"><span class="linenos">1</span>' in page


def test_an_error_of_ours_says_that_it_costs_nothing(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.ERROR, problem="sandbox socket refused")
    client.force_login(student)
    page = client.get(grading.get_absolute_url(), headers={"Accept-Language": "ko"}).content.decode()
    assert "성적에 불이익은 없습니다." in page
    assert "socket" not in page


def test_the_owner_can_cancel(client: Client, student: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(student)
    client.post(reverse("grader:cancel", args=[grading.pk]))
    grading.refresh_from_db()
    assert grading.state == State.CANCELED


def test_others_cannot_cancel(client: Client, outsider: User, submit: Submit) -> None:
    grading = submit()
    client.force_login(outsider)
    assert client.post(reverse("grader:cancel", args=[grading.pk])).status_code == 404
    grading.refresh_from_db()
    assert grading.state == State.QUEUED


def test_the_executed_notebook_is_a_page(client: Client, student: User, submit: Submit) -> None:
    grading = end(submit(), State.GRADED, executed_notebook=json.dumps(NOTEBOOK))
    client.force_login(student)
    page = client.get(reverse("grader:notebook", args=[grading.pk])).content.decode()
    assert '<span class="nb">print</span>' in page
    assert ">one</pre>" in page


def test_without_an_executed_notebook_there_is_no_such_page(client: Client, student: User, submit: Submit) -> None:
    client.force_login(student)
    assert client.get(reverse("grader:notebook", args=[submit().pk])).status_code == 404
