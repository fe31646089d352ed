"""Finds exercises in a folder of courses by name, for the command line."""

from __future__ import annotations

from pathlib import Path

from courses.folders.course_folder import course_directories
from courses.folders.exercise_folder import SETTINGS_FILE


class NoSuchExercise(LookupError):
    """No exercise, or more than one, has this name; the message says which there are."""


def exercise_directories(content: Path) -> dict[str, Path]:
    """Return every exercise's folder by its name ``course/unit/exercise``."""
    return {
        f"{course.name}/{path.parent.parent.name}/{path.parent.name}": path.parent
        for course in course_directories(content)
        for path in sorted(course.glob(f"*/*/{SETTINGS_FILE}"))
    }


def find_exercises(content: Path, name: str = "") -> dict[str, Path]:
    """Return the exercises in a unit (``unit``), the one named ``unit/exercise``, or all of them for an empty name.

    Each is called ``unit/exercise``, or by its full name where two courses have the same; both are understood.
    """
    every = exercise_directories(content)
    short = {full: full.partition("/")[2] for full in every}
    names = {full: one if list(short.values()).count(one) == 1 else full for full, one in short.items()}
    wanted = name.strip("/")
    found = {
        names[full]: every[full]
        for full in every
        if not wanted or wanted in (full, short[full], short[full].partition("/")[0])
    }
    if not found:
        for course in course_directories(content):
            if wanted and (folder := course / wanted).is_dir():
                raise NoSuchExercise(f"{folder} holds no {SETTINGS_FILE}, and so is no exercise and no unit with one.")
        known = ", ".join(sorted(names.values())) or "none"
        raise NoSuchExercise(f"There is no exercise “{name}” in {content}. Known: {known}.")
    return found


def find_exercise(content: Path, name: str) -> Path:
    """Return the folder of the one exercise named ``unit/exercise``; `NoSuchExercise` otherwise."""
    found = find_exercises(content, name)
    if "/" not in name or len(found) != 1:
        raise NoSuchExercise(f"“{name}” is not the name of one exercise: {', '.join(sorted(found))}.")
    return next(iter(found.values()))
