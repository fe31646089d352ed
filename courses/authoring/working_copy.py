"""A course's working copy: its folder as authors write it in the browser, kept in the database file by file.

It has the format of every course folder, so zip files, git and the browser write the same thing. Each save names the
revision that it was written on, and one that is not on the newest is refused, so that two people never overwrite each
other unseen. Nothing here checks what the files say: a working copy may be broken until it is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from courses.folders.archive import Files, path_problem, paths_problems
from courses.folders.content_errors import ContentError, Problem
from courses.models import Course, WorkingFile

NEW = 0
"""The revision that a file is written on which does not exist yet."""


class Conflict(Exception):
    """Somebody else has saved, or removed, the file since; ``newest`` is what stands there now."""

    def __init__(self, path: str, newest: WorkingFile | None) -> None:
        super().__init__(path)
        self.path = path
        self.newest = newest


def files_under(course: Course, folder: str = "") -> dict[str, bytes]:
    """Return the contents of a folder of the working copy by their paths from there; ``""`` is the whole course."""
    rows = _rows(course, folder).values_list("path", "content")
    start = len(folder) + 1 if folder else 0
    return {path[start:]: bytes(content) for path, content in rows}


def listing(course: Course, folder: str = "") -> list[WorkingFile]:
    """Return the files of a folder in the order of their paths, without their contents."""
    return list(_rows(course, folder).defer("content").select_related("saved_by"))


def rows_under(course: Course, folder: str = "") -> list[WorkingFile]:
    """Return the files of a folder in the order of their paths, with their contents."""
    return list(_rows(course, folder).select_related("saved_by"))


def find(course: Course, path: str) -> WorkingFile | None:
    """Return the file at a path, or ``None``."""
    return WorkingFile.objects.filter(course=course, path=path).select_related("saved_by").first()


def save(course: Course, author: User, path: str, content: bytes, revision: int) -> WorkingFile:
    """Store a file that was written on ``revision`` (`NEW` for one that is not there yet), and return it.

    `Conflict` when another revision is the newest; ``ContentError`` for a path that no folder may hold. The same
    content again changes nothing.
    """
    if problem := path_problem(path):
        raise ContentError([Problem(path, 0, problem)])
    if revision == NEW:
        return _create(course, author, path, content)
    same = WorkingFile.objects.filter(course=course, path=path, revision=revision)
    found = same.first()
    if found is not None and bytes(found.content) == content:
        return found
    values = {"content": content, "saved_by": author, "saved_at": timezone.now(), "revision": revision + 1}
    if not same.update(**values):
        raise Conflict(path, find(course, path))
    return WorkingFile.objects.get(course=course, path=path)


def remove(course: Course, path: str, revision: int) -> None:
    """Remove a file; `Conflict` when another revision is the newest."""
    deleted, _ = WorkingFile.objects.filter(course=course, path=path, revision=revision).delete()
    if not deleted:
        raise Conflict(path, find(course, path))


def replace(course: Course, author: User, folder: str, files: Files) -> None:
    """Make a folder hold exactly ``files``, whatever stands there; those that stay equal keep their revision."""
    prefix = f"{folder}/" if folder else ""
    if problems := paths_problems([prefix + path for path in files]):
        raise ContentError(problems)
    with transaction.atomic():
        there = {row.path: row for row in _rows(course, folder).select_for_update()}
        wanted = {prefix + path: content for path, content in files.items()}
        WorkingFile.objects.filter(pk__in=[row.pk for path, row in there.items() if path not in wanted]).delete()
        changed = [row for path, row in there.items() if path in wanted and bytes(row.content) != wanted[path]]
        for row in changed:
            row.content, row.revision = wanted[row.path], row.revision + 1
            row.saved_by, row.saved_at = author, timezone.now()
        WorkingFile.objects.bulk_update(changed, ["content", "revision", "saved_by", "saved_at"])
        WorkingFile.objects.bulk_create(
            WorkingFile(course=course, path=path, content=content, saved_by=author)
            for path, content in wanted.items()
            if path not in there
        )


@contextmanager
def on_disk(course: Course) -> Iterator[Path]:
    """Give the working copy as a folder on disk, named as the course, for as long as the context lasts.

    ``ContentError`` when no folder could hold it.
    """
    files = files_under(course)
    if problems := paths_problems(files):
        raise ContentError(problems)
    with TemporaryDirectory(prefix="backpass-course-") as temporary:
        root = Path(temporary) / course.slug
        root.mkdir()
        for path, content in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield root


def _rows(course: Course, folder: str) -> QuerySet[WorkingFile]:
    rows = WorkingFile.objects.filter(course=course)
    return rows.filter(path__startswith=f"{folder}/") if folder else rows


def _create(course: Course, author: User, path: str, content: bytes) -> WorkingFile:
    try:
        with transaction.atomic():
            return WorkingFile.objects.create(course=course, path=path, content=content, saved_by=author)
    except IntegrityError as error:
        raise Conflict(path, find(course, path)) from error
