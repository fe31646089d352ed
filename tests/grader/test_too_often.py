"""Running and submitting too often: refused with when it works again, and with the work where it was."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.limits import ACTIONS, Action, Rate
from accounts.models import User
from courses.models import Exercise
from grader.models import Grading
from tests.grader.cast import RememberingBroker

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _limited(settings: Settings, broker: RememberingBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.RATE_LIMITS = True
    cache.clear()
    for action in ("run", "submit"):
        monkeypatch.setitem(ACTIONS, action, Action(rates=(Rate(amount=1, seconds=3600),), said="Very often."))


def work(number: int) -> dict[str, str]:
    return {"format": "code", "content": f"def double(x):\n    return x * {number}\n"}


@pytest.mark.parametrize("action", ["run", "submit"])
def test_the_page_comes_back_with_the_work(action: str, client: Client, exercise: Exercise, student: User) -> None:
    client.force_login(student)
    address = reverse(f"grader:{action}", args=["demo", "basics", exercise.slug])
    client.post(address, work(2))

    answer = client.post(address, work(3))

    assert (answer.status_code, answer.headers["Retry-After"].isdecimal()) == (429, True)
    assert "return x * 3" in answer.content.decode()
    assert "Very often. It works again in" in answer.content.decode()
    assert Grading.objects.count() == 1


def test_a_script_reads_the_same_as_data(client: Client, exercise: Exercise, student: User) -> None:
    client.force_login(student)
    address = reverse("grader:submit", args=["demo", "basics", exercise.slug])
    client.post(address, work(2), headers=JSON)

    answer = client.post(address, work(3), headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (429, "too_often")
    assert "Nothing that you wrote is lost" in answer.json()["message"]


def test_others_go_on(client: Client, exercise: Exercise, student: User, instructor: User) -> None:
    address = reverse("grader:run", args=["demo", "basics", exercise.slug])
    for number, user in enumerate((student, instructor)):
        client.force_login(user)
        assert client.post(address, work(number), headers=JSON).status_code == 201
