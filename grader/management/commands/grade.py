"""``manage.py grade UNIT/EXERCISE FILE``: grade one file, without a web server, a broker, a database or an account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import ExerciseFolder, read_exercise_directory
from courses.folders.finding import NoSuchExercise, find_exercise
from courses.folders.sources import FORMATS
from courses.loading import BUNDLED_CONTENT
from grader.errors import GradingProblem, RejectedWork
from grader.judging.checking import check_work, decode_upload
from grader.judging.judging import judge
from grader.judging.local_sandbox import local_client
from grader.judging.verdict_output import rejected, verdict_json, verdict_lines
from grader.judging.verdicts import Verdict
from grader.messages import OUR_ERROR
from sandbox import SandboxError

WRONG_USE = 2
OUR_FAULT = 3


class Command(BaseCommand):
    """Exit code 0 when graded or failed, 2 for wrong use, 3 for an error of ours."""

    help = "Grade a .py or .ipynb file against an exercise."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("exercise", metavar="UNIT/EXERCISE")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--content", type=Path, default=BUNDLED_CONTENT, help="a folder of courses, or one course")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="en")

    def handle(self, *_args: Any, exercise: str, file: Path, content: Path, language: str, **options: Any) -> None:
        """Grade and print."""
        try:
            directory, upload = find_exercise(content, exercise), file.read_bytes()
        except NoSuchExercise as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}", returncode=WRONG_USE) from error
        with translation.override(language):
            try:
                verdict = grade_upload(read_exercise_directory(directory), file.suffix, upload)
            except (ContentError, GradingProblem, SandboxError) as error:
                self._print(Verdict(status="error", message=OUR_ERROR, detail=str(error)), as_json=options["json"])
                raise SystemExit(OUR_FAULT) from error
            self._print(verdict, as_json=options["json"])

    def _print(self, verdict: Verdict, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(verdict_json(verdict), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(verdict_lines(verdict)))


def grade_upload(folder: ExerciseFolder, suffix: str, upload: bytes) -> Verdict:
    """Return the verdict on a file's bytes; a file with another suffix than .py or .ipynb is what the exercise asks."""
    written_as = FORMATS.get(suffix.lower(), folder.formats[0])
    try:
        content = decode_upload(upload)
        check_work(folder, written_as, content)
    except RejectedWork as work:
        return rejected(work, folder.points)
    with local_client(settings.SANDBOX_SOCKET, {folder.environment}) as client:
        return judge(client, folder, written_as, content)
