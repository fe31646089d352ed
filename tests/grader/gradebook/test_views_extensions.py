"""Many extensions at once: who gets what is seen before it is granted, and all of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from courses.models import Action, AuditEntry, Enrollment, Exercise, Section
from grader.due_dates import due_at
from grader.gradebook.extensions import remove
from grader.models import Extension, Grading, Score
from tests.grader.cast import make_exercise, make_student
from tests.grader.gradebook.test_scoring import finish

LIST, NEW = "/teach/demo/extensions/", "/teach/demo/extensions/new/"
DUE = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def due(exercise: Exercise) -> Exercise:
    """The exercise, due an hour ago."""
    exercise.due_at = DUE
    exercise.save()
    return exercise


@pytest.fixture
def section(due: Exercise, student: User) -> Section:
    """A section with the student in it."""
    found = Section.objects.create(course=due.unit.course, name="Evening")
    Enrollment.objects.filter(user=student).update(section=found)
    return found


@pytest.fixture
def reader(client: Client, instructor: User) -> Client:
    """The instructor's browser."""
    client.force_login(instructor)
    return client


def test_a_preview_says_who_gets_what_and_grants_nothing(reader: Client, due: Exercise, student: User) -> None:
    never = make_exercise(due.unit, "never")
    data = {"unit": due.unit_id, "student": student.pk, "days": 2, "reason": "Ill"}
    page = reader.post(NEW, data).content.decode()
    assert f'<time datetime="{(DUE + 2 * DAY).isoformat()}"' in page
    assert f"Never due, so left out: {never}" in page
    assert "Grant 1 extension<" in page
    assert not Extension.objects.exists()


def test_granting_stores_audits_and_counts_late_work(
    reader: Client, due: Exercise, student: User, submit: Callable[..., Grading]
) -> None:
    finish(submit(), 8)
    second = make_student(due, "other@example.org")
    data = {"exercise": due.pk, "student": [student.pk, second.pk], "days": 2, "reason": "Ill", "grant": "1"}
    response = reader.post(NEW, data)
    assert response.headers["Location"] == LIST
    assert [due_at(due, one.pk) for one in (student, second)] == [DUE + 2 * DAY] * 2
    assert Score.objects.get(student=student).score == Decimal(8)
    assert AuditEntry.objects.filter(action=Action.EXTENSION, reason="Ill").count() == 2


def test_a_section_gets_one_extension_for_all_in_it(
    reader: Client, due: Exercise, student: User, section: Section
) -> None:
    outside = make_student(due, "other@example.org")
    until = timezone.localtime(DUE + 3 * DAY).strftime("%Y-%m-%dT%H:%M")
    reader.post(NEW, {"exercise": due.pk, "section": section.pk, "until": until, "reason": "Trip", "grant": "1"})
    later = make_student(due, "later@example.org")
    Enrollment.objects.filter(user=later).update(section=section)
    assert Extension.objects.count() == 1
    assert [due_at(due, one.pk) for one in (student, later, outside)] == [DUE + 3 * DAY, DUE + 3 * DAY, DUE]


def test_another_grant_replaces_the_one_before_and_the_preview_warns_when_it_is_earlier(
    reader: Client, due: Exercise, student: User
) -> None:
    Extension.objects.create(exercise=due, student=student, due_at=DUE + 5 * DAY)
    data = {"exercise": due.pk, "student": student.pk, "days": 2, "reason": "Ill"}
    preview = reader.post(NEW, data).content.decode()
    reader.post(NEW, {**data, "grant": "1"})
    assert "earlier than 1 has now" in preview
    assert Extension.objects.get().due_at == DUE + 2 * DAY


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"exercise": ""}, "Choose at least one exercise or unit."),
        ({"student": ""}, "Choose at least one student or section."),
        ({"days": ""}, "Give either a new due date or a number of days."),
        ({"until": "2030-01-01T12:00"}, "Give either a new due date or a number of days."),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"reason": ""}, "Give a reason; the student reads it."),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_lost(
    reader: Client, due: Exercise, student: User, change: dict[str, str], says: str
) -> None:
    data = {"exercise": due.pk, "student": student.pk, "days": "2", "reason": "Because of a cold", "grant": "1"}
    response = reader.post(NEW, {**data, **change})
    page = response.content.decode()
    assert (response.status_code, Extension.objects.count()) == (422, 0)
    assert says in page
    assert page.count(" checked>") == sum(bool({**data, **change}[name]) for name in ("exercise", "student"))


def test_an_earlier_date_than_everybodys_grants_nothing(reader: Client, due: Exercise, student: User) -> None:
    data = {"exercise": due.pk, "student": student.pk, "until": "2020-01-01T12:00", "reason": "x", "grant": "1"}
    page = reader.post(NEW, data).content.decode()
    assert "none of the chosen exercises would be due later" in page
    assert not Extension.objects.exists()


def test_students_chosen_in_the_gradebook_are_chosen_here(reader: Client, due: Exercise, student: User) -> None:
    page = reader.get(NEW, {"student": student.pk}).content.decode()
    assert f'name="student" value="{student.pk}" checked' in page


def test_the_list_shows_them_and_takes_the_chosen_ones_back(
    reader: Client, due: Exercise, student: User, section: Section
) -> None:
    own = Extension.objects.create(exercise=due, student=student, due_at=DUE + DAY, reason="Ill")
    Extension.objects.create(exercise=due, section=section, due_at=DUE + DAY, reason="Trip")
    page = reader.get(LIST).content.decode()
    reader.post(LIST, {"remove": [own.pk, "x"]})
    assert all(text in page for text in (student.email, "Section Evening", "Ill", "Trip"))
    assert Extension.objects.get().section == section


def test_extensions_of_another_course_are_out_of_reach(reader: Client, due: Exercise, outsider: User) -> None:
    course = due.unit.course.__class__.objects.create(slug="else", title={"en": "Else"})
    unit = due.unit.__class__.objects.create(course=course, slug="u", title={"en": "U"})
    foreign = Extension.objects.create(exercise=make_exercise(unit, "x"), student=outsider, due_at=DUE)
    reader.post(LIST, {"remove": foreign.pk})
    reader.post(NEW, {"exercise": foreign.exercise_id, "student": outsider.pk, "days": 1, "reason": "x", "grant": "1"})
    assert list(Extension.objects.values_list("due_at", flat=True)) == [DUE]


@pytest.mark.parametrize("address", [LIST, NEW])
@pytest.mark.parametrize("method", ["get", "post"])
def test_students_may_not(client: Client, student: User, address: str, method: str) -> None:
    client.force_login(student)
    assert getattr(client, method)(address).status_code == 403


def test_granting_to_more_students_takes_no_more_queries(reader: Client, due: Exercise) -> None:
    def grant(students: list[User]) -> int:
        data = {"exercise": due.pk, "student": [one.pk for one in students], "days": 2, "reason": "Ill", "grant": "1"}
        with CaptureQueriesContext(connection) as captured:
            assert reader.post(NEW, data).status_code == 302
        return len(captured)

    people = [make_student(due, f"s{number}@example.org") for number in range(12)]
    assert grant(people[:2]) >= grant(people[2:])


def test_taking_back_what_is_gone_already_is_not_told(due: Exercise, student: User, instructor: User) -> None:
    own = Extension.objects.create(exercise=due, student=student, due_at=DUE + DAY, reason="Ill")
    assert [remove([own], instructor), remove([own], instructor)] == [1, 0]
    assert AuditEntry.objects.filter(action=Action.EXTENSION).count() == 1


def test_an_extension_may_be_for_more_than_a_thousand_students(reader: Client, due: Exercise) -> None:
    data = {"exercise": due.pk, "student": list(range(10_000, 12_000)), "days": 2, "reason": "Ill"}
    assert reader.post(NEW, data).status_code == 422
