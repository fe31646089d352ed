"""Files of a working copy as editors open them: their texts, revisions, and who saved them last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.exercise_parts import MAX_EDITED_BYTES, Writing, writing_of
from courses.models import Course, WorkingFile


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One file in its editor. ``revision`` is 0 for a file that does not exist yet; ``line`` is one to mark, or 0."""

    path: str
    name: str
    address: str
    content: str
    writing: Writing
    revision: int
    saved_by: User | None = None
    saved_at: datetime | None = None
    line: int = 0
    language: str = ""

    @property
    def key(self) -> str:
        """The file's name as a part of an element's id."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.name)

    @property
    def is_missing(self) -> bool:
        """Whether nothing is written yet."""
        return not self.content.strip()


def open_files(course: Course, folder: str, names: Sequence[str], marked: Mapping[str, int]) -> list[Opened]:
    """Open files by their paths from a folder; one that does not exist is empty. ``marked`` has lines to mark."""
    paths = [f"{folder}/{name}" for name in names]
    found = WorkingFile.objects.filter(course=course, path__in=paths).select_related("saved_by")
    rows = {row.path: row for row in found}
    return [
        _opened(course, path, name, rows.get(path), marked.get(name, 0))
        for path, name in zip(paths, names, strict=True)
    ]


def _opened(course: Course, path: str, name: str, row: WorkingFile | None, line: int) -> Opened:
    text = _text(row)
    return Opened(
        path=path,
        name=name,
        address=reverse("courses:working_file", args=[course.slug, path]),
        content=text or "",
        writing=writing_of(path) if text is not None else "none",
        revision=row.revision if row else working_copy.NEW,
        saved_by=row.saved_by if row else None,
        saved_at=row.saved_at if row else None,
        line=line,
        language=next((part for part in name.split(".")[1:-1] if part in ("en", "ko")), ""),
    )


def _text(row: WorkingFile | None) -> str | None:
    """Return a file's text, ``None`` for what no editor can show."""
    content = bytes(row.content) if row else b""
    if len(content) > MAX_EDITED_BYTES:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def chosen(names: Collection[str], asked: str) -> str:
    """Return the file that an address asks for, or else the first of those there are; ``""`` for none."""
    return asked if asked in names else next(iter(names), "")
