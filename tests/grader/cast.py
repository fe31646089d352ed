"""The cast of the grader's tests: people, an exercise, a broker that remembers, a sandbox that follows a script."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from courses.folders.archive import pack
from courses.folders.exercise_folder import read_exercise
from courses.models import Enrollment, Exercise, ExerciseVersion, Role, Unit
from grader.models import Grading
from grader.scores import score_of
from sandbox import Client, Ending, Event, JailEnd, Job, JobEnd
from tests.courses.examples import exercise_files

TITLE = {"en": "A test", "ko": "테스트"}


@dataclass
class RememberingBroker:
    """Stands in for Celery: remembers what was sent, or cannot be reached."""

    sent: list[tuple[int, str]] = field(default_factory=list)
    reachable: bool = True
    asked: int = 0

    def forget(self) -> None:
        """Lose everything."""
        self.sent.clear()

    def messages(self, *queues: str) -> int:
        """Return how many messages are there: as many as were sent."""
        return len(self.sent) if self.reachable else sys.maxsize

    def send_task(self, name: str, args: list[int], **options: Any) -> None:
        """Take a task."""
        assert name == "grader.tasks.grade"
        self.asked += 1
        if not self.reachable:
            raise ConnectionError("no broker")
        self.sent.append((args[0], options["queue"]))


class ScriptedClient(Client):
    """A sandbox that tells the given events and ends as given, or raises."""

    def __init__(self, events: Iterable[Event] = (), end: JobEnd | Exception | None = None) -> None:
        super().__init__("/nonexistent")
        self.events = list(events)
        self.end = end or job_end()
        self.jobs: list[Job] = []
        self.before_end: Callable[[], None] = lambda: None

    def is_there(self, environment: str = "") -> bool:
        """It is."""
        return True

    def run(
        self,
        job: Job,
        on_event: Callable[[Event], None] = lambda _event: None,
        should_stop: Callable[[], bool] | None = None,
    ) -> JobEnd:
        """Tell the script."""
        self.jobs.append(job)
        for event in self.events:
            on_event(event)
        self.before_end()
        if should_stop is not None and should_stop():
            return job_end(canceled=True)
        if isinstance(self.end, Exception):
            raise self.end
        return self.end


def job_end(
    submission: JailEnd | None = None, tests: JailEnd | None = None, *, canceled: bool = False, output: str = ""
) -> JobEnd:
    """Return the end of a job, by default one that ended well."""
    well = JailEnd(ending=Ending.FINISHED, exit_code=0, seconds=0.5)
    return JobEnd(
        submission=submission or well, tests=tests or well, seconds=0.75, canceled=canceled, tests_output=output
    )


def collected(**points: float) -> Event:
    """Return the event that tells of tests by their ids and points; those called ``hidden…`` are hidden."""
    tests = [
        {"id": name, "title": TITLE, "hidden": name.startswith("hidden"), "points": value}
        for name, value in points.items()
    ]
    return Event(source="tests", kind="collected", data={"tests": tests})


def ended(name: str, outcome: str, points: float = 0.0, message: dict[str, str] | None = None) -> Event:
    """Return the event that tells how a test ended."""
    data = {"id": name, "outcome": outcome, "points": points, "max_points": 1.0, "message": message, "seconds": 0.1}
    return Event(source="tests", kind="test", data=data)


def finished(status: str = "graded", **more: Any) -> Event:
    """Return the tests jail's last word."""
    return Event(source="tests", kind="finished", data={"status": status, **more})


def passing() -> list[Event]:
    """Return the events of work that passes one test of two."""
    return [collected(one=1.0, hidden=1.0), ended("one", "passed", 1.0), ended("hidden", "failed"), finished()]


def make_exercise(unit: Unit, slug: str) -> Exercise:
    """Store an exercise of 10 points."""
    files = exercise_files()
    made = Exercise.objects.create(unit=unit, slug=slug, title=TITLE, points=10)
    made.current = ExerciseVersion.objects.create(
        exercise=made, content_hash=read_exercise(files).content_hash, archive=pack(files)
    )
    made.save()
    return made


def make_student(exercise: Exercise, email: str) -> User:
    """Store a student of the exercise's course."""
    user = User.objects.create_user(email)
    Enrollment.objects.create(course=exercise.unit.course, user=user, role=Role.STUDENT)
    return user


def best_grading(exercise: Exercise, student: User) -> Grading | None:
    """Return the student's grading that counts by the course's policy, or ``None``."""
    found = score_of(exercise, student)
    return found.grading if found else None
