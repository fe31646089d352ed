"""Types the commands of docs/operating.md, as they stand there, into a site of its own; run as a program.

All in one process, since starting Django for each would take most of the time. Prints as JSON what each of them said.
"""

from __future__ import annotations

import getpass
import io
import json
import os
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import ManagementUtility

PYTHON = [".venv/bin/python", "manage.py"]


class Terminal(io.StringIO):
    """Stands for somebody at a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def main(folder: Path, lines: list[str]) -> list[list[str]]:
    """Run the lines in ``folder``, with its ``backups`` for the folder of backups."""
    os.chdir(folder)
    (folder / "backups").mkdir()
    getpass.getpass = lambda *_args, **_kwargs: "correct horse battery staple"
    sys.stdin = Terminal()
    said = []
    for line in lines:
        if "export_person" in line:
            add_student()
        said.append([line, typed(line.replace("/var/backups/backpass", "backups"))])
    return said


def typed(line: str) -> str:
    """Run one line and return what it said; any error ends this program."""
    words = shlex.split(line)
    assert words[:2] == PYTHON, f"only {' '.join(PYTHON)} is run here, and not: {line}"
    out: Any = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        ManagementUtility(["manage.py", *words[2:]]).execute()
    return str(out.getvalue())


def add_student() -> None:
    """Add the student whom the page names, with a submission."""
    from accounts.models import User
    from courses.models import Exercise
    from grader.models import Format, Submission

    person = User.objects.create_user("student@example.org")
    exercise = Exercise.objects.order_by("pk")[0]
    Submission.objects.create(exercise=exercise, student=person, format=Format.CODE, content="x = 1")


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), json.loads(sys.argv[2]))
    print(json.dumps(told))
