"""Makes the demonstration course: plans it, lets its people work, and stores everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Course, Exercise
from grader.demo.behavior import Opening, Task, work_on
from grader.demo.people import Person, make_people
from grader.demo.recordings import Recording
from grader.demo.sources import tasks_of
from grader.demo.storing import Deed, Stored, store_people, store_readings, store_work
from grader.demo.structure import Plan, Planned, store_structure
from grader.demo.term import Term, term_around
from grader.gradebook import scoring
from grader.proving import judging_many

NUMPY_MUTANTS, OTHER_MUTANTS = 8, 3
"""How many mutants of a solution are judged, where a judging takes tenths of a second and where it takes seconds."""

Recorded = Mapping[str, Sequence[Recording]]
"""The recordings of each exercise by ``unit/exercise``."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How many students there are, and the seed of everything that is made up."""

    students: int = 60
    seed: int = 7


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who takes the course, and when."""

    pairs: tuple[tuple[User, Person], ...]
    term: Term


def to_be_judged(plan: Plan, wanted: Wanted) -> list[judging_many.Task]:
    """Return all sources, one of each exercise in turn."""
    return judging_many.in_turn(tasks_of(one.name, one.folder, _mutants(one), wanted.seed) for one in plan.exercises)


def _mutants(planned: Planned) -> int:
    return NUMPY_MUTANTS if planned.folder.environment == "numpy" else OTHER_MUTANTS


@transaction.atomic
def make_course(plan: Plan, owner: User, recorded: Recorded, wanted: Wanted) -> tuple[Course, Stored]:
    """Store the whole course with the work of its students, or nothing at all."""
    random, term = Random(wanted.seed), term_around(timezone.now())  # noqa: S311
    course, exercises = store_structure(plan, term)
    people = make_people(wanted.students, random, term.weeks_so_far)
    students = store_people(course, owner, people, term.begin)
    attendance = Attendance(pairs=tuple(zip(students, people, strict=True)), term=term)
    deeds: list[Deed] = []
    for planned in plan.exercises:
        exercise, recordings = exercises[planned.name], recorded.get(planned.name)
        if recordings:
            deeds += _deeds(exercise, _task(exercise, planned, recordings, random), attendance, random)
    store_readings(course, _first_in_units(deeds), random)
    by_id = {exercise.pk: recorded.get(name, ()) for name, exercise in exercises.items()}
    stored = store_work(deeds, by_id, random, [one.due_at for one in exercises.values() if one.due_at])
    scoring.refresh_course(course)
    return course, stored


def _task(exercise: Exercise, planned: Planned, recordings: Sequence[Recording], random: Random) -> Task:
    if exercise.due_at is None:
        raise ValueError(f"{exercise.slug} has no due date")
    return Task(
        due_at=timezone.localtime(exercise.due_at),
        difficulty=random.random(),
        shares=[one.share for one in recordings],
        hint_costs=[hint.cost for hint in planned.folder.hints],
    )


def _deeds(exercise: Exercise, task: Task, attendance: Attendance, random: Random) -> Iterator[Deed]:
    for student, person in attendance.pairs:
        paid = Decimal(0)
        for step in work_on(task, person, attendance.term, random):
            cost = task.hint_costs[step.number - 1] if isinstance(step, Opening) else Decimal(0)
            yield Deed(student=student, exercise=exercise, step=step, hint_points=paid, hint_cost=cost)
            paid += cost


def _first_in_units(deeds: Sequence[Deed]) -> list[Deed]:
    """Return the first deed of each student in each unit."""
    found: dict[tuple[int, int], Deed] = {}
    for deed in sorted(deeds, key=lambda one: one.step.at):
        found.setdefault((deed.student.pk, deed.exercise.unit_id), deed)
    return list(found.values())
