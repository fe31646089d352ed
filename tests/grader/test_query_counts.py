"""Pages take the same number of queries, however many people and works there are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from benchmarks.crowd import enroll, hand_in, read_all
from courses.models import Course, Enrollment, Exercise, Lesson, Role, Section, Unit
from courses.people import roles as people
from courses.people import sections
from courses.people.invitations import invite
from grader.gradebook.scoring import refresh
from grader.models import Extension, ScoreOverride
from tests.grader.cast import make_exercise

TEACHING = (
    "gradebook",
    "gradebook by total",
    "gradebook missing",
    "cell",
    "extensions",
    "extend",
    "policy",
    "student",
    "dates",
    "overview",
    "analytics",
    "regrades",
    "people",
    "invitations",
    "sections",
    "audit",
)
TITLE = {"en": "Losses", "ko": "손실"}
PAGES = {
    "home": "/",
    "course": "/courses/demo/",
    "search": "/courses/demo/?q=double&state=begun",
    "lesson": "/courses/demo/basics/lessons/losses/",
    "exercise": "/courses/demo/basics/exercises/double-0/",
    "progress": "/courses/demo/progress/",
    "gradebook": "/teach/demo/gradebook/",
    "gradebook by total": "/teach/demo/gradebook/?sort=total",
    "gradebook missing": "/teach/demo/gradebook/?work=missing&q=example",
    "cell": "/teach/demo/gradebook/{student}/{exercise}/",
    "extensions": "/teach/demo/extensions/",
    "extend": "/teach/demo/extensions/new/",
    "policy": "/teach/demo/policy/",
    "student": "/teach/demo/students/{student}/",
    "dates": "/teach/demo/dates/",
    "people": "/teach/demo/people/",
    "invitations": "/teach/demo/people/invitations/",
    "sections": "/teach/demo/people/sections/",
    "audit": "/teach/demo/audit/",
    "regrades": "/teach/demo/regrades/",
    "overview": "/teach/demo/",
    "analytics": "/teach/demo/basics/exercises/double-0/",
}


@pytest.fixture
def course(db: None) -> Course:
    """A course of one unit with a lesson and three exercises."""
    course = Course.objects.create(slug="demo", title=TITLE)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE)
    Lesson.objects.create(unit=unit, slug="losses", title=TITLE, body=TITLE)
    for number in range(3):
        make_exercise(unit, f"double-{number}")
    unit.exercises.update(due_at=timezone.now())
    return course


@pytest.fixture
def queries(client: Client) -> Callable[[str, User], int]:
    """A function that opens a page as somebody, twice, and counts the queries of the second time."""

    def count(address: str, user: User) -> int:
        client.force_login(user)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    return count


def fill(course: Course, students: int, tries: int) -> list[User]:
    users = enroll(course, students)
    exercises = list(course.units.get().exercises.select_related("current"))
    hand_in(users, exercises, tries)
    hand_in(users, exercises, tries, runs=True)
    read_all(users, course)
    give_and_set(users, exercises[0])
    return users


def manage(course: Course, teacher: User, count: int) -> None:
    """Add sections with a student each, and invitations; all of it recorded."""
    begin = Section.objects.count()
    for number in range(begin, begin + count):
        section = sections.add(course, teacher, f"Section {number}")
        invite(course, teacher, f"invited-{number}@example.org", Role.STUDENT, section=section)
        student = Enrollment.objects.filter(course=course, role=Role.STUDENT, section=None)[0]
        people.change(student, teacher, Role.STUDENT, section)


def give_and_set(users: list[User], exercise: Exercise) -> None:
    """Have everybody get an extension and a score set by hand."""
    rest = {"exercise": exercise, "reason": "Ill"}
    Extension.objects.bulk_create(Extension(**rest, student=user, due_at=timezone.now()) for user in users)
    ScoreOverride.objects.bulk_create(ScoreOverride(**rest, student=user, score=3) for user in users)
    refresh(exercise)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_no_more_queries_when_more_people_hand_in_more(
    name: str, course: Course, queries: Callable[[str, User], int]
) -> None:
    few = fill(course, 2, 3)  # Three: so that somebody is stuck at the start, too.
    teacher = User.objects.create_user("teacher@example.org")
    Enrollment.objects.create(course=course, user=teacher, role=Role.OWNER)
    reader = teacher if name in TEACHING else few[0]
    manage(course, teacher, 1)
    exercises = list(course.units.get().exercises.select_related("current"))
    address = PAGES[name].format(student=few[0].pk, exercise=exercises[0].pk)
    hand_in([reader], exercises, 1)  # What a page shows last is a submission before and after.
    with_few = queries(address, reader)

    fill(course, 50, 3)
    manage(course, teacher, 20)
    hand_in([reader, few[0]], exercises, 30)

    assert queries(address, reader) == with_few


@pytest.mark.parametrize("name", ["course", "lesson", "progress", "home", "overview"])
def test_a_page_takes_no_more_queries_for_a_longer_course(
    name: str, course: Course, queries: Callable[[str, User], int]
) -> None:
    reader = fill(course, 1, 1)[0]
    Enrollment.objects.filter(user=reader).update(role=Role.OWNER if name == "overview" else Role.STUDENT)
    with_one_unit = queries(PAGES[name], reader)

    for number in range(4):
        unit = Unit.objects.create(course=course, slug=f"more-{number}", title=TITLE)
        Lesson.objects.create(unit=unit, slug="more", title=TITLE, body=TITLE)
        make_exercise(unit, "more")

    assert queries(PAGES[name], reader) == with_one_unit


def test_the_address_of_each_page_is_right() -> None:
    assert PAGES["progress"] == reverse("grader:progress", args=["demo"])
    assert PAGES["overview"] == reverse("grader:overview", args=["demo"])
    assert PAGES["analytics"] == reverse("grader:analytics", args=["demo", "basics", "double-0"])
    assert PAGES["dates"] == reverse("courses:dates", args=["demo"])
