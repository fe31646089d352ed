"""What the exercise editor's forms do beside saving a file: several uploads at once, attempts, another format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses.authoring import working_copy
from courses.authoring.attempts import NAME, as_code, as_notebook, names_of_tests, with_fails
from courses.authoring.exercise_parts import Folder
from courses.authoring.ready_tests import ReadyTest, with_template
from courses.authoring.working_changes import save_file
from courses.authoring.working_copy import NEW, Conflict
from courses.authoring.working_limits import name_problem
from courses.folders.sources import FORMATS, SourceFormat
from courses.models import WorkingFile

UPLOAD_FOLDERS = ("files", "tests/data", "tests")
STEMS = ("starter", "solution")
SUFFIXES: dict[SourceFormat, str] = {written_as: suffix for suffix, written_as in FORMATS.items()}
TEST_FILE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\.py")
NEW_TEST = "import pytest\n"


class NotDone(ValueError):
    """The change was not made; the message says to the author why, in their language."""


@dataclass(frozen=True, kw_only=True)
class Authoring:
    """Somebody who changes the folder of an exercise.

    ``seen`` has the revisions of the files as the page shows them that the change is made on, by their paths from the
    folder. What somebody else has saved since is a `Conflict`; what the author has saved is not.
    """

    folder: Folder
    author: User
    seen: Mapping[str, int] = field(default_factory=dict)

    def path(self, inner: str) -> str:
        """Return a path from the exercise's folder as one of the working copy."""
        return f"{self.folder.path}/{inner}"

    def newest(self, inner: str) -> WorkingFile | None:
        """Return a file as it is now; `Conflict` where somebody else has saved or removed it since the page was shown.

        Somebody's new file in the place of another one that the page shows is a `Conflict`, too.
        """
        found, seen = working_copy.find(self.folder.course, self.path(inner)), self.seen.get(inner, NEW)
        is_own = found is not None and found.saved_by_id == self.author.pk
        if (found.revision if found else NEW) != seen and not is_own:
            raise Conflict(self.path(inner), found)
        return found

    def put(self, inner: str, content: bytes, newest: WorkingFile | None) -> None:
        """Write a file in the place of ``newest``; `Conflict` where that is no longer so."""
        revision = newest.revision if newest else NEW
        save_file(self.folder.course, self.author, self.path(inner), content, revision)

    @transaction.atomic
    def upload(self, folder: str, files: Mapping[str, bytes], *, replace: bool) -> int:
        """Write files into one of the folders, and return how many; all of them or none."""
        if folder not in UPLOAD_FOLDERS:
            raise NotDone(_("Choose who gets the files."))
        for name, content in files.items():
            inner = f"{folder}/{name}"
            if problem := name_problem(inner):
                raise NotDone(f"{name}: {problem}")
            if self.folder.has(inner) and not replace:
                text = _("{name} is there already. Tick “Replace files of the same name”, or give it another name.")
                raise NotDone(text.format(name=name))
            self.put(inner, content, self.newest(inner))
        if not files:
            raise NotDone(_("Choose a file first."))
        return len(files)

    def new_test(self, name: str) -> str:
        """Begin a test file or a helper beside the tests, and return its path."""
        name = name.strip() if name.strip().endswith(".py") else f"{name.strip()}.py"
        if not TEST_FILE.fullmatch(name):
            raise NotDone(_("Name the file like test_hidden.py: letters, digits and underscores."))
        inner = f"tests/{name}"
        if self.folder.has(inner):
            raise NotDone(_("{name} is there already.").format(name=name))
        save_file(self.folder.course, self.author, self.path(inner), NEW_TEST.encode(), NEW)
        return inner

    def insert_test(self, inner: str, template: ReadyTest) -> None:
        """Put a template at the end of a test file."""
        newest = self.newest(inner)
        try:
            elsewhere = names_of_tests(self.folder.course, self.folder.path, inner)
            source = with_template(_text(inner, newest), template.source, elsewhere)
        except SyntaxError as error:
            text = _("The file is not valid Python (line {line}). Mend it first; then the test can be put in.")
            raise NotDone(text.format(line=error.lineno)) from error
        self.put(inner, source.encode(), newest)

    @transaction.atomic
    def put_source(self, stem: str, name: str, content: bytes) -> str:
        """Make an uploaded file the starter or the solution, in the place of what stands there; return its path."""
        suffix = PurePosixPath(name).suffix.lower()
        if stem not in STEMS or suffix not in FORMATS:
            raise NotDone(_("Choose a .py or a .ipynb file."))
        self._replace_source(stem, suffix, content)
        return stem + suffix

    @transaction.atomic
    def switch(self, stem: str, to: str) -> str:
        """Turn the starter or the solution into code or a notebook, with what stands in it; return its new path."""
        if stem not in STEMS or to not in SUFFIXES:
            raise NotDone(_("Choose code or a notebook."))
        there = self.folder.source(stem)
        source = _text(there, self.newest(there))
        try:
            turned = as_notebook(source) if to == "notebook" else as_code(source)
        except ValueError as error:
            raise NotDone(_("{name} is not a notebook that can be read.").format(name=there)) from error
        suffix = SUFFIXES["notebook" if to == "notebook" else "code"]
        self._replace_source(stem, suffix, turned.encode())
        return stem + suffix

    def _replace_source(self, stem: str, suffix: str, content: bytes) -> None:
        """Write the starter or the solution with a suffix, and remove it in the other format."""
        there = {one: self.newest(stem + one) for one in FORMATS}
        for other, found in there.items():
            if found and other != suffix:
                working_copy.remove(self.folder.course, found.path, found.revision)
        self.put(stem + suffix, content, there[suffix])

    def add_attempt(self, kind: Literal["wrong", "alternatives"], name: str, source: str, fails: list[str]) -> str:
        """Add a known-wrong attempt, which names the tests that it must fail, or an alternative; return its path."""
        suffix = PurePosixPath(name).suffix.lower() or ".py"
        stem = PurePosixPath(name).stem
        if suffix not in FORMATS or not NAME.fullmatch(stem) or "/" in name:
            raise NotDone(_("Name the attempt like in_place.py or in_place.ipynb: letters, digits, _ and -."))
        inner = f"{kind}/{stem}{suffix}"
        if self.folder.has(inner):
            raise NotDone(_("{name} is there already.").format(name=inner))
        if not source.strip():
            raise NotDone(_("Write or choose the attempt's program."))
        if kind == "wrong":
            source = _declared(source, FORMATS[suffix], fails)
        save_file(self.folder.course, self.author, self.path(inner), source.encode(), NEW)
        return inner

    def declare(self, inner: str, fails: list[str]) -> None:
        """Name the tests that a known-wrong attempt must fail."""
        newest = self.newest(inner)
        source = _declared(_text(inner, newest), FORMATS[PurePosixPath(inner).suffix], fails)
        self.put(inner, source.encode(), newest)


def _text(inner: str, file: WorkingFile | None) -> str:
    """Return the text of a file, ``""`` where there is none; `NotDone` for what is no text."""
    try:
        return bytes(file.content).decode() if file else ""
    except UnicodeDecodeError as error:
        raise NotDone(_("{name} is no text.").format(name=inner)) from error


def _declared(source: str, written_as: SourceFormat, fails: list[str]) -> str:
    if not fails:
        raise NotDone(_("Choose the tests that the attempt must fail."))
    try:
        return with_fails(source, written_as, fails)
    except ValueError as error:
        raise NotDone(_("This is not a notebook that can be read.")) from error
