"""``manage.py export_person``: all data of one person as a zip, as the person gets it from the page *My data*."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from operations.files import new_private_file
from operations.management.people import found_person
from operations.personal.export import write_export


class Command(BaseCommand):
    """Writes a file that only its owner can read; one that exists is not overwritten."""

    help = "Write all that the site holds about one person to a zip file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("email", help="the person's address")
        parser.add_argument("file", type=Path, help="the zip to write; it must not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do so; ``CommandError`` for an unknown person and a file that is there already."""
        person = found_person(options["email"])
        with new_private_file(options["file"]) as target:
            count = write_export(person, target)
        self.stdout.write(f"{count} files about {person.email} are in {options['file']}.")
