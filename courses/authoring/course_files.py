"""The files of a course, wherever it is written, and what authors have not published of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from courses.authoring import working_copy
from courses.authoring.writable import is_bundled
from courses.folders.archive import COURSE_LIMITS, Files, read_directory, unpack
from courses.folders.course_folder import COURSE_FILE, UNIT_FILE, lesson_file
from courses.folders.yaml_writing import written
from courses.loading import BUNDLED_CONTENT
from courses.models import Course, Exercise, Lesson, Origin, Unit, UnitFile
from courses.text import LANGUAGES


def files_of(course: Course) -> dict[str, bytes]:
    """Return a course's folder: the working copy, the bundled folder on disk, or else what students see, as files."""
    if course.origin == Origin.SITE:
        return working_copy.files_under(course)
    if is_bundled(course):
        return read_directory(BUNDLED_CONTENT / course.slug, COURSE_LIMITS)
    return published_files(course)


def published_files(course: Course) -> dict[str, bytes]:
    """Return what students see as the files of a folder.

    Settings and lessons say the same as in the folder that was published, the rest is so byte for byte. What only
    stood beside it, such as programs that draw figures, is not known.
    """
    units = list(course.units.published())
    lessons = _grouped(Lesson.objects.filter(unit__in=units))
    exercises = _grouped(Exercise.objects.published().filter(unit__in=units).select_related("current"))
    files = _grouped(UnitFile.objects.filter(unit__in=units))
    found = {COURSE_FILE: _course_settings(course, units)}
    for unit in units:
        of_unit = {UNIT_FILE: _unit_settings(unit, lessons.get(unit.pk, []), exercises.get(unit.pk, []))}
        of_unit |= {file.path: bytes(file.content) for file in files.get(unit.pk, [])}
        for lesson in lessons.get(unit.pk, []):
            of_unit |= {
                lesson_file(lesson.slug, language): lesson.body[language].encode()
                for language in LANGUAGES
                if language in lesson.body
            }
        for exercise in exercises.get(unit.pk, []):
            of_unit |= _under(exercise.slug, unpack(bytes(exercise.current.archive)))
        found |= _under(unit.slug, of_unit)
    return found


def _course_settings(course: Course, units: Iterable[Unit]) -> bytes:
    values = {"title": course.title, "description": course.description, "units": [unit.slug for unit in units]}
    return written(values).encode()


def _unit_settings(unit: Unit, lessons: Iterable[Lesson], exercises: Iterable[Exercise]) -> bytes:
    values = {
        "title": unit.title,
        "summary": unit.summary,
        "lessons": [lesson.slug for lesson in lessons],
        "exercises": [exercise.slug for exercise in exercises],
    }
    return written(values).encode()


def _under(folder: str, files: Files) -> dict[str, bytes]:
    return {f"{folder}/{path}": content for path, content in files.items()}


def _grouped(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found
