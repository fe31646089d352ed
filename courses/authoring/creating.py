"""New courses, written in the browser: from nothing, or as a copy of another."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from courses.audit import record
from courses.authoring import working_copy
from courses.authoring.course_files import files_of
from courses.authoring.outline_edits import Details
from courses.authoring.outline_items import NotPossible, slug_problem
from courses.authoring.working_rows import ensure_rows
from courses.folders.archive import Files
from courses.folders.course_folder import COURSE_FILE
from courses.folders.yaml_writing import rewritten, written
from courses.loading import BUNDLED_CONTENT
from courses.models import (
    Action,
    Course,
    Enrollment,
    Exercise,
    ExerciseVersion,
    Joining,
    Lesson,
    Origin,
    Publication,
    Role,
    Unit,
    UnitFile,
)
from courses.people.joining import new_code


@transaction.atomic
def create_course(author: User, slug: str, details: Details) -> Course:
    """Make an empty course that belongs to ``author``; `NotPossible` for a name that is none or taken."""
    values = {"title": details.title, "description": details.about, "units": []}
    return create_from_files(author, slug, details, {COURSE_FILE: written(values).encode()}, "from nothing")


@transaction.atomic
def create_from_files(author: User, slug: str, details: Details, files: Files, how: str) -> Course:
    """Make a course whose working copy is ``files``, of which nothing is published yet; ``how`` is for the audit."""
    course = _new_course(author, slug, details)
    working_copy.replace(course, author, "", files)
    ensure_rows(course)
    record(course, author, Action.CONTENT, f"course {slug}", after=how)
    return course


@transaction.atomic
def copy_course(author: User, source: Course, slug: str, title: dict[str, str]) -> Course:
    """Make a course that holds what another holds and shows what it shows, and belongs to ``author``.

    The working copy is the other's folder byte for byte but for the title, and published versions count as published.
    People, work, dates and policies are not copied.
    """
    course = _new_course(author, slug, Details(title=title, about=source.description))
    files = files_of(source)
    if title != source.title:
        renamed = rewritten(files[COURSE_FILE].decode(), {"title": title})
        files = {**files, COURSE_FILE: renamed.encode()}
    working_copy.replace(course, author, "", files)
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("A copy of what was published in “{course}”.").format(course=source.slug)
    _copy_rows(source, course, author, reason)
    ensure_rows(course)
    record(course, author, Action.CONTENT, f"course {slug}", after=reason)
    return course


def new_slug_problem(slug: str) -> str:
    """Return why a new course may not have this name in addresses, or ``""``."""
    if problem := slug_problem(slug, "course"):
        return problem
    if Course.objects.filter(slug=slug).exists() or (BUNDLED_CONTENT / slug).exists():
        return _("There is a course “{name}” already. Choose another name.").format(name=slug)
    return ""


def _new_course(author: User, slug: str, details: Details) -> Course:
    if problem := new_slug_problem(slug):
        raise NotPossible(problem)
    course = Course.objects.create(
        slug=slug,
        title=details.title,
        description=details.about,
        origin=Origin.SITE,
        is_listed=False,
        joining=Joining.CODE,
        join_code=new_code(),
    )
    Enrollment.objects.create(course=course, user=author, role=Role.OWNER)
    return course


def _copy_rows(source: Course, course: Course, author: User, reason: str) -> None:
    """Copy what students see, in a fixed number of queries."""
    units = {unit.pk: unit for unit in source.units.published()}
    exercises = list(Exercise.objects.published().filter(unit__in=units).select_related("current"))
    lessons, files = Lesson.objects.filter(unit__in=units), UnitFile.objects.filter(unit__in=units)
    new_units = {
        key: Unit(course=course, slug=unit.slug, title=unit.title, summary=unit.summary, position=unit.position)
        for key, unit in units.items()
    }
    Unit.objects.bulk_create(new_units.values())
    Lesson.objects.bulk_create(
        Lesson(unit=new_units[one.unit_id], slug=one.slug, title=one.title, body=one.body, position=one.position)
        for one in lessons
    )
    UnitFile.objects.bulk_create(
        UnitFile(unit=new_units[one.unit_id], path=one.path, content_hash=one.content_hash, content=one.content)
        for one in files
    )
    _copy_exercises(exercises, new_units, author, reason)


def _copy_exercises(exercises: list[Exercise], units: dict[int, Unit], author: User, reason: str) -> None:
    copies = Exercise.objects.bulk_create(
        Exercise(
            unit=units[one.unit_id],
            slug=one.slug,
            title=one.title,
            kind=one.kind,
            prompt=one.prompt,
            points=one.points,
            position=one.position,
            weight=one.weight,
        )
        for one in exercises
    )
    pairs = [(copy, one.current) for copy, one in zip(copies, exercises, strict=True) if one.current]
    versions = ExerciseVersion.objects.bulk_create(
        ExerciseVersion(exercise=copy, content_hash=version.content_hash, archive=version.archive)
        for copy, version in pairs
    )
    for version in versions:
        version.exercise.current = version
    Exercise.objects.bulk_update(copies, ["current"])
    Publication.objects.bulk_create(
        Publication(exercise=version.exercise, version=version, published_by=author, reason=reason)
        for version in versions
    )
