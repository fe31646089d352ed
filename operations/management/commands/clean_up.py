"""``manage.py clean_up``: remove what is older than it is kept; the worker's clock does so every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from operations import cleaning


class Command(BaseCommand):
    """Says of every kind how many there were."""

    help = "Remove old runs, drafts, outputs and live events, as the KEEP_… settings say. Never submissions or scores."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed and remove nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so."""
        verb = "would go" if options["dry_run"] else "removed"
        for one in cleaning.clean_up(dry_run=options["dry_run"]):
            after = f" after {one.days} {'day' if one.days == 1 else 'days'}" if one.days else ""
            self.stdout.write(f"{one.count:8} {verb}: {one.what}{after}")
