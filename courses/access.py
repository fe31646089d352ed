"""Asks who somebody is in a course, and turns away who may not do something. The rules stand in `courses.rules`."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from courses.models import Course, Enrollment, Role


def signed_in(request: HttpRequest) -> User:
    """Return who asks; ``PermissionDenied`` for a guest, whom ``login_required`` has turned away before."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def role_in(course: Course, user: User | AnonymousUser) -> Role | None:
    """Return a person's role in a course; a site administrator owns every course."""
    if not isinstance(user, User):
        return None
    if user.is_superuser:
        return Role.OWNER
    role = Enrollment.objects.filter(course=course, user=user).values_list("role", flat=True).first()
    return Role(role) if role else None


def may(user: User | AnonymousUser, permission: str, course: Course | None) -> bool:
    """Return whether ``user`` has a permission of `courses.rules`, such as ``"courses.grade"``, in a course."""
    return user.has_perm(permission, course)


def require(user: User | AnonymousUser, permission: str, course: Course | None) -> None:
    """Raise ``PermissionDenied`` unless ``user`` has the permission; ``Http404`` where they cannot see the course."""
    if may(user, permission, course):
        return
    if course is not None and not may(user, "courses.see", course):
        raise Http404
    raise PermissionDenied


def find_course(slug: str, user: User | AnonymousUser, permission: str = "courses.see") -> Course:
    """Return the course at an address to somebody with a permission; ``Http404`` where there is none to be seen."""
    course = get_object_or_404(Course, slug=slug)
    require(user, permission, course)
    return course
