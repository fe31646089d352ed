"""The parts of an exercise as its editor shows them, and in which of them each file is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlencode

from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.folders.content_errors import Problem
from courses.folders.exercise_checks import PROMPTS
from courses.folders.exercise_folder import MUTANTS_FILE, SETTINGS_FILE
from courses.folders.sources import FORMATS
from courses.models import Course, WorkingFile

Writing = Literal["python", "notebook", "markdown", "plain", "none"]
WRITTEN_AS: dict[str, Writing] = {
    ".py": "python",
    ".ipynb": "notebook",
    ".md": "markdown",
    ".yaml": "plain",
    ".csv": "plain",
    ".txt": "plain",
    ".json": "plain",
}
MAX_EDITED_BYTES = 10 * 1024 * 1024
DATA_FOLDER = "tests/data/"


class Part(models.TextChoices):
    """A page of the exercise editor."""

    DETAILS = "details", _("Details")
    STATEMENT = "statement", _("Statement")
    STARTER = "starter", _("Starter")
    SOLUTION = "solution", _("Solution")
    TESTS = "tests", _("Tests")
    FILES = "files", _("Files")
    ATTEMPTS = "attempts", _("Attempts")
    YAML = "yaml", "YAML"


@dataclass(frozen=True, kw_only=True)
class Folder:
    """An exercise's folder in a working copy: where it is, and what lies in it, by path from there."""

    course: Course
    unit: str
    slug: str
    files: tuple[WorkingFile, ...]

    @property
    def path(self) -> str:
        """The folder's path in the working copy."""
        return f"{self.unit}/{self.slug}"

    def inner(self, file: WorkingFile) -> str:
        """Return a file's path from the exercise's folder."""
        return file.path.removeprefix(f"{self.path}/")

    def under(self, prefix: str) -> list[WorkingFile]:
        """Return the files whose paths from the folder begin with ``prefix``."""
        return [file for file in self.files if self.inner(file).startswith(prefix)]

    def has(self, path: str) -> bool:
        """Whether a file stands at a path from the folder."""
        return any(self.inner(file) == path for file in self.files)

    def source(self, stem: str) -> str:
        """Return the name of the starter or the solution as it stands there, or as code where there is none."""
        found = (stem + suffix for suffix in FORMATS if self.has(stem + suffix))
        return next(found, f"{stem}.py")


def folder_in(course: Course, unit: str, slug: str) -> Folder:
    """Return an exercise's folder; the files come without their contents, with their ``size`` in bytes."""
    rows = WorkingFile.objects.filter(course=course, path__startswith=f"{unit}/{slug}/")
    files = rows.defer("content").select_related("saved_by").annotate(size=Length("content"))
    return Folder(course=course, unit=unit, slug=slug, files=tuple(files))


def files_of(part: Part, folder: Folder) -> list[str]:
    """Return the paths that are written on a part's page, those that are missing yet included."""
    if part == Part.STATEMENT:
        return list(PROMPTS)
    if part in (Part.STARTER, Part.SOLUTION):
        return [folder.source(part.value)]
    if part == Part.YAML:
        return [SETTINGS_FILE, MUTANTS_FILE]
    names = [folder.inner(file) for file in folder.files if _belongs(folder.inner(file), part)]
    return sorted(names, key=_order)


def part_of(path: str) -> Part:
    """Return the part in which a file of an exercise is written."""
    return next((part for part in Part if _belongs(path, part)), Part.FILES)


def address_of(folder: Folder, path: str, line: int = 0) -> str:
    """Return the address of the page that a file is written on, with its line where one is known."""
    part = part_of(path)
    query = {"part": part.value}
    if part in (Part.TESTS, Part.ATTEMPTS, Part.YAML):
        query["file"] = path
    if line:
        query |= {"at": path, "line": str(line)}
    base = reverse("courses:edit_exercise", args=[folder.course.slug, folder.unit, folder.slug])
    return f"{base}?{urlencode(query)}"


def with_addresses(folder: Folder, problems: Sequence[Problem]) -> Iterator[tuple[Problem, str]]:
    """Yield each problem with the address that leads to it."""
    for problem in problems:
        yield problem, address_of(folder, problem.file, problem.line)


def writing_of(path: str) -> Writing:
    """Return which editor a file is written in; ``"none"`` for what is no text."""
    return WRITTEN_AS.get(PurePosixPath(path).suffix.lower(), "none")


def _order(path: str) -> tuple[bool, bool, str]:
    """Wrong attempts come before alternatives, tests before their helpers, public tests before hidden ones."""
    name = path.rpartition("/")[2]
    return path.startswith("alternatives/"), not name.startswith("test_"), name.replace("test_public", "test_")


def _belongs(path: str, part: Part) -> bool:
    root = PurePosixPath(path)
    is_test = path.startswith("tests/") and not path.startswith(DATA_FOLDER)
    is_source = root.stem == part.value and root.suffix in FORMATS and len(root.parts) == 1
    belongs = {
        Part.YAML: path in (SETTINGS_FILE, MUTANTS_FILE),
        Part.STATEMENT: path in PROMPTS,
        Part.STARTER: is_source,
        Part.SOLUTION: is_source,
        Part.TESTS: is_test,
        Part.ATTEMPTS: path.startswith(("wrong/", "alternatives/")),
        Part.FILES: path.startswith(("files/", DATA_FOLDER)),
    }
    return belongs.get(part, False)
