"""Publishing what a course's working copy says beside its exercises: texts, files, order, and what is no longer there.

Exercises are published one by one, by what proves them; here they only get their place, or are retired.
"""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from courses.audit import record
from courses.authoring import working_copy
from courses.authoring.working_rows import ensure_rows
from courses.course_folder import CourseFolder, read_course
from courses.models import Action, Course
from courses.storing import Change, changes_to


def text_changes(course: Course) -> list[Change]:
    """Return what publishing the texts would change for students; ``ContentError`` lists all that is broken."""
    return changes_to(_checked(course), with_exercises=False)


def publish_texts(course: Course, author: User) -> list[str]:
    """Show students the texts, files and order of the working copy, and return what changed, one line each.

    ``ContentError`` lists all that is broken in them; then nothing changes. Exercises that were never published stay
    out of sight, and what the working copy no longer lists is retired, with the work handed in to it.
    """
    folder = _checked(course)
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        ensure_rows(course)
        changes = changes_to(folder, with_exercises=False)
        for change in changes:
            change.apply()
        done = [str(change) for change in changes]
        if done:
            record(course, author, Action.PUBLICATION, f"texts of {course.slug}", after="\n".join(done))
    course.refresh_from_db()
    return done


def _checked(course: Course) -> CourseFolder:
    with working_copy.on_disk(course) as folder:
        return read_course(folder, with_exercises=False)
