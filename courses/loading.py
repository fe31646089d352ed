"""Puts courses from their folders into the database: all of them, or nothing at all.

Loading again changes only what changed (`courses.storing`). A course whose folder is gone is left alone, and so is one
that is written in the browser.
"""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from courses.folders.content_errors import ContentError, Problem
from courses.folders.course_folder import COURSE_FILE, CourseFolder, read_courses
from courses.models import Course, Origin
from courses.storing import Change, changes_to
from courses.versions import over_ceilings

BUNDLED_CONTENT = Path(__file__).resolve().parent / "content"


def load_content(content: Path = BUNDLED_CONTENT) -> list[str]:
    """Load every course in a folder and return what changed, one line each; ``ContentError`` when anything is broken.

    A broken folder changes nothing, and neither does one with the name of a course that is written in the browser.
    """
    courses = read_courses(content)
    check_ceilings(courses)
    done: list[Change] = []
    with transaction.atomic():
        _check_origins(courses)
        for course in courses:
            changes = changes_to(course, with_exercises=True)
            for change in changes:
                change.apply()
            done += changes
    return [str(change) for change in done]


def _check_origins(courses: tuple[CourseFolder, ...]) -> None:
    slugs = [course.slug for course in courses]
    taken = Course.objects.filter(slug__in=slugs, origin=Origin.SITE).values_list("slug", flat=True)
    if taken:
        reason = "a course of this name is written on this site; rename the folder to load it as another"
        raise ContentError([Problem(f"{slug}/{COURSE_FILE}", 0, reason) for slug in taken])


def check_ceilings(courses: tuple[CourseFolder, ...]) -> None:
    """Raise ``ContentError`` for exercises that ask for more than this site gives to one job."""
    problems = [
        Problem(f"{course.slug}/{unit.slug}/{exercise.slug}/exercise.yaml", 0, reason)
        for course in courses
        for unit in course.units
        for exercise in unit.exercises
        for reason in over_ceilings(exercise.folder.limits)
    ]
    if problems:
        raise ContentError(problems)
