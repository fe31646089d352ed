"""The exercises that are attacked, in the database."""

from __future__ import annotations

from typing import Any

import yaml

from courses.folders.archive import pack, read_directory
from courses.folders.exercise_folder import read_exercise
from courses.models import Course, Exercise, ExerciseVersion, Unit
from tests.attacks.attack import FOLDER
from tests.grader.cast import TITLE

SETTINGS = "exercise.yaml"


def store_target(unit: Unit, name: str, limits: tuple[tuple[str, float], ...] = (), slug: str = "target") -> Exercise:
    """Store the exercise ``name`` with other limits."""
    files = dict(read_directory(FOLDER / "exercises" / name))
    settings: dict[str, Any] = yaml.safe_load(files[SETTINGS])
    settings["limits"] |= {key: int(value) if value.is_integer() else value for key, value in limits}
    files[SETTINGS] = yaml.safe_dump(settings, allow_unicode=True).encode()
    return store(unit, slug, files)


def store(unit: Unit, slug: str, files: dict[str, bytes]) -> Exercise:
    """Store an exercise of ten points."""
    exercise = Exercise.objects.create(unit=unit, slug=slug, title=TITLE, points=10)
    exercise.current = ExerciseVersion.objects.create(
        exercise=exercise, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    exercise.save()
    return exercise


def solution_of(name: str) -> str:
    """Return the target's solution."""
    (path,) = (FOLDER / "exercises" / name).glob("solution.*")
    return path.read_text(encoding="utf-8")


def make_unit() -> Unit:
    """Store a course with one unit."""
    course = Course.objects.create(slug="attacked", title=TITLE)
    return Unit.objects.create(course=course, slug="targets", title=TITLE)
