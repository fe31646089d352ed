"""What the editor opens with: the newest of a student's draft and last work, else the starter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import nbformat

from accounts.models import User
from courses.folders.exercise_folder import ExerciseFolder
from courses.models import Exercise
from grader.models import Draft, Format
from grader.workbench.attempts import last_work
from grader.workbench.drafts import draft_of

Origin = Literal["starter", "draft", "work", "asked", "rejected"]
STARTER_CELL = "starter"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A text and where it comes from. ``draft`` is the student's draft on the server, whether it is shown or not."""

    content: str
    origin: Origin
    at: datetime | None = None
    draft: Draft | None = None


def starter_in(folder: ExerciseFolder, written_as: str) -> str:
    """Return the starter in a format: code as a notebook of one cell, and no code for a notebook."""
    if written_as == folder.starter_format:
        return folder.starter
    if written_as == Format.CODE:
        return ""
    cell = nbformat.v4.new_code_cell(folder.starter.rstrip("\n"), id=STARTER_CELL)
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])))


def opened_text(exercise: Exercise, folder: ExerciseFolder, student: User, written_as: str) -> Opened:
    """Return what the editor for a format opens with."""
    draft, work = draft_of(exercise, student, written_as), last_work(exercise, student, written_as)
    if draft and (work is None or draft.saved_at >= work.created_at):
        return Opened(content=draft.content, origin="draft", at=draft.saved_at, draft=draft)
    if work:
        return Opened(content=work.content, origin="work", at=work.created_at, draft=draft)
    return Opened(content=starter_in(folder, written_as), origin="starter")


def newest_format(opened: dict[str, Opened]) -> str:
    """Return the format in which the student wrote last, the first one when there is nothing yet."""
    return max(opened, key=lambda written_as: at.timestamp() if (at := opened[written_as].at) else 0.0)
