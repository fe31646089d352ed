"""``manage.py restore``: make the site what a backup holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.backup.errors import BackupProblem
from operations.backup.making import check, restore
from operations.management.commands.backup import summary


class Command(BaseCommand):
    """Refuses whatever would lose something, unless told that it is meant."""

    help = "Restore a backup that `manage.py backup` made, while the site does not run. See docs/operating.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("file", type=Path, help="the backup")
        parser.add_argument("--replace", action="store_true", help="also where there are people already")
        parser.add_argument("--check", action="store_true", help="only read the whole backup and say what is in it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so; ``CommandError`` where that is not possible, with nothing changed."""
        try:
            if options["check"]:
                self.stdout.write(f"Whole, and fit for this version: {summary(check(options['file']))}.")
                return
            done = restore(options["file"], replace=options["replace"])
        except BackupProblem as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored: {summary(done.manifest)}. Everybody has to sign in again.")
        if done.kept:
            self.stdout.write(f"What was here before is in {done.kept}.")
