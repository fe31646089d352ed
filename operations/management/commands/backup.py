"""``manage.py backup``: the whole site in one file, made while it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup.errors import BackupProblem
from operations.backup.making import back_up
from operations.backup.manifest import Manifest
from operations.files import new_private_file


class Command(BaseCommand):
    """Writes a file that only its owner can read, or to the standard output."""

    help = "Back up all that must last to one file: people, courses, work, scores. Not the settings: docs/operating.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("file", help="the file to write, which must not exist; - for the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so; ``CommandError`` where that is not possible."""
        try:
            manifest = self._write(options["file"])
        except BackupProblem as error:
            raise CommandError(str(error)) from error
        where = "on the standard output" if options["file"] == "-" else f"in {options['file']}"
        self.stderr.write(f"{summary(manifest)} {where}, {manifest.bytes / 2**20:.1f} MB.", self.style.SUCCESS)

    def _write(self, file: str) -> Manifest:
        if file == "-":
            return back_up(sys.stdout.buffer)
        with new_private_file(Path(file)) as target:
            return back_up(target)


def summary(manifest: Manifest) -> str:
    """Return what is in a backup, in a few words."""
    people, submissions = (manifest.counts.get(name, 0) for name in ("accounts_user", "grader_submission"))
    return f"{people} people and {submissions} submissions of {manifest.made_at:%Y-%m-%d %H:%M} UTC"
