"""The page where instructors set due dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Role, Unit
from tests.grader.cast import TITLE, make_exercise

ADDRESS = "/teach/demo/dates/"
SEOUL = ZoneInfo("Asia/Seoul")
DUE = datetime(2027, 1, 31, 23, 59, tzinfo=SEOUL)


@pytest.fixture(autouse=True)
def _seoul(db: None) -> Iterator[None]:
    with override_settings(TIME_ZONE="Asia/Seoul"):
        yield


@pytest.fixture
def exercises(db: None) -> list[Exercise]:
    course = Course.objects.create(slug="demo", title=TITLE)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE)
    return [make_exercise(unit, slug) for slug in ("one", "two")]


def sign_in(client: Client, exercises: list[Exercise], role: Role) -> None:
    user = User.objects.create_user(f"{role}@example.org")
    Enrollment.objects.create(course=exercises[0].unit.course, user=user, role=role)
    client.force_login(user)


def due_dates() -> list[datetime | None]:
    return list(Exercise.objects.order_by("slug").values_list("due_at", flat=True))


def test_the_address(exercises: list[Exercise]) -> None:
    assert reverse("courses:dates", args=["demo"]) == ADDRESS


def test_a_date_is_read_in_the_sites_zone(client: Client, exercises: list[Exercise]) -> None:
    sign_in(client, exercises, Role.INSTRUCTOR)
    client.post(ADDRESS, {f"due-{exercises[0].pk}": "2027-01-31T23:59", f"due-{exercises[1].pk}": ""})
    assert due_dates() == [DUE, None]
    page = client.get(ADDRESS).content.decode()
    assert 'value="2027-01-31T23:59"' in page
    assert "Asia/Seoul" in page


def test_an_empty_field_takes_the_date_away(client: Client, exercises: list[Exercise]) -> None:
    Exercise.objects.update(due_at=DUE)
    sign_in(client, exercises, Role.INSTRUCTOR)
    client.post(ADDRESS, {f"due-{exercises[0].pk}": "", f"due-{exercises[1].pk}": "2027-01-31T23:59"})
    assert due_dates() == [None, DUE]


def test_a_wrong_row_is_named_and_the_others_are_saved(client: Client, exercises: list[Exercise]) -> None:
    sign_in(client, exercises, Role.INSTRUCTOR)
    response = client.post(
        ADDRESS, {f"due-{exercises[0].pk}": "tomorrow", f"due-{exercises[1].pk}": "2027-01-31T23:59"}
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "This is not a date and time" in page
    assert 'value="tomorrow"' in page
    assert due_dates() == [None, DUE]


def test_a_whole_unit_gets_one_date(client: Client, exercises: list[Exercise]) -> None:
    sign_in(client, exercises, Role.INSTRUCTOR)
    unit = exercises[0].unit_id
    client.post(ADDRESS, {"unit": str(unit), f"unit-{unit}": "2027-01-31T23:59", f"due-{exercises[0].pk}": ""})
    assert due_dates() == [DUE, DUE]


def test_a_units_date_without_its_button_changes_nothing(client: Client, exercises: list[Exercise]) -> None:
    sign_in(client, exercises, Role.INSTRUCTOR)
    client.post(ADDRESS, {f"unit-{exercises[0].unit_id}": "2027-01-31T23:59"})
    assert due_dates() == [None, None]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_student_may_not(client: Client, exercises: list[Exercise], method: str) -> None:
    sign_in(client, exercises, Role.STUDENT)
    response = getattr(client, method)(ADDRESS, {f"due-{exercises[0].pk}": "2027-01-31T23:59"})
    assert response.status_code == 403
    assert due_dates() == [None, None]


def test_a_guest_is_asked_to_sign_in(client: Client, exercises: list[Exercise]) -> None:
    assert client.get(ADDRESS).headers["Location"].startswith(reverse("account_login"))


def shown(client: Client) -> dict[str, str]:
    """Return what the page's form sends back when nothing is changed."""
    page = client.get(ADDRESS).content.decode()
    fields = re.findall(r"<input[^>]*>", page)
    named = [(re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in fields]
    return {name[1]: value[1] if value else "" for name, value in named if name and "due-" in name[1]}


def test_a_date_that_somebody_else_has_set_meanwhile_stays(client: Client, exercises: list[Exercise]) -> None:
    Exercise.objects.update(due_at=DUE - timedelta(days=9, seconds=13))
    sign_in(client, exercises, Role.INSTRUCTOR)
    sent = shown(client)
    Exercise.objects.filter(pk=exercises[0].pk).update(due_at=DUE)

    response = client.post(ADDRESS, sent | {f"due-{exercises[1].pk}": "2027-02-01T10:00"})

    assert response.status_code == 302
    assert due_dates() == [DUE, datetime(2027, 2, 1, 10, 0, tzinfo=SEOUL)]


def test_a_date_that_two_people_set_is_told_to_the_second(client: Client, exercises: list[Exercise]) -> None:
    sign_in(client, exercises, Role.INSTRUCTOR)
    mine = shown(client) | {f"due-{exercises[0].pk}": "2027-02-01T10:00"}
    Exercise.objects.filter(pk=exercises[0].pk).update(due_at=DUE)

    response = client.post(ADDRESS, mine)
    told, page = due_dates(), response.content.decode()
    again = dict(re.findall(r'name="(initial-due-\d+)" value="([^"]*)"', page))
    client.post(ADDRESS, mine | again)

    assert (response.status_code, told) == (422, [DUE, None])
    assert "Somebody else has changed" in page
    assert 'value="2027-02-01T10:00"' in page
    assert due_dates() == [datetime(2027, 2, 1, 10, 0, tzinfo=SEOUL), None]
