"""Which courses are written in the browser, and by whom."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from courses.access import find_course
from courses.models import Course, Origin


class ReadOnlyCourse(PermissionDenied):
    """The course is loaded from a folder of files, so that pages only show it."""


def find_writable(slug: str, user: User | AnonymousUser) -> Course:
    """Return a course that is written on this site to somebody who may write it; `ReadOnlyCourse` for another."""
    course = find_course(slug, user, "courses.write")
    if course.origin != Origin.SITE:
        raise ReadOnlyCourse(
            _("This course is loaded from files and cannot be changed here. Copy the course to adapt it.")
        )
    return course
