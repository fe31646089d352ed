"""Who may write which course in the browser, and who may copy one."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from courses.access import find_course, may
from courses.folders.course_folder import COURSE_FILE
from courses.loading import BUNDLED_CONTENT
from courses.models import Course, Enrollment, Origin
from courses.rules import STAFF


class ReadOnlyCourse(PermissionDenied):
    """The course is loaded from a folder of files; pages change nothing in it."""


def find_writable(slug: str, user: User | AnonymousUser, permission: str = "courses.write") -> Course:
    """Return the course at an address to somebody who may write it; `ReadOnlyCourse` for one that comes from files."""
    course = find_course(slug, user, permission)
    if course.origin != Origin.SITE:
        raise ReadOnlyCourse(_("This course comes from files. Copy the course to adapt it."))
    return course


def writable_courses(user: User) -> QuerySet[Course]:
    """Return the courses whose content ``user`` may read with its hidden tests, those from files included."""
    if user.is_superuser:
        return Course.objects.all()
    own = Enrollment.objects.filter(user=user, role__in=STAFF).values("course")
    return Course.objects.filter(pk__in=own)


def is_bundled(course: Course) -> bool:
    """Return whether the course comes with Backpass, so that everyone can read its hidden tests in the repository."""
    return course.origin == Origin.FILES and (BUNDLED_CONTENT / course.slug / COURSE_FILE).is_file()


def may_copy(user: User, course: Course) -> bool:
    """Return whether ``user`` may make a copy, which shows them all hidden tests.

    They may of what they write and of what is bundled. A copy is a new course, so they need the right to create one.
    """
    if not may(user, "courses.create", None):
        return False
    return may(user, "courses.write", course) or (is_bundled(course) and may(user, "courses.see", course))
