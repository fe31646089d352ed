"""Versions of exercises: storing one exact content, and letting students see it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from accounts.models import User
from courses.authoring.working_copy import files_under
from courses.changes import tell_scoring_changed
from courses.folders.archive import Files, content_hash, pack, unpack
from courses.folders.content_errors import ContentError, Problem
from courses.folders.exercise_folder import SETTINGS_FILE, ExerciseFolder, ExerciseLimits, folder_of, read_exercise
from courses.models import Exercise, ExerciseVersion


def working_folder(exercise: Exercise) -> str:
    """Return the path of an exercise's folder in its course's working copy."""
    return f"{exercise.unit.slug}/{exercise.slug}"


def working_files(exercise: Exercise) -> dict[str, bytes]:
    """Return what stands in an exercise's folder of the working copy, by paths from there."""
    return files_under(exercise.unit.course, working_folder(exercise))


def folder_of_working_copy(exercise: Exercise) -> ExerciseFolder:
    """Return an exercise as its working copy has it, storing nothing; ``ContentError`` lists all that is wrong."""
    files = working_files(exercise)
    stored = _stored(exercise, files)
    return _checked(folder_of(stored) if stored else read_exercise(files))


def version_of_working_copy(exercise: Exercise, author: User) -> ExerciseVersion:
    """Return the version that an exercise's working copy holds, stored as ``author``'s where it is new.

    The same content is the same version. ``ContentError`` lists all that is wrong, limits above this site's included.
    """
    files = working_files(exercise)
    stored = _stored(exercise, files)
    if stored:
        _checked(folder_of(stored))
        return stored
    folder = _checked(read_exercise(files))
    return store_version(exercise, folder, _readable(pack(files)), author)


def store_version(
    exercise: Exercise, folder: ExerciseFolder, archive: bytes, author: User | None = None
) -> ExerciseVersion:
    """Return the version with this content, which ``archive`` holds as a zip; the same content is stored once."""
    version, _ = ExerciseVersion.objects.get_or_create(
        exercise=exercise, content_hash=folder.content_hash, defaults={"archive": archive, "created_by": author}
    )
    return version


def files_of(version: ExerciseVersion) -> Files:
    """Return the files of a stored version, by paths from the exercise's folder."""
    return unpack(bytes(version.archive))


def copied_from(folder: ExerciseFolder) -> dict[str, Any]:
    """Return the fields of an exercise that are copies of its current version's, to list, filter and search by."""
    return {"title": folder.title, "kind": folder.kind, "prompt": folder.prompt, "points": folder.points}


def make_current(exercise: Exercise, version: ExerciseVersion, folder: ExerciseFolder) -> bool:
    """Let students see ``version``, whose content is ``folder``; return whether they saw another one before."""
    is_other = exercise.current_id != version.pk
    values = {**copied_from(folder), "current_id": version.pk}
    different = [name for name, value in values.items() if getattr(exercise, name) != value]
    for name in different:
        setattr(exercise, name, values[name])
    if different:
        exercise.save(update_fields=different)
    if "points" in different:
        tell_scoring_changed([exercise])
    return is_other


def retire(exercise: Exercise) -> None:
    """Take an exercise away from students. What was handed in to it stays."""
    exercise.current = None
    exercise.save(update_fields=["current"])


def over_ceilings(limits: ExerciseLimits) -> list[str]:
    """Say for each limit above this site's ceiling what is allowed, and which setting says so."""
    return [
        f"limits.{name} is {getattr(limits, name):g}; this site allows at most {most:g}"
        f" ({settings.LIMIT_SETTINGS[name]})"
        for name, most in settings.LIMIT_CEILINGS.items()
        if getattr(limits, name) > most
    ]


def _stored(exercise: Exercise, files: Files) -> ExerciseVersion | None:
    return exercise.versions.filter(content_hash=content_hash(files)).defer("archive").first()


def _checked(folder: ExerciseFolder) -> ExerciseFolder:
    """Return the folder; ``ContentError`` when it asks for more than this site gives."""
    if problems := [Problem(SETTINGS_FILE, 0, reason) for reason in over_ceilings(folder.limits)]:
        raise ContentError(problems)
    return folder


def _readable(archive: bytes) -> bytes:
    """Return the archive; ``ContentError`` when it could not be read back, for its size or its names."""
    unpack(archive)
    return archive
