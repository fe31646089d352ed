"""The administration's pages of courses and gradings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from grader.models import Grading
from tests.grader.cast import ScriptedClient, passing
from tests.grader.grading import grade_one


@pytest.fixture
def graded(submit: Callable[..., Grading]) -> Grading:
    grading = submit()
    grade_one(grading.pk, ScriptedClient(passing()))
    return grading


@pytest.fixture
def administrator(client: Client, graded: Grading) -> Client:
    client.force_login(User.objects.create_superuser("admin@example.org"))
    return client


@pytest.mark.parametrize(
    "model", ["courses_course", "courses_unit", "courses_exercise", "courses_enrollment", "grader_grading"]
)
def test_lists_can_be_read(administrator: Client, model: str) -> None:
    assert administrator.get(reverse(f"admin:{model}_changelist")).status_code == 200


def test_a_grading_can_be_read_with_its_tests_and_not_changed(administrator: Client, graded: Grading) -> None:
    address = reverse("admin:grader_grading_change", args=[graded.pk])
    assert "graded" in administrator.get(address).content.decode()
    assert administrator.post(address, {"score": "10"}).status_code == 403
