"""A course with a student's graded work, and everybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from courses.models import Enrollment, Role
from grader.gradebook.scoring import refresh
from grader.models import EventKind, Format, Grading, GradingEvent, Priority, Run, State
from tests.config.permission_world import EMPTY_NOTEBOOK, World, make_figure, make_grading, make_world

EVENTS = (EventKind.QUEUED, EventKind.STARTED, EventKind.STDOUT, EventKind.EPOCH, EventKind.TEST, EventKind.FINISHED)


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """One person of each role, and an instructor of another course."""
    names: dict[str, str] = {role.value: f"{role.value} 김".title() for role in Role} | {"stranger": "Stranger"}
    return {name: User.objects.create_user(f"{name}@example.org", "right", name=shown) for name, shown in names.items()}


@pytest.fixture
def world(people: dict[str, User]) -> World:
    """A course whose student has one graded submission, from which the score comes."""
    made = make_world("demo", people)
    fill(made.grading)
    refresh(made.exercise)
    return made


@pytest.fixture
def student(people: dict[str, User]) -> User:
    """The course's student."""
    return people[Role.STUDENT]


@pytest.fixture
def old_attempt(world: World, student: User) -> Grading:
    """A worse attempt, from which no score comes, with an output, a figure and events."""
    made = make_grading(world.exercise, student)
    Grading.objects.filter(pk=made.pk).update(score=1)
    make_figure(made)
    fill(made)
    refresh(world.exercise)
    return Grading.objects.get(pk=made.pk)


@pytest.fixture
def make_run(world: World, student: User) -> Callable[..., Run]:
    """A function that stores a finished run of ``size`` bytes, some days old."""

    def make(size: int = 10, days: float = 0, by: User = student, state: str = State.GRADED, **fields: Any) -> Run:
        at = timezone.now() - timedelta(days=days)
        content = fields.pop("content", "x" * size)
        run = Run.objects.create(
            exercise=world.exercise, student=by, format=Format.CODE, content=content, created_at=at, **fields
        )
        assert world.exercise.current is not None
        Grading.objects.create(
            run=run, student=by, version=world.exercise.current, priority=Priority.RUN, state=state, finished_at=at
        )
        return run

    return make


def fill(grading: Grading) -> None:
    """Give a grading what the code printed, and the events of its course."""
    Grading.objects.filter(pk=grading.pk).update(output="printed", executed_notebook=EMPTY_NOTEBOOK)
    GradingEvent.objects.bulk_create(
        GradingEvent(grading=grading, number=number, kind=kind) for number, kind in enumerate(EVENTS, start=1)
    )


def make_older(grading: Grading, days: float) -> None:
    """Let a grading have finished days ago."""
    Grading.objects.filter(pk=grading.pk).update(finished_at=timezone.now() - timedelta(days=days))


def enroll(world: World, user: User, role: Role) -> None:
    """Give somebody a place in the course."""
    Enrollment.objects.create(course=world.course, user=user, role=role)
