"""What differs between two contents of an exercise's folder: file by file, and for students."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from courses.folders.archive import Files
from courses.folders.exercise_folder import ExerciseFolder
from courses.text import translated
from grader.models import Format
from grader.workbench.differences import Budget, Difference, difference

SHOWN_FILES = 30
"""Files whose texts are compared; of more, only the names are told."""
LONGEST_TEXT = 300_000
"""Bytes of a file that is compared as a text."""

ChangeKind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, kw_only=True)
class FileChange:
    """A file that differs. ``difference`` is ``None`` for what is no text, or too long, or one of too many."""

    path: str
    kind: ChangeKind
    size: int
    difference: Difference | None


@dataclass(frozen=True, kw_only=True)
class StudentChange:
    """Something that becomes different for students; ``before`` and ``after`` are empty where they are long."""

    what: str
    before: str = ""
    after: str = ""


def file_changes(before: Files, after: Files) -> list[FileChange]:
    """Return the files that differ, by path, the first ones with what differs in them."""
    paths = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    budget = Budget()
    return [
        FileChange(
            path=path,
            kind=_kind(path, before, after),
            size=len(after.get(path, before.get(path, b""))),
            difference=_difference(path, before, after, budget) if index < SHOWN_FILES else None,
        )
        for index, path in enumerate(paths)
    ]


def student_changes(before: ExerciseFolder | None, after: ExerciseFolder) -> list[StudentChange]:
    """Return what becomes different for students when ``after`` takes the place of ``before``."""
    if before is None:
        return [StudentChange(what=_("The exercise becomes visible."))]
    return list(_student_changes(before, after))


def _student_changes(before: ExerciseFolder, after: ExerciseFolder) -> Iterator[StudentChange]:
    short = {
        _("Title"): (translated(before.title), translated(after.title)),
        _("Points"): (f"{before.points:g}", f"{after.points:g}"),
        _("Kind"): (before.kind, after.kind),
        _("Environment"): (f"{before.environment}, {before.device}", f"{after.environment}, {after.device}"),
        _("Seconds at most"): (f"{before.limits.seconds:g}", f"{after.limits.seconds:g}"),
        _("Memory at most, MB"): (str(before.limits.memory_mb), str(after.limits.memory_mb)),
        _("Hints"): (str(len(before.hints)), str(len(after.hints))),
    }
    yield from (StudentChange(what=name, before=old, after=new) for name, (old, new) in short.items() if old != new)
    long = {
        _("The task's text changes."): before.prompt != after.prompt,
        _("The starter changes; what students have written stays."): before.starter != after.starter,
        _("The hints' texts or costs change."): before.hints != after.hints and len(before.hints) == len(after.hints),
        _("The public files change."): before.public_files != after.public_files,
        _("The tests change: the same work may get another score."): before.test_files != after.test_files,
    }
    yield from (StudentChange(what=sentence) for sentence, is_so in long.items() if is_so)


def _kind(path: str, before: Files, after: Files) -> ChangeKind:
    if path not in before:
        return "added"
    return "changed" if path in after else "removed"


def _difference(path: str, before: Files, after: Files, budget: Budget) -> Difference | None:
    texts = [_text(files.get(path, b"")) for files in (before, after)]
    if texts[0] is None or texts[1] is None:
        return None
    written_as = Format.NOTEBOOK if path.endswith(".ipynb") and all(map(_is_notebook, texts)) else Format.CODE
    return difference((written_as, texts[0]), (written_as, texts[1]), budget)


def _is_notebook(text: str | None) -> bool:
    try:
        return isinstance(json.loads(text or ""), dict)
    except (ValueError, RecursionError):
        return False


def _text(content: bytes) -> str | None:
    if len(content) > LONGEST_TEXT or b"\0" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
