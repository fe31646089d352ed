"""Bringing a zip into a working copy: what it holds, what it would replace, and doing so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

import yaml
from django.core.cache import cache
from django.db import transaction

from accounts.models import User
from courses.audit import record
from courses.authoring import working_copy
from courses.authoring.course_files import published_files
from courses.authoring.working_rows import ensure_rows
from courses.folders.archive import COURSE_LIMITS, FOLDER_LIMITS, Files, inside, paths_problems, unpack, without_ignored
from courses.folders.content_errors import ContentError, Problem
from courses.folders.course_folder import COURSE_FILE, UNIT_FILE, CourseSettings, UnitSettings
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.yaml_reading import load_plain, read_yaml
from courses.images import image_problem
from courses.models import Action, Course, WorkingFile

MAX_ZIP_BYTES = 28 * 1024 * 1024
"""Below what a request may hold at all (``config.body_limit``), so that a larger zip meets a message of its own."""
SECONDS_TO_CONFIRM = 3600


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What bringing files into a folder of a working copy would do to the files that stand there, by their paths.

    ``of_others`` are those of somebody else that would be lost without ever having been published.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    of_others: tuple[WorkingFile, ...]
    seen: str


def exercise_in(archive: bytes) -> Files:
    """Return the exercise's files in a zip; ``ContentError`` for one that is unsafe or holds no exercise."""
    return _folder_in(archive, SETTINGS_FILE)


def course_in(archive: bytes) -> Files:
    """Return the course's files in a zip; ``ContentError`` for one that is unsafe or whose outline cannot be read."""
    files = _folder_in(archive, COURSE_FILE)
    problems: list[Problem] = []
    for path in (
        COURSE_FILE,
        *sorted(path for path in files if path.endswith(f"/{UNIT_FILE}") and path.count("/") == 1),
    ):
        try:
            read_yaml(path, files[path], CourseSettings if path == COURSE_FILE else UnitSettings)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return files


def effect_of(course: Course, author: User, folder: str, files: Files) -> Effect:
    """Return what `bring_in` would do."""
    start = len(folder) + 1 if folder else 0
    rows = {row.path[start:]: row for row in working_copy.rows_under(course, folder)}
    replaced = tuple(path for path, row in rows.items() if path in files and bytes(row.content) != files[path])
    removed = tuple(path for path in rows if path not in files)
    return Effect(
        added=tuple(sorted(path for path in files if path not in rows)),
        replaced=replaced,
        removed=removed,
        of_others=_unpublished_of_others(course, author, (rows[path] for path in (*replaced, *removed))),
        seen=mark_of(rows.values()),
    )


@transaction.atomic
def bring_in(course: Course, author: User, folder: str, files: Files, seen: str) -> bool:
    """Make a folder hold exactly ``files``; ``False`` and nothing when it is no longer as it was ``seen``."""
    if mark_of(working_copy.rows_under(course, folder)) != seen:
        return False
    working_copy.replace(course, author, folder, files)
    ensure_rows(course)
    record(course, author, Action.CONTENT, folder or f"course {course.slug}", after=f"imported {len(files)} files")
    return True


def keep_for_confirmation(author: User, archive: bytes) -> str:
    """Keep a zip until its author has said yes, and return its mark. Each author has one at a time."""
    mark = hashlib.sha256(archive).hexdigest()
    cache.set(_key(author), (mark, archive), SECONDS_TO_CONFIRM)
    return mark


def kept(author: User, mark: str) -> bytes | None:
    """Return the zip that an author uploaded before, or ``None`` when it is gone."""
    found = cache.get(_key(author))
    return found[1] if found and found[0] == mark else None


def _image_problems(files: Files) -> list[Problem]:
    found = [(path, image_problem(PurePosixPath(path).suffix, content)) for path, content in files.items()]
    return [Problem(path, 0, reason) for path, reason in found if reason]


def _folder_in(archive: bytes, marker: str) -> Files:
    limits = COURSE_LIMITS if marker == COURSE_FILE else FOLDER_LIMITS
    files = inside(without_ignored(unpack(archive, limits)), marker)
    if marker not in files:
        raise ContentError([Problem(marker, 0, "is missing: it stands at the top of the zip, or in its only folder")])
    if problems := [*paths_problems(files), *_image_problems(files)]:
        raise ContentError(problems)
    return dict(files)


def _unpublished_of_others(course: Course, author: User, rows: Iterable[WorkingFile]) -> tuple[WorkingFile, ...]:
    strangers = [row for row in rows if row.saved_by_id != author.pk]
    published = published_files(course) if strangers else {}
    return tuple(row for row in strangers if not _says_the_same(row.path, published.get(row.path), bytes(row.content)))


def _says_the_same(path: str, published: bytes | None, content: bytes) -> bool:
    if published is None or published == content or not path.endswith((COURSE_FILE, UNIT_FILE)):
        return published == content
    try:
        return bool(load_plain(published.decode()) == load_plain(content.decode()))
    except (yaml.YAMLError, UnicodeDecodeError):
        return False


def mark_of(rows: Iterable[WorkingFile]) -> str:
    """Return what files can be told by again: another one for every change of them."""
    known = sorted((row.path, row.pk, row.revision) for row in rows)
    return hashlib.sha256(repr(known).encode()).hexdigest()


def _key(author: User) -> str:
    return f"import-of-{author.pk}"
