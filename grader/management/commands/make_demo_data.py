"""``manage.py make_demo_data``: a course with a term of work in it, to look at the instructors' pages with."""

from __future__ import annotations

import os
import time
from argparse import ArgumentTypeError
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from courses.management.commands.create_demo_accounts import INSTRUCTOR
from courses.models import Course
from grader.demo import flaw
from grader.demo.making import Recorded, Wanted, make_course, to_be_judged
from grader.demo.recordings import RecordingStore, record
from grader.demo.removing import remove_course
from grader.demo.storing import Stored
from grader.demo.structure import SLUG, Plan, plan_course
from grader.proving.progress import Bar, Lines
from sandbox import Client, SandboxError, private_server

BUNDLED = "deep-learning-with-keras"
TOLD = """\
The course “{title}” is there: {address}
Real: {sources:,} sources, namely solutions, alternatives, known-wrong attempts, mutants of solutions and begun
  starters, each judged in the sandbox as a student's work is. Every score, test result, message, epoch and
  second of computing comes from there.
Made up: the {students} students and all that they do: who hands in which of these sources when, which hints and lessons
  they open, and how long the queue was. Who hands in the same source has the same verdict, which was judged once; a
  run shows the public part of it. Executed notebooks and figures of tests are not kept.
{flaw}
Stored: {submissions:,} submissions, {runs:,} runs, {results:,} test results and {events:,} events, in {seconds:.0f} s.
"""
FLAWED = "Wrong on purpose: one hidden test of “Iterations per epoch”, so that there is something to find."


class Command(BaseCommand):
    """Makes the demonstration course, unless it is there."""

    help = "Fill a demonstration course with 60 made-up students and a term of really graded work."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--again", action="store_true", help="remove the course that is there and make it anew")
        parser.add_argument("--units", type=_count, metavar="N", help="only the first N units")
        parser.add_argument("--students", type=_count, default=60, metavar="N", help="how many students (60)")
        parser.add_argument("--seed", type=int, default=7, help="of everything that is made up (7)")
        parser.add_argument("--source", default=BUNDLED, metavar="COURSE", help="the course to copy")
        parser.add_argument("--owner", default=INSTRUCTOR, metavar="EMAIL", help="who will own the course")
        parser.add_argument(
            "--jobs", type=_count, default=len(os.sched_getaffinity(0)), metavar="J", help="judgings at once"
        )
        parser.add_argument("--yes", action="store_true", help="do it on a site that is not the embedded one")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it; ``CommandError`` where that may not or cannot be."""
        if not settings.DEMO_ACCOUNTS and not options["yes"]:
            raise CommandError(
                "This is not the embedded site that `make run` starts. Demonstration data would stand among real "
                "people's; add --yes to put it there all the same."
            )
        there = Course.objects.filter(slug=SLUG).first()
        if there is not None and not options["again"]:
            self.stdout.write(f"The demonstration course is there: /teach/{SLUG}/ (--again makes it anew).")
            return
        owner, source = _owner(options["owner"]), _source(options["source"])
        began = time.monotonic()
        plan = plan_course(source, options["units"])
        wanted = Wanted(students=options["students"], seed=options["seed"])
        recorded = self._record(plan, wanted, options["jobs"])
        self.stderr.write("Storing the term …")
        if there is not None:
            remove_course(there)
        course, stored = make_course(plan, owner, recorded, wanted)
        self.stdout.write(_told(course, recorded, wanted, stored, time.monotonic() - began))

    def _record(self, plan: Plan, wanted: Wanted, jobs: int) -> Recorded:
        environments = sorted({one.folder.environment for one in plan.exercises})
        store = RecordingStore(settings.DATA_DIR / "demo")
        tasks = to_be_judged(plan, wanted)
        try:
            with (
                private_server(environments, jobs) as socket,
                Bar() if self.stderr.isatty() else nullcontext(Lines(self.stderr.write)) as progress,
            ):
                recorded = record(Client(socket), tasks, store, progress, jobs)
        except SandboxError as error:
            raise CommandError(f"The sandbox does not work: {error}") from error
        store.forget_old()
        return recorded


def _owner(email: str) -> User:
    found = User.objects.filter(email=email.lower()).first()
    if found is None:
        raise CommandError(f"Nobody here has the address {email}. Name who shall own the course with --owner EMAIL.")
    return found


def _source(slug: str) -> Course:
    found = Course.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no course “{slug}” to copy. `manage.py load_content` loads the bundled one.")
    return found


def _told(course: Course, recorded: Recorded, wanted: Wanted, stored: Stored, seconds: float) -> str:
    return TOLD.format(
        title=course,
        address=f"/teach/{course.slug}/",
        sources=sum(map(len, recorded.values())),
        students=wanted.students,
        submissions=stored.submissions,
        runs=stored.runs,
        results=stored.results,
        events=stored.events,
        seconds=seconds,
        flaw=FLAWED if f"{flaw.UNIT}/{flaw.EXERCISE}" in recorded else "Wrong on purpose: nothing in these units.",
    )


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” is no whole number of 1 or more")
    return int(text)
