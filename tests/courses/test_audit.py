"""The audit: what is recorded, and the page where owners look it up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Unpack
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings

from accounts.models import User
from courses.audit import Details, record
from courses.models import Action, AuditEntry, Course, Exercise, Role
from tests.courses.class_cast import audited, join_as, make_course
from tests.grader.cast import TITLE, make_exercise

PAGE = "/teach/demo/audit/"
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture(autouse=True)
def _seoul(db: None) -> Iterator[None]:
    with override_settings(TIME_ZONE="Asia/Seoul"):
        yield


@pytest.fixture
def course(db: None) -> Course:
    return make_course()


@pytest.fixture
def owner(course: Course) -> User:
    return join_as(course, Role.OWNER).user


def shown(client: Client, query: str) -> list[str]:
    return [one.subject for one in client.get(f"{PAGE}?{query}").context["page"]]


def entry(course: Course, actor: User | None, subject: str, **details: Unpack[Details]) -> AuditEntry:
    return record(course, actor, Action.ROLE, subject, **details)


def test_a_due_date_is_recorded_when_it_changes(client: Client, course: Course, owner: User) -> None:
    unit = course.units.create(slug="basics", title=TITLE)
    exercise = make_exercise(unit, "double")
    client.force_login(owner)
    for value in ("2027-01-31T23:59", "2027-01-31T23:59", ""):
        client.post("/teach/demo/dates/", {f"due-{exercise.pk}": value}, headers={"Accept-Language": "ko"})
    assert audited(course) == [
        ("date", "A test", "", "2027-01-31 23:59 KST"),
        ("date", "A test", "2027-01-31 23:59 KST", ""),
    ]
    assert {one.actor for one in AuditEntry.objects.all()} == {owner}


def test_a_whole_units_dates_are_recorded_each(client: Client, course: Course, owner: User) -> None:
    unit = course.units.create(slug="basics", title=TITLE)
    for slug in ("one", "two"):
        make_exercise(unit, slug)
    client.force_login(owner)
    client.post("/teach/demo/dates/", {"unit": str(unit.pk), f"unit-{unit.pk}": "2027-01-31T23:59"})
    assert [one[0] for one in audited(course)] == ["date", "date"]
    assert Exercise.objects.filter(due_at=None).count() == 0


def test_entries_are_filtered_by_action_person_and_day(client: Client, course: Course, owner: User) -> None:
    sam = User.objects.create_user("sam@example.org", name="Sam")
    entry(course, owner, "by the owner")
    entry(course, sam, "by Sam")
    entry(course, owner, "of Sam", person=sam)
    record(course, owner, Action.SETTINGS, "joining")
    AuditEntry.objects.bulk_create(
        [AuditEntry(course=course, action=Action.DATE, subject="old", at=at(2026, 3, 31, 23))]
    )
    client.force_login(owner)
    assert len(shown(client, "")) == 5
    assert shown(client, "action=settings") == ["joining"]
    assert shown(client, "person=SAM%40exam") == ["of Sam", "by Sam"]
    assert shown(client, "since=2026-03-31&until=2026-03-31") == ["old"]
    assert shown(client, "until=2026-03-30") == []
    assert len(shown(client, "since=2026-04-01")) == 4
    assert shown(client, "action=settings&person=sam") == []


def at(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SEOUL)


@pytest.mark.parametrize(
    "query", ["since=tomorrow", "until=9999-99-99", "action=nonsense", "since=0001-01-01", "until=9999-12-31"]
)
def test_a_filter_that_makes_no_sense_breaks_nothing(client: Client, course: Course, owner: User, query: str) -> None:
    entry(course, owner, "one")
    client.force_login(owner)
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code in (200, 422)
    assert [one.subject for one in response.context["page"]] == ["one"]


def test_other_courses_are_not_seen(client: Client, course: Course, owner: User) -> None:
    entry(make_course("other"), owner, "elsewhere")
    client.force_login(owner)
    page = client.get(PAGE).content.decode()
    assert "elsewhere" not in page
    assert "Nothing has been changed in this course yet." in page
    assert "No change fits all of this." in client.get(f"{PAGE}?person=x").content.decode()


def test_long_audits_come_in_pages_that_keep_the_filter(client: Client, course: Course, owner: User) -> None:
    for number in range(51):
        entry(course, owner, f"change {number}")
    client.force_login(owner)
    assert len(shown(client, "action=role")) == 50
    assert shown(client, "action=role&page=2") == ["change 0"]
    assert "?action=role&amp;page=2" in client.get(f"{PAGE}?action=role").content.decode()


def test_an_entry_of_somebody_who_is_gone_stays(client: Client, course: Course, owner: User) -> None:
    sam = User.objects.create_user("sam@example.org")
    entry(course, sam, "kept", reason="because")
    sam.delete()
    client.force_login(owner)
    page = client.get(PAGE).content.decode()
    assert "kept" in page
    assert "because" in page


def test_entries_are_neither_changed_nor_deleted(course: Course, owner: User) -> None:
    made = entry(course, owner, "one")
    for forbidden in (
        made.save,
        made.delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(at=at(2026, 1, 1, 0) - timedelta(1)),
    ):
        with pytest.raises(TypeError):
            forbidden()
