"""``manage.py verify [UNIT[/EXERCISE]]``: prove exercises before anyone is graded by them."""

from __future__ import annotations

import io
import json
import os
from argparse import ArgumentTypeError
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from courses.folders.content_errors import ContentError, Problem
from courses.folders.course_folder import COURSE_FILE, UNIT_FILE, read_courses
from courses.folders.exercise_folder import SETTINGS_FILE, ExerciseFolder, read_exercise_directory
from courses.folders.finding import NoSuchExercise, find_exercises
from courses.loading import BUNDLED_CONTENT
from courses.versions import over_ceilings
from grader.proving.choosing import WHOLE
from grader.proving.durations import write_usually_seconds
from grader.proving.judging_many import ManyJudge, judge_with
from grader.proving.progress import Bar, Lines
from grader.proving.proofs import Proof, problems_together
from grader.proving.report_page import page
from grader.proving.report_text import as_json, lines, table
from grader.proving.verdict_store import VerdictStore
from grader.proving.whole_proof import Wanted, prove
from sandbox import Client, SandboxError, private_server

NOT_OK = 1
WRONG_USE = 2
OUR_FAULT = 3
TABLE_WIDTH = 140

Problems = dict[str, list[str]]


class Command(BaseCommand):
    """Exit code 0 when all is well, 1 when any exercise is not ok, 2 for wrong use, 3 where no sandbox starts."""

    help = (
        "Check that solutions and alternatives score all, starters do not, and every known-wrong attempt fails what it "
        "names; on request that mutants of the solutions are noticed and that right work passes under many seeds."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("name", nargs="?", default="", metavar="UNIT[/EXERCISE]")
        parser.add_argument("--content", type=Path, default=BUNDLED_CONTENT, help="a folder of courses, or one course")
        parser.add_argument("--mutants", action="store_true", help="judge mutants of the solutions")
        parser.add_argument("--part", type=_part, default=(0, 1), metavar="K/N", help="the K-th of N parts of them")
        parser.add_argument(
            "--attempts-part",
            type=_part,
            default=WHOLE,
            metavar="K/N",
            help="the K-th of N parts of alternatives and wrong attempts, and enough of the latter to fail each test",
        )
        parser.add_argument(
            "--seeds", type=_count, default=0, metavar="N", help="judge right work under N random seeds"
        )
        parser.add_argument("--minutes", type=float, metavar="M", help="begin no mutant and no seed after M minutes")
        parser.add_argument(
            "--jobs", type=_count, default=len(os.sched_getaffinity(0)), metavar="J", help="judgings at once"
        )
        parser.add_argument("--fresh", action="store_true", help="judge again what was judged before")
        parser.add_argument("--write-durations", action="store_true", help="measure, and write usually_seconds")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--html", type=_new_file, metavar="FILE", help="write a page with plots and diffs, too")

    def handle(self, *_args: Any, name: str, content: Path, **options: Any) -> None:
        """Verify and print."""
        try:
            directories = find_exercises(content, name)
        except NoSuchExercise as error:
            raise CommandError(str(error), returncode=WRONG_USE) from error
        folders, broken = _read(directories)
        try:
            proofs = self._prove(folders, options)
        except SandboxError as error:
            raise CommandError(f"The sandbox does not work: {error}", returncode=OUR_FAULT) from error
        broken |= _course_problems(content, directories, only_above=bool(name))
        together = [] if name else problems_together(list(proofs.values()))
        if options["write_durations"]:
            _write_durations(directories, proofs)
        self._print(proofs, broken, together, as_json_text=options["json"])
        if options["html"]:
            others = [f"{where}: {problem}" for where, found in broken.items() for problem in found]
            options["html"].write_text(page(list(proofs.values()), [*others, *together]), encoding="utf-8")
        if together or any(broken.values()) or any(proof.problems for proof in proofs.values()):
            raise SystemExit(NOT_OK)

    def _prove(self, folders: Mapping[str, ExerciseFolder], options: Mapping[str, Any]) -> dict[str, Proof]:
        if not folders:
            return {}
        wanted = Wanted(
            attempts=options["attempts_part"],
            durations=options["write_durations"],
            mutants=options["mutants"],
            part=options["part"],
            seeds=options["seeds"],
            minutes=options["minutes"],
        )
        store = VerdictStore(settings.DATA_DIR / "verify")
        environments = {folder.environment for folder in folders.values()}
        with (
            private_server(sorted(environments), options["jobs"]) as socket,
            Bar() if self.stderr.isatty() else nullcontext(Lines(self.stderr.write)) as progress,
        ):
            many = ManyJudge(
                judge_with(Client(socket)), store, progress, at_once=options["jobs"], fresh=options["fresh"]
            )
            proofs = prove(folders, many, wanted)
        store.forget_old()
        return proofs

    def _print(self, proofs: Mapping[str, Proof], broken: Problems, together: list[str], *, as_json_text: bool) -> None:
        if as_json_text:
            listed = [{"exercise": name, "ok": False, "problems": found} for name, found in broken.items()]
            listed += [as_json(proof) for proof in proofs.values()]
            self.stdout.write(json.dumps({"exercises": listed, "problems": together}, ensure_ascii=False, indent=2))
            return
        if proofs:
            self.stdout.write(_table_text(list(proofs.values())))
        for name, found in broken.items():
            self.stdout.write(f"not ok  {name}\n" + "".join(f"  {problem}\n" for problem in found))
        for proof in proofs.values():
            if told := list(lines(proof)):
                self.stdout.write("\n".join([f"\n{proof.exercise}", *told]))
        for problem in together:
            self.stdout.write(problem)


def _table_text(proofs: list[Proof]) -> str:
    console = Console(file=io.StringIO(), width=TABLE_WIDTH, highlight=False, markup=False)
    with console.capture() as captured:
        console.print(table(proofs))
    return "\n".join(line.rstrip() for line in captured.get().rstrip().splitlines())


def _part(text: str) -> tuple[int, int]:
    which, slash, parts = text.partition("/")
    if not slash or not which.isdigit() or not parts.isdigit() or not 1 <= int(which) <= int(parts):
        raise ArgumentTypeError(f"“{text}” is no part such as 3/10")
    return int(which), int(parts)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no whole number of 1 or more")
    return int(text)


def _new_file(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise ArgumentTypeError(f"“{text}” cannot be written: its folder is not there, or it is a folder itself")
    return path


def _read(directories: Mapping[str, Path]) -> tuple[dict[str, ExerciseFolder], Problems]:
    folders, problems = {}, {}
    for name, directory in directories.items():
        try:
            folder = read_exercise_directory(directory)
        except ContentError as error:
            problems[name] = [str(problem) for problem in error.problems]
            continue
        if too_much := over_ceilings(folder.limits):
            problems[name] = [str(Problem(SETTINGS_FILE, 0, reason)) for reason in too_much]
        else:
            folders[name] = folder
    return folders, problems


def _write_durations(directories: Mapping[str, Path], proofs: Mapping[str, Proof]) -> None:
    for name, proof in proofs.items():
        if proof.seconds is not None:
            write_usually_seconds(directories[name], proof.seconds)


def _course_problems(content: Path, directories: Mapping[str, Path], *, only_above: bool) -> Problems:
    """Return what is wrong in courses outside of these exercises, by the course's name.

    With ``only_above`` only what their own courses and units say of themselves: students get no exercise otherwise.
    """
    exercises = [directory.parts[-3:] for directory in directories.values()]
    try:
        read_courses(content)
    except ContentError as error:
        found: Problems = {}
        for problem in error.problems:
            *folder, file = PurePosixPath(problem.file).parts
            is_above = file in {COURSE_FILE, UNIT_FILE} and any(
                one[: len(folder)] == tuple(folder) for one in exercises
            )
            if is_above or not (only_above or tuple(folder[:3]) in exercises):
                found.setdefault(folder[0], []).append(str(problem))
        return found
    return {}
