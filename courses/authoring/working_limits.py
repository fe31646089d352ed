"""What the files of a working copy may be called and how large they may be: what its folder could hold on disk."""

from __future__ import annotations

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Length, Lower

from courses.folders.archive import IGNORED_NAMES, MAX_FILES, MAX_FOLDER_BYTES, path_problem
from courses.folders.content_errors import ContentError, Problem
from courses.models import Course, WorkingFile


def check_room(course: Course, path: str, size: int) -> None:
    """Raise ``ContentError`` unless a file of ``size`` bytes may stand at ``path``, in the place of what is there."""
    reason = name_problem(path) or _neighbor_problem(course, path) or _size_problem(course, path, size)
    if reason:
        raise ContentError([Problem(path, 0, reason)])


def name_problem(path: str) -> str:
    """Return why a file may not be called ``path``, or ``""``. Hidden files would be left out of every export."""
    if problem := path_problem(path):
        return problem
    left_out = [part for part in path.split("/") if part.startswith(".") or part in IGNORED_NAMES]
    return f"a folder of an exercise leaves out what is called {left_out[0]}" if left_out else ""


def _neighbor_problem(course: Course, path: str) -> str:
    others = WorkingFile.objects.filter(course=course).exclude(path=path)
    lowered = others.annotate(lowered=Lower("path")).filter(lowered=path.lower())
    if lowered.exists():
        return "another path differs only in case"
    folders = ["/".join(path.split("/")[:depth]) for depth in range(1, path.count("/") + 1)]
    if others.filter(path__in=folders).exists():
        return "a file stands where its folder would be"
    return "a folder has this name" if others.filter(path__startswith=f"{path}/").exists() else ""


def _size_problem(course: Course, path: str, size: int) -> str:
    totals = _beside(course, path).aggregate(count=Count("pk"), size=Sum(Length("content")))
    if totals["count"] >= MAX_FILES:
        return f"the folder holds {MAX_FILES} files already"
    if (totals["size"] or 0) + size > MAX_FOLDER_BYTES:
        return f"the folder would be larger than {MAX_FOLDER_BYTES // 2**20} MB"
    return ""


def _beside(course: Course, path: str) -> QuerySet[WorkingFile]:
    """The other files of the same unit, which is read as one folder."""
    unit, slash, _ = path.partition("/")
    others = WorkingFile.objects.filter(course=course).exclude(path=path)
    return others.filter(path__startswith=f"{unit}/") if slash else others.exclude(path__contains="/")
