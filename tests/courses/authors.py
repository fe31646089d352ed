"""A course that is written in the browser, and its people, to test authoring with."""

from __future__ import annotations

from pathlib import Path

from accounts.models import User
from courses import working_copy
from courses.archive import read_directory
from courses.models import Course, Enrollment, Origin, Role
from courses.working_rows import ensure_rows
from tests.courses.examples import write_course


def person(name: str) -> User:
    """Store somebody."""
    return User.objects.create_user(f"{name.lower()}@example.org", name=name)


def site_course(folder: Path, owner: User, **changes: bytes | None) -> Course:
    """Store the course of `write_course` as one written in the browser, nothing of it published."""
    course = Course.objects.create(
        slug="demo", title={"en": "Demo", "ko": "demo"}, origin=Origin.SITE, is_listed=False, join_code="DEMO"
    )
    Enrollment.objects.create(course=course, user=owner, role=Role.OWNER)
    working_copy.replace(course, owner, "", read_directory(write_course(folder, **changes)))
    ensure_rows(course)
    return course
