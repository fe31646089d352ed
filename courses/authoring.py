"""Finds a course that may be written in the browser."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from courses.access import find_course
from courses.models import Course, Origin


class ReadOnlyCourse(PermissionDenied):
    """The course is loaded from a folder of files; pages change nothing in it."""


def find_writable(slug: str, user: User | AnonymousUser) -> Course:
    """Return the course at an address to somebody who may write it; `ReadOnlyCourse` for one that comes from files."""
    course = find_course(slug, user, "courses.write")
    if course.origin != Origin.SITE:
        raise ReadOnlyCourse(_("This course comes from files. Copy the course to adapt it."))
    return course
