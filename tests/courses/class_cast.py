"""The cast of the tests about a course's people."""

from __future__ import annotations

from accounts.models import User
from courses.models import AuditEntry, Course, Enrollment, Role, Section
from tests.grader.cast import TITLE


def make_course(slug: str = "demo", **values: object) -> Course:
    """Store a course without units."""
    return Course.objects.create(slug=slug, title=TITLE, **values)


def join_as(course: Course, role: Role, name: str = "", section: Section | None = None) -> Enrollment:
    """Store a person, known by ``name`` or else the role, who has a role in a course."""
    user = User.objects.create_user(f"{name or role}@example.org", name=(name or str(role)).title())
    return Enrollment.objects.create(course=course, user=user, role=role, section=section)


def audited(course: Course) -> list[tuple[str, str, str, str]]:
    """Return what the audit tells, the oldest first: action, subject, before, after."""
    found = AuditEntry.objects.filter(course=course).order_by("pk")
    return list(found.values_list("action", "subject", "before", "after"))
