"""Rows of units and exercises that stand in a working copy and are not published yet, for pages to point at."""

from __future__ import annotations

from courses.authoring.working_outline import read_settings
from courses.folders.archive import Files
from courses.folders.course_folder import COURSE_FILE, UNIT_FILE, CourseSettings, UnitSettings
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import ExerciseSettings
from courses.models import Course, Exercise, Unit, WorkingFile


def ensure_rows(course: Course) -> None:
    """Make the rows that a course's working copy needs, refresh those nobody sees, and remove those that nothing needs.

    What is published, and what somebody may have worked on, stays as it is.
    """
    rows = WorkingFile.objects.filter(course=course, path__endswith=".yaml").values_list("path", "content")
    files = {path: bytes(content) for path, content in rows}
    settings = read_settings(files, COURSE_FILE, CourseSettings)
    if settings is None:
        return
    units = {unit.slug: unit for unit in course.units.all()}
    for position, slug in enumerate(settings.units):
        _ensure_unit(course, units.pop(slug, None), slug, position, files)
    for unit in units.values():
        _forget_exercises(unit, ())
        if unit.retired and not (unit.exercises.exists() or unit.lessons.exists() or unit.files.exists()):
            unit.delete()


def _ensure_unit(course: Course, unit: Unit | None, slug: str, position: int, files: Files) -> None:
    settings = read_settings(files, f"{slug}/{UNIT_FILE}", UnitSettings)
    if settings is None:
        return
    if unit is None or unit.retired:
        unit = unit or Unit(course=course, slug=slug, retired=True)
        unit.title, unit.summary, unit.position = settings.title.text, settings.summary.text, position
        unit.save()
    exercises = {exercise.slug: exercise for exercise in unit.exercises.all()}
    for index, name in enumerate(settings.exercises):
        _ensure_exercise(unit, exercises.get(name), name, index, files)
    _forget_exercises(unit, settings.exercises)


def _ensure_exercise(unit: Unit, exercise: Exercise | None, slug: str, position: int, files: Files) -> None:
    if exercise is not None and exercise.current_id is not None:
        return
    exercise = exercise or Exercise(unit=unit, slug=slug, title={"en": slug, "ko": slug}, points=0)
    exercise.position = position
    settings = read_settings(files, f"{unit.slug}/{slug}/{SETTINGS_FILE}", ExerciseSettings)
    if settings is not None:
        exercise.title, exercise.points, exercise.kind = settings.title.text, settings.points, settings.kind
    exercise.save()


def _forget_exercises(unit: Unit, kept: tuple[str, ...]) -> None:
    """Remove rows of exercises that were never so much as tried: work would have a version."""
    unit.exercises.filter(current=None, versions=None).exclude(slug__in=kept).delete()
