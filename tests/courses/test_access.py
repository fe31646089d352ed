"""Who sees a course that is not listed, and who may do what by role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import User
from courses.access import find_course, may
from courses.models import Course, Enrollment, Role

ALLOWED = {
    None: {"courses.see"},
    Role.STUDENT: {"courses.see", "courses.learn"},
    Role.ASSISTANT: {"courses.see", "courses.learn", "courses.see_work", "courses.grade", "courses.write"},
}
ALLOWED[Role.INSTRUCTOR] = ALLOWED[Role.ASSISTANT] | {"courses.publish", "courses.manage_students"}
ALLOWED[Role.OWNER] = ALLOWED[Role.INSTRUCTOR] | {"courses.manage_teachers", "courses.see_audit"}


@pytest.fixture
def course(db: None) -> Course:
    return Course.objects.create(slug="demo", title={"en": "Demo", "ko": "데모"})


@pytest.fixture
def other(db: None) -> Course:
    return Course.objects.create(slug="other", title={"en": "Other", "ko": "다른"}, is_listed=False)


@pytest.fixture
def somebody(db: None) -> User:
    return User.objects.create_user("somebody@example.org")


@pytest.mark.parametrize("role", list(ALLOWED))
def test_each_role_may_do_what_its_line_says(course: Course, somebody: User, role: Role | None) -> None:
    if role:
        Enrollment.objects.create(course=course, user=somebody, role=role)

    allowed = {permission for permission in ALLOWED[Role.OWNER] if may(somebody, permission, course)}

    assert allowed == ALLOWED[role]


def test_a_role_reaches_no_further_than_its_course(course: Course, other: Course, somebody: User) -> None:
    Enrollment.objects.create(course=course, user=somebody, role=Role.OWNER)

    assert [permission for permission in ALLOWED[Role.OWNER] if may(somebody, permission, other)] == []


def test_a_site_administrator_owns_every_course(other: Course) -> None:
    admin = User.objects.create_superuser("admin@example.org")

    assert all(may(admin, permission, other) for permission in ALLOWED[Role.OWNER])


def test_an_unlisted_course_is_not_there_for_others(other: Course, somebody: User) -> None:
    with pytest.raises(Http404):
        find_course("other", somebody, "courses.see_work")
    with pytest.raises(Http404):
        find_course("other", AnonymousUser())


def test_what_one_may_not_do_in_a_course_that_one_sees_is_refused(course: Course, somebody: User) -> None:
    with pytest.raises(PermissionDenied):
        find_course("demo", somebody, "courses.see_work")


@pytest.mark.parametrize(
    ("role", "may_create"), [(Role.STUDENT, False), (Role.ASSISTANT, False), (Role.INSTRUCTOR, True)]
)
def test_who_teaches_may_create_courses(course: Course, somebody: User, role: Role, may_create: bool) -> None:
    Enrollment.objects.create(course=course, user=somebody, role=role)

    assert may(somebody, "courses.create", None) is may_create
