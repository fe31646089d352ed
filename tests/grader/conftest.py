"""A course with one exercise, a student, and a broker that only remembers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.models import User
from courses.models import Course, Enrollment, Exercise, Role, Unit
from grader.authoring import validation_queue
from grader.live.expecting import forget
from grader.models import Format, Grading
from grader.queueing import queue
from grader.workbench.handing_in import hand_in_submission, start_run
from tests.grader.authors import ValidationBroker, make_course
from tests.grader.cast import TITLE, RememberingBroker, make_exercise, make_student


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Each test has a database of its own, whose versions bear the same numbers."""
    forget()


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> RememberingBroker:
    """Take Celery's place."""
    found = RememberingBroker()
    monkeypatch.setattr(queue, "current_app", found)
    monkeypatch.setattr("grader.queueing.broker.messages", found.messages)
    return found


@pytest.fixture
def exercise(db: None) -> Exercise:
    """An exercise of 10 points in the course ``demo``."""
    course = Course.objects.create(slug="demo", title=TITLE)
    unit = Unit.objects.create(course=course, slug="basics", title=TITLE)
    return make_exercise(unit, "double")


@pytest.fixture
def student(exercise: Exercise) -> User:
    """A student of the course."""
    return make_student(exercise, "student@example.org")


@pytest.fixture
def submit(exercise: Exercise, student: User, broker: RememberingBroker) -> Callable[..., Grading]:
    """A function that hands in some work, which differs from call to call."""
    count = iter(range(1000))

    def hand_in(by: User = student, *, run: bool = False) -> Grading:
        take_in = start_run if run else hand_in_submission
        return take_in(exercise, by, Format.CODE, f"x = {next(count)}")

    return hand_in


@pytest.fixture
def instructor(exercise: Exercise) -> User:
    """An instructor of the course."""
    user = User.objects.create_user("instructor@example.org")
    Enrollment.objects.create(course=exercise.unit.course, user=user, role=Role.INSTRUCTOR)
    return user


@pytest.fixture
def outsider(db: None) -> User:
    """Somebody with an account who is in no course."""
    return User.objects.create_user("outsider@example.org")


@pytest.fixture
def validation_broker(monkeypatch: pytest.MonkeyPatch) -> ValidationBroker:
    """Take Celery's place where validations are sent."""
    found = ValidationBroker()
    monkeypatch.setattr(validation_queue, "current_app", found)
    return found


@pytest.fixture
def author(db: None) -> User:
    """An instructor of the course that `written` is in."""
    return User.objects.create_user("author@example.org")


@pytest.fixture
def written(author: User) -> Exercise:
    """An exercise that stands in the working copy only."""
    return make_course(author)
