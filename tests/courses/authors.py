"""A course that is written in the browser, and its people, to test authoring with."""

from __future__ import annotations

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.working_rows import ensure_rows
from courses.models import Course, Enrollment, Origin, Role, WorkingFile
from tests.courses.examples import course_files

EXERCISE = "/author/demo/basics/exercises/double/"
LESSON = "/author/demo/basics/lessons/lesson/"
PROMPT = "/author/demo/files/basics/double/prompt.en.md"


def person(name: str) -> User:
    """Store somebody."""
    return User.objects.create_user(f"{name.lower()}@example.org", name=name)


def site_course(owner: User, **changes: bytes | None) -> Course:
    """Store the course of `course_files` as one written in the browser, nothing of it published."""
    course = Course.objects.create(
        slug="demo", title={"en": "Demo", "ko": "demo"}, origin=Origin.SITE, is_listed=False, join_code="DEMO"
    )
    join(course, owner, Role.OWNER)
    working_copy.replace(course, owner, "", course_files(**changes))
    ensure_rows(course)
    return course


def join(course: Course, user: User, role: Role = Role.INSTRUCTOR) -> None:
    """Give somebody a role in the course."""
    Enrollment.objects.create(course=course, user=user, role=role)


def content_of(path: str) -> bytes | None:
    """Return what stands at a path of the working copy."""
    found = WorkingFile.objects.filter(path=path).first()
    return bytes(found.content) if found else None


def revision_of(path: str) -> int:
    """Return the revision of the file at a path."""
    return WorkingFile.objects.get(path=path).revision
