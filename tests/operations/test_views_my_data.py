"""The pages of a person's own data: what there is, the download, and the deletion of the account."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from courses.models import Role
from grader.models import Submission
from tests.asynchronous import run
from tests.config.permission_world import World

DELETE = "/me/delete/"


@pytest.fixture(autouse=True)
def _no_limits_yet() -> None:
    cache.clear()


@pytest.fixture
def student_client(client: Client, world: World, student: User) -> Client:
    client.force_login(student)
    return client


def test_the_page_shows_how_much_room_is_taken(student_client: Client) -> None:
    page = student_client.get("/me/data/").content.decode()

    assert "of 500.0" in page.replace("\xa0", " ")
    assert "What submissions printed and showed" in page


def test_the_page_has_no_bar_where_there_is_no_quota(student_client: Client, settings: Settings) -> None:
    settings.STORAGE_QUOTA_MB = 0

    assert "<progress" not in student_client.get("/me/data/").content.decode()


def test_the_download_is_a_zip_of_the_readers_own_data(student_client: Client, student: User) -> None:
    response = student_client.post("/me/data/download/")

    content = run(collected(response))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert student.email in archive.read("account.json").decode()
    assert int(response.headers["Content-Length"]) == len(content)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="backpass-')


async def collected(response: Any) -> bytes:
    return b"".join([part async for part in response.streaming_content])


def test_a_second_download_waits_until_the_next_minute(
    student_client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RATE_LIMITS = True
    quarter_past = int(time.time()) // 60 * 60 + 15
    monkeypatch.setattr("accounts.limits.time.time", lambda: quarter_past)
    first = student_client.post("/me/data/download/")
    run(collected(first))

    again = student_client.post("/me/data/download/")

    assert (first.status_code, again.status_code, again.headers["Retry-After"]) == (200, 429, "45")
    assert "You have just downloaded your data." in again.content.decode()


def test_the_right_password_ends_all_sessions_and_sets_the_day(student_client: Client, student: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(student)

    response = student_client.post(DELETE, {"password": "right"}, follow=True)

    student.refresh_from_db()
    assert student.deletion_due_at is not None
    assert 6 < (student.deletion_due_at - timezone.now()).total_seconds() / 86400 < 7.01
    assert "deleted in 7 days" in response.content.decode()
    assert [one.get("/me/data/").status_code for one in (student_client, elsewhere)] == [302, 302]
    assert Submission.objects.exists()


def test_a_wrong_password_changes_nothing(student_client: Client, student: User) -> None:
    response = student_client.post(DELETE, {"password": "wrong"})

    student.refresh_from_db()
    assert response.status_code == 422
    assert "This is not your password." in response.content.decode()
    assert student.deletion_due_at is None


def test_passwords_cannot_be_guessed_here(student_client: Client, student: User) -> None:
    statuses = [student_client.post(DELETE, {"password": f"guess {number}"}).status_code for number in range(12)]

    last = student_client.post(DELETE, {"password": "right"})

    assert statuses[0] == 422
    assert last.status_code == 429
    student.refresh_from_db()
    assert student.deletion_due_at is None


def test_the_only_owner_is_told_what_to_do(client: Client, world: World, people: dict[str, User]) -> None:
    client.force_login(people[Role.OWNER])

    response = client.post(DELETE, {"password": "right"})

    assert response.status_code == 422
    assert "only owner of: A test" in response.content.decode()


def test_the_wish_can_be_taken_back(student_client: Client, student: User) -> None:
    User.objects.filter(pk=student.pk).update(deletion_due_at=timezone.now())
    assert "going to be deleted" in student_client.get("/").content.decode()

    response = student_client.post("/me/delete/withdraw/", follow=True)

    student.refresh_from_db()
    assert student.deletion_due_at is None
    assert "Your account stays." in response.content.decode()


def test_where_no_days_are_left_it_happens_at_once(student_client: Client, settings: Settings) -> None:
    settings.ACCOUNT_DELETION_DAYS = 0

    response = student_client.post(DELETE, {"password": "right"}, follow=True)

    assert "were deleted" in response.content.decode()
    assert not Submission.objects.exists()


def test_one_without_a_password_is_shown_where_to_set_one(client: Client, world: World, student: User) -> None:
    student.set_unusable_password()
    student.save()
    client.force_login(student)

    assert "Set a password" in client.get(DELETE).content.decode()


def test_one_download_has_to_be_read_or_dropped_before_there_is_another(student_client: Client) -> None:
    slow = student_client.post("/me/data/download/")
    cache.clear()

    again = student_client.post("/me/data/download/")
    run(collected(slow))

    assert again.status_code == 429
    assert student_client.post("/me/data/download/").status_code == 200
