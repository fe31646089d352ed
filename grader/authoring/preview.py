"""Where the texts of a working copy's exercise stand: links and figures of a preview."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from django.urls import reverse

from courses.folders.course_folder import SERVED_SUFFIXES
from courses.markup.markdown import Place
from courses.markup.places import place_of
from courses.models import Exercise, Unit, WorkingFile


def place_of_preview(exercise: Exercise, public_files: Collection[str]) -> Place:
    """Return where the texts of an exercise's working copy stand, with its own files and its unit's figures."""
    unit = place_of(exercise.unit)
    key = [exercise.unit.course.slug, exercise.unit.slug, exercise.slug]
    own = ((f"files/{path}", reverse("grader:preview_file", args=[*key, path])) for path in public_files)
    figures = dict(unit.files) | dict(_working_figures(exercise.unit))
    above = ((f"../{path}", address) for path, address in figures.items())
    return replace(unit, files=tuple(sorted([*own, *above])))


def _working_figures(unit: Unit) -> Iterator[tuple[str, str]]:
    files = WorkingFile.objects.filter(course=unit.course, path__startswith=f"{unit.slug}/")
    for path in files.values_list("path", flat=True):
        if PurePosixPath(path).suffix in SERVED_SUFFIXES:
            yield path.removeprefix(f"{unit.slug}/"), reverse("courses:working_file", args=[unit.course.slug, path])
