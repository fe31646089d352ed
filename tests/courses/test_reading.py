"""Marking lessons as read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Lesson, LessonReading, Unit
from courses.reading import minutes_to_read, seconds_at_least
from tests.grader.cast import TITLE


@pytest.fixture
def lesson(db: None) -> Lesson:
    course = Course.objects.create(slug="demo", title=TITLE)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE)
    return Lesson.objects.create(unit=unit, slug="first", title=TITLE, body={"en": "Text", "ko": "글"})


@pytest.fixture
def user(client: Client, db: None) -> User:
    user = User.objects.create_user("student@example.org")
    client.force_login(user)
    return user


def address() -> str:
    return reverse("courses:read", args=["demo", "basics", "first"])


def test_a_lesson_is_marked_and_the_reader_stays_at_its_end(client: Client, lesson: Lesson, user: User) -> None:
    response = client.post(address(), {"read": "1"})
    assert response.headers["Location"] == f"{lesson.get_absolute_url()}#end"
    assert LessonReading.objects.get().user == user
    assert "You have read this lesson." in client.get(lesson.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("user")
def test_marking_again_keeps_the_first_time(client: Client, lesson: Lesson) -> None:
    client.post(address(), {"read": "1"})
    first = LessonReading.objects.get().read_at
    client.post(address(), {"read": "1"})
    assert LessonReading.objects.get(lesson=lesson).read_at == first


@pytest.mark.usefixtures("user", "lesson")
def test_the_mark_can_be_taken_away(client: Client) -> None:
    client.post(address(), {"read": "1"})
    client.post(address(), {"read": "0"})
    assert not LessonReading.objects.exists()


@pytest.mark.usefixtures("user", "lesson")
def test_htmx_gets_the_form_alone(client: Client) -> None:
    page = client.post(address(), {"read": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<form")
    assert "Mark as not read" in page


def test_a_guest_has_no_mark_and_cannot_set_one(client: Client, lesson: Lesson) -> None:
    assert "Mark as read" not in client.get(lesson.get_absolute_url()).content.decode()
    assert client.post(address(), {"read": "1"}).status_code == 302
    assert not LessonReading.objects.exists()


@pytest.mark.usefixtures("user", "lesson")
def test_marking_needs_a_post(client: Client) -> None:
    assert client.get(address()).status_code == 405


def test_reading_takes_time() -> None:
    assert (minutes_to_read(""), minutes_to_read("x" * 12_000)) == (1, 10)
    assert (seconds_at_least(""), seconds_at_least("x" * 12_000)) == (15, 90)
