"""Addresses of what a unit's texts link to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.urls import reverse

from courses.markup.markdown import Place
from courses.models import Course, Exercise, Unit, UnitFile, WorkingFile


def place_of_prompt(exercise: Exercise, public_files: Collection[str]) -> Place:
    """Return where an exercise's texts stand: in a folder of its unit's, with its own ``files/``, given by path."""
    unit = place_of(exercise.unit)
    key = [exercise.unit.course.slug, exercise.unit.slug, exercise.slug]
    own = ((f"files/{path}", reverse("grader:download", args=[*key, path])) for path in public_files)
    above = ((f"../{path}", address) for path, address in unit.files)
    return replace(unit, files=tuple(sorted([*own, *above])))


def place_of(unit: Unit) -> Place:
    """Return where a unit's texts stand: the course's exercises and the unit's files, with their addresses."""
    course = unit.course
    exercises = Exercise.objects.published().filter(unit__course=course).values_list("unit__slug", "slug")
    files = UnitFile.objects.filter(unit=unit).values_list("path", "content_hash")
    return Place(
        unit=unit.slug,
        exercises=tuple(
            sorted(
                (f"{part}/{slug}", reverse("grader:exercise", args=[course.slug, part, slug]))
                for part, slug in exercises
            )
        ),
        files=tuple(
            # The hash makes a changed figure a new address, so that browsers may keep the old one for good.
            sorted(
                (path, f"{reverse('courses:file', args=[course.slug, unit.slug, path])}?v={digest[:12]}")
                for path, digest in files
            )
        ),
    )


def place_in_working_copy(course: Course, unit: str, exercise: str = "") -> Place:
    """Return where a text of a working copy stands: links lead to what is being written, images are its own.

    ``exercise`` is the folder of a prompt in the unit; a lesson has none.
    """
    rows = dict(WorkingFile.objects.filter(course=course).values_list("path", "revision"))
    folders = sorted(
        path.rpartition("/")[0] for path in rows if path.count("/") == 2 and path.endswith("/exercise.yaml")
    )
    start = f"{unit}/{exercise}/" if exercise else f"{unit}/"
    files = [(_from(start, path), path, revision) for path, revision in rows.items() if path.startswith(f"{unit}/")]
    return Place(
        unit=unit,
        exercises=tuple(
            (folder, reverse("courses:edit_exercise", args=[course.slug, *folder.split("/")])) for folder in folders
        ),
        files=tuple(
            sorted(
                (inner, f"{reverse('courses:working_file', args=[course.slug, path])}?v={revision}")
                for inner, path, revision in files
            )
        ),
    )


def _from(start: str, path: str) -> str:
    """Return a path of a unit as its text writes it: from the text's folder, ``../`` for what stands beside that."""
    return path.removeprefix(start) if path.startswith(start) else "../" + path.partition("/")[2]
