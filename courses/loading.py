"""Puts courses from their folders into the database: all of them, or nothing at all.

Loading again changes only what changed. What no longer stands in the folder disappears from the site: lessons and
figures are deleted; units and exercises are retired and kept, since work may have been handed in to them. A course
whose folder is gone is left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction

from courses.archive import content_hash
from courses.changes import tell_scoring_changed
from courses.content_errors import ContentError, Problem
from courses.course_folder import CourseFolder, ExerciseEntry, LessonText, UnitFolder, read_courses
from courses.exercise_folder import ExerciseLimits
from courses.models import Course, Exercise, ExerciseVersion, Lesson, Unit, UnitFile

BUNDLED_CONTENT = Path(__file__).resolve().parent / "content"

Row = TypeVar("Row", bound=models.Model)


def load_content(content: Path = BUNDLED_CONTENT) -> list[str]:
    """Load every course in a folder and return what changed, one line each; ``ContentError`` when anything is broken.

    A broken folder changes nothing.
    """
    courses = read_courses(content)
    check_ceilings(courses)
    changes: list[str] = []
    with transaction.atomic():
        for course in courses:
            _load_course(course, changes)
    return changes


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


def over_ceilings(limits: ExerciseLimits) -> list[str]:
    """Say for each limit above this site's ceiling what is allowed, and which setting says so."""
    return [
        f"limits.{name} is {getattr(limits, name):g}; this site allows at most {most:g}"
        f" ({settings.LIMIT_SETTINGS[name]})"
        for name, most in settings.LIMIT_CEILINGS.items()
        if getattr(limits, name) > most
    ]


def _load_course(folder: CourseFolder, changes: list[str]) -> None:
    values = {"title": folder.title, "description": folder.description}
    course = _put(Course, {"slug": folder.slug}, values, folder.slug, changes)
    for position, unit_folder in enumerate(folder.units):
        _load_unit(course, unit_folder, position, changes)
    gone = course.units.exclude(slug__in=[one.slug for one in folder.units])
    for unit in gone.filter(retired=False):
        unit.retired = True
        unit.save(update_fields=["retired"])
        changes.append(f"{course.slug}/{unit.slug}: retired")
        _retire_exercises(unit, [], changes)


def _load_unit(course: Course, folder: UnitFolder, position: int, changes: list[str]) -> None:
    name = f"{course.slug}/{folder.slug}"
    values = {"title": folder.title, "summary": folder.summary, "position": position, "retired": False}
    unit = _put(Unit, {"course": course, "slug": folder.slug}, values, name, changes)
    for index, lesson in enumerate(folder.lessons):
        _load_lesson(unit, lesson, index, f"{name}/lessons/{lesson.slug}", changes)
    for path, content in folder.files.items():
        _load_file(unit, path, content, f"{name}/{path}", changes)
    for index, exercise in enumerate(folder.exercises):
        _load_exercise(unit, exercise, index, f"{name}/{exercise.slug}", changes)
    _delete(unit.lessons.exclude(slug__in=[lesson.slug for lesson in folder.lessons]), name, changes)
    _delete(unit.files.exclude(path__in=folder.files), name, changes)
    _retire_exercises(unit, [exercise.slug for exercise in folder.exercises], changes)


def _load_lesson(unit: Unit, lesson: LessonText, position: int, name: str, changes: list[str]) -> None:
    values = {"title": lesson.title, "body": lesson.body, "position": position}
    _put(Lesson, {"unit": unit, "slug": lesson.slug}, values, name, changes)


def _load_file(unit: Unit, path: str, content: bytes, name: str, changes: list[str]) -> None:
    values = {"content_hash": content_hash({path: content}), "content": content}
    _put(UnitFile, {"unit": unit, "path": path}, values, name, changes)


def _load_exercise(unit: Unit, entry: ExerciseEntry, position: int, name: str, changes: list[str]) -> None:
    folder = entry.folder
    before = Exercise.objects.filter(unit=unit, slug=entry.slug).values_list("points", flat=True).first()
    values = {
        "title": folder.title,
        "kind": folder.kind,
        "prompt": folder.prompt,
        "points": folder.points,
        "position": position,
    }
    exercise = _put(Exercise, {"unit": unit, "slug": entry.slug}, values, name, changes)
    if before is not None and exercise.points != before:
        tell_scoring_changed([exercise])
    version, _ = ExerciseVersion.objects.get_or_create(
        exercise=exercise, content_hash=entry.folder.content_hash, defaults={"archive": entry.archive}
    )
    if exercise.current_id != version.pk:
        exercise.current = version
        exercise.save(update_fields=["current"])
        changes.append(f"{name}: now at version {version.content_hash[:12]}")


def _retire_exercises(unit: Unit, kept: list[str], changes: list[str]) -> None:
    for exercise in unit.exercises.published().exclude(slug__in=kept):
        exercise.current = None
        exercise.save(update_fields=["current"])
        changes.append(f"{unit.course.slug}/{unit.slug}/{exercise.slug}: retired")


def _put(model: type[Row], key: dict[str, Any], values: dict[str, Any], name: str, changes: list[str]) -> Row:
    """Return the row with this key, created or updated where a value differs; say so in ``changes``."""
    row, created = model._default_manager.get_or_create(**key, defaults=values)
    different = [] if created else [field for field, value in values.items() if _value(row, field) != value]
    if different:
        for field in different:
            setattr(row, field, values[field])
        row.save(update_fields=different)
    if created or different:
        changes.append(f"{name}: {'created' if created else 'changed'}")
    return row


def _value(row: models.Model, field: str) -> object:
    value = getattr(row, field)
    return bytes(value) if isinstance(value, memoryview) else value


def _delete(rows: models.QuerySet[Any], name: str, changes: list[str]) -> None:
    for row in rows:
        changes.append(f"{name}/{getattr(row, 'slug', '') or row.path}: deleted")
        row.delete()
