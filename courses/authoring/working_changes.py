"""Changes of a working copy that pages make: saving, removing and renaming a file, with what follows from it."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.working_copy import Conflict
from courses.authoring.working_limits import check_room
from courses.folders.content_errors import ContentError, Problem
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import ExerciseSettings
from courses.folders.yaml_reading import read_yaml
from courses.images import image_problem
from courses.models import Course, Exercise, WorkingFile


@transaction.atomic
def save_file(course: Course, author: User, path: str, content: bytes, revision: int) -> WorkingFile:
    """Store a file as `working_copy.save` does; ``ContentError`` for a bad name or where there is no room for it.

    What stands there already is no conflict, whoever saved it.
    """
    check_room(course, path, len(content))
    if problem := image_problem(PurePosixPath(path).suffix, content):
        raise ContentError([Problem(path, 0, problem)])
    try:
        saved = working_copy.save(course, author, path, content, revision)
    except Conflict as conflict:
        if conflict.newest is None or bytes(conflict.newest.content) != content:
            raise
        return conflict.newest
    _tell_exercise(course, path, content)
    return saved


@transaction.atomic
def rename_file(course: Course, author: User, path: str, to: str, revision: int) -> WorkingFile:
    """Give a file another path; `Conflict` when it was saved meanwhile, ``ContentError`` for a path that is taken."""
    found = working_copy.find(course, path)
    if found is None or found.revision != revision:
        raise Conflict(path, found)
    check_room(course, to, len(found.content))
    same = WorkingFile.objects.filter(course=course, path=path, revision=revision)
    values = {"path": to, "revision": revision + 1, "saved_by": author, "saved_at": timezone.now()}
    try:
        with transaction.atomic():
            renamed = same.update(**values)
    except IntegrityError as error:
        raise ContentError([Problem(to, 0, "exists already")]) from error
    if not renamed:
        raise Conflict(path, working_copy.find(course, path))
    return WorkingFile.objects.get(course=course, path=to)


def _tell_exercise(course: Course, path: str, content: bytes) -> None:
    """An exercise that students cannot see yet is listed under what its settings say now."""
    unit, _, rest = path.partition("/")
    slug, _, name = rest.partition("/")
    if name != SETTINGS_FILE:
        return
    try:
        settings = read_yaml(SETTINGS_FILE, content, ExerciseSettings)
    except ContentError:
        return
    unpublished = Exercise.objects.filter(unit__course=course, unit__slug=unit, slug=slug, current=None)
    unpublished.update(title=settings.title.text, points=settings.points, kind=settings.kind)
