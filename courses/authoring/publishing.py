"""Publishing what a course's working copy says beside its exercises: texts, files, order, and what is no longer there.

Exercises are published one by one, by what proves them; here they only get their place, or are retired.
"""

from __future__ import annotations

import hashlib

from django.db import transaction

from accounts.models import User
from courses.audit import record
from courses.authoring import working_copy
from courses.authoring.importing import mark_of
from courses.authoring.working_rows import ensure_rows
from courses.folders.course_folder import CourseFolder, read_course
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.models import Action, Course
from courses.storing import Change, changes_to


class Outdated(Exception):
    """The working copy is no longer as it was when its author said yes."""


def text_changes(course: Course) -> list[Change]:
    """Return what publishing the texts would change for students; ``ContentError`` lists all that is broken."""
    return changes_to(_checked(course), with_exercises=False)


def mark_of_texts(course: Course, changes: list[Change]) -> str:
    """Return what tells the changes and the texts that they come from, to be given to `publish_texts`."""
    rows = working_copy.listing(course)
    exercises = tuple(row.path.removesuffix(SETTINGS_FILE) for row in rows if row.path.endswith(f"/{SETTINGS_FILE}"))
    texts = mark_of(row for row in rows if not row.path.startswith(exercises))
    return hashlib.sha256("\n".join([texts, *map(str, changes)]).encode()).hexdigest()


def publish_texts(course: Course, author: User, seen: str | None = None) -> list[str]:
    """Show students the texts, files and order of the working copy, and return what changed, one line each.

    ``ContentError`` lists all that is broken in them; then nothing changes. Exercises that were never published stay
    out of sight, and what the working copy no longer lists is retired, with the work handed in to it. `Outdated` where
    ``seen`` is another mark than that of `mark_of_texts` now.
    """
    with transaction.atomic():
        Course.objects.select_for_update().get(pk=course.pk)
        folder = _checked(course)
        changes = changes_to(folder, with_exercises=False)
        if seen is not None and mark_of_texts(course, changes) != seen:
            raise Outdated
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
