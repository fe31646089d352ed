"""``manage.py load_content``: put courses from their folders into the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.folders.content_errors import ContentError
from courses.loading import BUNDLED_CONTENT, load_content


class Command(BaseCommand):
    """Loads every course in a folder, or nothing when anything in it is broken."""

    help = "Load courses from their folders. Loading again changes only what changed; a broken folder is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--content", type=Path, default=BUNDLED_CONTENT, help="a folder of courses, or one course")

    def handle(self, *_args: Any, content: Path, **_options: Any) -> None:
        """Load, and print what changed; exit code 1 with all problems."""
        try:
            changes = load_content(content)
        except ContentError as error:
            listed = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(f"Nothing was loaded. {len(error.problems)} problems:\n{listed}") from error
        for change in changes:
            self.stdout.write(change)
        self.stdout.write(f"{len(changes)} changes." if changes else "Nothing changed.")
