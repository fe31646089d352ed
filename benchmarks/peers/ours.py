"""Backpass itself: the whole path of a worker, from claim to stored result, with a sandbox server of its own."""

from __future__ import annotations

import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.database import database
from benchmarks.jails import server_at
from benchmarks.peers import writing
from benchmarks.peers.assignments import Assignment
from sandbox import Client, private_server


class Backpass:
    """A worker's rules on a database in a file, and two slots."""

    name = "Backpass"

    def __init__(self, folder: Path, assignments: tuple[Assignment, ...]) -> None:
        writing.write_course(folder, assignments)
        self._ended = ExitStack()
        environments = {assignment.environment for assignment in assignments}
        self.socket_path = self._ended.enter_context(private_server(environments=sorted(environments)))
        self._server = server_at(self.socket_path).pid
        self._ended.enter_context(database())
        from courses.loading import load_content

        load_content(folder)
        self.client = Client(self.socket_path)
        self._gradings: dict[tuple[str, int], int] = {}

    def prepare(self, assignment: Assignment, number: int) -> None:
        """Hand the notebook in, as a student of its own: one may have two gradings running at most."""
        from accounts.models import User
        from courses.models import Exercise
        from grader.models import Format
        from grader.workbench.handing_in import hand_in_submission

        student, _ = User.objects.get_or_create(email=f"student{number}@example.org")
        exercise = Exercise.objects.get(slug=assignment.name, unit__course__slug=writing.COURSE)
        work = writing.notebook_of(assignment, number)
        self._gradings[assignment.name, number] = hand_in_submission(exercise, student, Format.NOTEBOOK, work).pk

    def grade(self, assignment: Assignment, number: int) -> float:
        """Do what a worker does with it, and read the stored score."""
        from grader.models import Grading
        from grader.queueing import queue, working

        pk = self._gradings[assignment.name, number]
        # This very one: whose turn it is could be another one's, which another thread then reads too early.
        working.grade(partial(queue.claim, pk), self.client)
        return float(Grading.objects.get(pk=pk).score or 0)

    def pids(self) -> list[int]:
        """The worker, which is this process, and the sandbox server."""
        return [os.getpid(), self._server]

    def close(self) -> None:
        """End the server and remove the database."""
        self._ended.close()
