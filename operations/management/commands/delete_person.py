"""``manage.py delete_person``: delete one person's data for good."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.management.people import found_person
from operations.personal import deleting


class Command(BaseCommand):
    """Asks for the address once more, unless told that it is meant."""

    help = "Delete one person: account, work, results and scores. The audit keeps a pseudonym. See docs/operating.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("email", help="the person's address")
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted and delete nothing")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so; ``CommandError`` for an unknown person, and where something is in the way."""
        person = found_person(options["email"])
        if reason := deleting.obstacle(person):
            raise CommandError(reason)
        for one in deleting.removals(person):
            self.stdout.write(f"{one.count:8} {one.what}")
        if options["dry_run"]:
            self.stdout.write(f"Nothing was deleted. Without --dry-run, {person.email} would be.")
            return
        if not options["yes"] and input(f"Type {person.email} to delete all of this for good: ") != person.email:
            raise CommandError("Nothing was deleted.")
        try:
            self.stdout.write(f"Done. The audit says “{deleting.delete_person(person)}”.")
        except deleting.CannotDelete as error:
            raise CommandError(str(error)) from error
