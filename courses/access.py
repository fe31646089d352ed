"""Who may see what of a course."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User
from courses.models import Course, Enrollment, Role


def signed_in(request: HttpRequest) -> User:
    """Return who asks; ``PermissionDenied`` for a guest, whom ``login_required`` has turned away before."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def role_in(course: Course, user: User | AnonymousUser) -> Role | None:
    """Return a person's role in a course; a site administrator is an instructor everywhere."""
    if not isinstance(user, User):
        return None
    if user.is_superuser:
        return Role.INSTRUCTOR
    role = Enrollment.objects.filter(course=course, user=user).values_list("role", flat=True).first()
    return Role(role) if role else None


def require_role(course: Course, user: User) -> Role:
    """Return a person's role in a course; ``PermissionDenied`` for somebody who has none."""
    role = role_in(course, user)
    if role is None:
        raise PermissionDenied
    return role


def is_instructor(course: Course, user: User | AnonymousUser) -> bool:
    """Return whether a person teaches a course."""
    return role_in(course, user) == Role.INSTRUCTOR


def require_instructor(course: Course, user: User) -> None:
    """Raise ``PermissionDenied`` unless ``user`` teaches the course."""
    if not is_instructor(course, user):
        raise PermissionDenied
