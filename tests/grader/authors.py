"""An exercise that is written on the site, its authors, and a broker for validations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from courses.authoring import working_copy
from courses.models import Enrollment, Exercise, Role
from courses.versions import version_of_working_copy
from grader.models import Validation, ValidationState
from tests.courses.authors import site_course
from tests.courses.examples import exercise_files

PLACE = "/author/demo/basics/exercises/double"
ABSOLUTE = b"# fails: test_any\ndef double(x):\n    return 2 * abs(x)\n"
"""A wrong attempt that passes a test which it says it fails."""


@dataclass
class ValidationBroker:
    """Stands in for Celery: remembers the validations that were sent, or cannot be reached."""

    sent: list[int] = field(default_factory=list)
    reachable: bool = True

    def send_task(self, name: str, args: list[int], **options: Any) -> None:
        """Take a task."""
        assert (name, options["queue"]) == ("grader.tasks.validate", "regrades")
        if not self.reachable:
            raise ConnectionError("no broker")
        self.sent.append(args[0])


def write(exercise: Exercise, author: User, **changes: bytes | None) -> None:
    """Let the working copy hold the example exercise with changes, by path."""
    working_copy.replace(exercise.unit.course, author, "basics/double", exercise_files(**changes))


def make_course(author: User) -> Exercise:
    """Store a course of ``author``'s with one unpublished exercise in an unpublished unit, in its working copy only."""
    return Exercise.objects.get(unit__course=site_course(author))


def assistant_of(exercise: Exercise) -> User:
    """Store a teaching assistant of the exercise's course."""
    user = User.objects.create_user("assistant@example.org")
    Enrollment.objects.create(course=exercise.unit.course, user=user, role=Role.ASSISTANT)
    return user


def validated(exercise: Exercise, author: User, state: ValidationState, **values: Any) -> Validation:
    """Store an ended validation of what stands in the working copy."""
    version = version_of_working_copy(exercise, author)
    values = {"finished_at": "2026-03-01T00:00:00Z", **values}
    return Validation.objects.create(version=version, requested_by=author, state=state, **values)
