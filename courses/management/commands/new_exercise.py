"""``manage.py new_exercise UNIT/NAME``: a folder that verifies as it stands, to be made one's own."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any, get_args

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.authoring.new_exercise import KINDS, NotMade, make_exercise
from courses.folders.exercise_settings import Environment
from courses.loading import BUNDLED_CONTENT

WRONG_USE = 2


class Command(BaseCommand):
    """Exit code 0 when the folder was made, 2 when not."""

    help = "Make the folder of a new exercise, which verifies as it stands, and list it in its unit."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("name", metavar="UNIT/NAME")
        parser.add_argument("--kind", choices=KINDS, default="code", help="what students hand in")
        parser.add_argument("--environment", choices=get_args(Environment), default="numpy", help="what is imported")
        parser.add_argument("--content", type=Path, default=BUNDLED_CONTENT, help="a folder of courses, or one course")

    def handle(self, *_args: Any, name: str, kind: str, environment: str, content: Path, **_options: Any) -> None:
        """Make it and say what comes next."""
        try:
            folder = make_exercise(content, name, kind, environment)
        except NotMade as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        elsewhere = "" if content == BUNDLED_CONTENT else f" --content {shlex.quote(str(content))}"
        self.stdout.write(
            f"Made {folder}, and listed it in the unit's unit.yaml.\n"
            f"Prove it:      {sys.executable} manage.py verify {name}{elsewhere}\n"
            "Then rewrite title, prompts, solution, tests, wrong attempts and alternatives, and prove it again."
        )
