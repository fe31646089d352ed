"""``manage.py verify [UNIT[/EXERCISE]]``: prove exercises before anyone is graded by them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.content_errors import ContentError
from courses.course_folder import read_courses
from courses.exercise_folder import ExerciseFolder, Source, read_exercise_directory
from courses.finding import NoSuchExercise, find_exercises
from courses.loading import BUNDLED_CONTENT
from grader.judging import judge
from grader.local_sandbox import local_client
from grader.verdicts import Verdict
from grader.verifying import problems_of
from sandbox import Client, SandboxError

AT_THE_SAME_TIME = 2
NOT_OK = 1
WRONG_USE = 2
OUR_FAULT = 3

Problems = dict[str, list[str]]


class Command(BaseCommand):
    """Exit code 0 when all is well, 1 when any exercise is not ok, 2 for wrong use, 3 for an error of ours."""

    help = "Check that solutions score all, starters do not, and every known-wrong attempt fails what it names."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("name", nargs="?", default="", metavar="UNIT[/EXERCISE]")
        parser.add_argument("--content", type=Path, default=BUNDLED_CONTENT, help="a folder of courses, or one course")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *_args: Any, name: str, content: Path, **options: Any) -> None:
        """Verify and print."""
        try:
            directories = find_exercises(content, name)
        except NoSuchExercise as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        folders, problems = _read(directories)
        try:
            problems |= self._verify(folders)
        except SandboxError as error:
            raise CommandError(f"The sandbox does not work: {error}", returncode=OUR_FAULT) from error
        if not name:
            problems |= _course_problems(content, known=list(directories))
        self._print(problems, as_json=options["json"])
        if any(problems.values()):
            raise SystemExit(NOT_OK)

    def _verify(self, folders: dict[str, ExerciseFolder]) -> Problems:
        if not folders:
            return {}
        environments = {folder.environment for folder in folders.values()}
        with (
            local_client(settings.SANDBOX_SOCKET, environments) as client,
            ThreadPoolExecutor(AT_THE_SAME_TIME) as pool,
        ):
            found = pool.map(lambda item: self._verify_one(client, *item), folders.items())
            return dict(zip(folders, found, strict=True))

    def _verify_one(self, client: Client, name: str, folder: ExerciseFolder) -> list[str]:
        def judge_source(source: Source) -> Verdict:
            self.stderr.write(f"{name}: {source.path}")
            return judge(client, folder, source.format, source.content)

        return list(problems_of(folder, judge_source))

    def _print(self, problems: Problems, *, as_json: bool) -> None:
        if as_json:
            listed = [{"exercise": name, "ok": not found, "problems": found} for name, found in problems.items()]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2))
            return
        for name, found in problems.items():
            self.stdout.write(f"{'not ok' if found else 'ok':6}  {name}")
            for problem in found:
                self.stdout.write(f"        {problem}")


def _read(directories: dict[str, Path]) -> tuple[dict[str, ExerciseFolder], Problems]:
    folders, problems = {}, {}
    for name, directory in directories.items():
        try:
            folders[name] = read_exercise_directory(directory)
        except ContentError as error:
            problems[name] = [str(problem) for problem in error.problems]
    return folders, problems


def _course_problems(content: Path, known: list[str]) -> Problems:
    """Return what is wrong in courses outside of their exercises, by the course's name."""
    try:
        read_courses(content)
    except ContentError as error:
        found: Problems = {}
        for problem in error.problems:
            course, _, rest = problem.file.partition("/")
            if not any(rest.startswith(f"{name}/") or problem.file.startswith(f"{name}/") for name in known):
                found.setdefault(course, []).append(str(problem))
        return found
    return {}
