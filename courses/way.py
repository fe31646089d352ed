"""The way through a course: its lessons and exercises in the order in which they are meant to be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from courses.models import Course, Exercise, Lesson, Unit

Step = Lesson | Exercise
Placed = TypeVar("Placed", Lesson, Exercise)


@dataclass(frozen=True, kw_only=True)
class Neighbors:
    """What comes before and after a step; ``None`` at an end of the course."""

    earlier: Step | None
    later: Step | None


@dataclass(frozen=True, kw_only=True)
class UnitSteps:
    """A unit, its number from 1, and what it holds in order."""

    number: int
    unit: Unit
    lessons: tuple[Lesson, ...]
    exercises: tuple[Exercise, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The lessons, then the exercises."""
        return (*self.lessons, *self.exercises)


def outline(course: Course, *, with_words: bool = False) -> tuple[UnitSteps, ...]:
    """Return a course's units with their steps, in three queries; ``with_words`` with lessons' texts and prompts."""
    lessons = Lesson.objects.filter(unit__course=course, unit__retired=False)
    exercises = Exercise.objects.published().filter(unit__course=course, unit__retired=False)
    if not with_words:
        lessons, exercises = lessons.defer("body"), exercises.defer("prompt")
    units = {unit.pk: unit for unit in course.units.published()}
    texts, tasks = [_placed(one, units) for one in lessons], [_placed(one, units) for one in exercises]
    return tuple(
        UnitSteps(
            number=number,
            unit=unit,
            lessons=tuple(one for one in texts if one.unit_id == unit.pk),
            exercises=tuple(one for one in tasks if one.unit_id == unit.pk),
        )
        for number, unit in enumerate(units.values(), start=1)
    )


def steps_of(course: Course) -> tuple[Step, ...]:
    """Return every step of a course in order: each unit's lessons, then its exercises."""
    return tuple(step for unit in outline(course) for step in unit.steps)


def neighbors(steps: Sequence[Step], step: Step) -> Neighbors:
    """Return the steps around one; none for a step that is not in the course any more."""
    if step not in steps:
        return Neighbors(earlier=None, later=None)
    index = steps.index(step)
    earlier = steps[index - 1] if index else None
    return Neighbors(earlier=earlier, later=next(iter(steps[index + 1 :]), None))


def _placed(step: Placed, units: dict[int, Unit]) -> Placed:
    step.unit = units[step.unit_id]
    return step
