"""Who may do what in a course: every permission, as a predicate over a person and a course, in one place.

Views ask with `courses.access.require`, templates with ``{% has_perm 'courses.grade' user course as … %}``. Each
is held for every address and role by ``tests/config/test_permissions.py``.
"""

from __future__ import annotations

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from courses.access import role_in
from courses.models import Course, Enrollment, Role

STAFF = (Role.ASSISTANT, Role.INSTRUCTOR, Role.OWNER)
TEACHERS = (Role.INSTRUCTOR, Role.OWNER)


def has_role(*roles: Role) -> Any:
    """Return the predicate: the person has one of these roles in the course. A site administrator owns every course."""

    def check(user: User | AnonymousUser, course: Course | None) -> bool:
        return course is not None and role_in(course, user) in roles

    return rules.predicate(check)


def _listed(_user: User | AnonymousUser, course: Course | None) -> bool:
    """Everyone may look at the course."""
    return course is not None and course.is_listed


def _may_create_courses(user: User | AnonymousUser) -> bool:
    """A site administrator, somebody who teaches a course already, or to whom an administrator gave the right."""
    if not isinstance(user, User) or not user.is_active:
        return False
    granted = user.user_permissions.filter(content_type__app_label="courses", codename="add_course")
    return user.is_superuser or _teaches(user) or granted.exists()


def _is_staff_somewhere(user: User | AnonymousUser) -> bool:
    """A site administrator, or one of the staff of any course."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or Enrollment.objects.filter(user=user, role__in=STAFF).exists()


def _teaches(user: User) -> bool:
    return Enrollment.objects.filter(user=user, role__in=TEACHERS).exists()


is_listed = rules.predicate(_listed)
may_create_courses = rules.predicate(_may_create_courses)
is_staff_somewhere = rules.predicate(_is_staff_somewhere)
is_member = has_role(*Role)
is_staff = has_role(*STAFF)
is_teacher = has_role(*TEACHERS)
is_owner = has_role(Role.OWNER)

rules.add_perm("courses.see", is_listed | is_member)
"""The course's pages and lessons."""
rules.add_perm("courses.learn", is_member)
"""Exercises: run, submit, own progress."""
rules.add_perm("courses.see_work", is_staff)
"""What every student handed in; gradebook, analytics, overview; who is in the course."""
rules.add_perm("courses.grade", is_staff)
"""Overrides and extensions."""
rules.add_perm("courses.write", is_staff)
"""The working copy: reading it, hidden tests included, editing it and validating it."""
rules.add_perm("courses.publish", is_teacher)
"""Publishing, regrading, due dates, weights, policy, course settings."""
rules.add_perm("courses.manage_students", is_teacher)
"""Students, teaching assistants and sections: enrolling, inviting, removing."""
rules.add_perm("courses.manage_teachers", is_owner)
"""Instructors and owners."""
rules.add_perm("courses.see_audit", is_owner)
"""Who changed what."""
rules.add_perm("courses.create", may_create_courses)
"""New courses, and copies of others. Asked without a course."""
rules.add_perm("courses.see_status", is_staff_somewhere)
"""How the site is. Asked without a course."""
rules.add_perm("courses.teach_somewhere", is_staff_somewhere)
"""Asked without a course: whether an account needs more protection, see `accounts.session_ages`."""
