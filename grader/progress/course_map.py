"""A course as one reader sees it: what is done, begun and due in each unit, and where to go on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import User
from courses.models import Course, Exercise, Lesson
from courses.reading import last_reading, readings
from courses.search import Filters, Progress, excerpt, narrowed, words_of
from courses.way import Step, UnitSteps
from grader.scores import CourseProgress, ExerciseProgress, progress_in

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class MapItem:
    """A lesson or an exercise and how far the reader has come with it; ``found`` is where the searched words stand."""

    step: Step
    progress: Progress
    exercise: ExerciseProgress | None = None
    found: SafeString | str = ""

    @property
    def is_lesson(self) -> bool:
        """Whether it is a lesson."""
        return isinstance(self.step, Lesson)

    @property
    def is_complete(self) -> bool:
        """Whether it is read, or all its points are reached."""
        return self.progress == Progress.COMPLETE


@dataclass(frozen=True, kw_only=True)
class MapUnit:
    """A unit with those of its steps that are shown; ``done`` and ``total`` count all of them."""

    part: UnitSteps
    items: tuple[MapItem, ...]
    done: int
    total: int

    @property
    def fraction(self) -> float:
        """The share of the unit's steps that is done, from 0 to 1."""
        return self.done / self.total if self.total else 0.0

    @property
    def short(self) -> str:
        """What stands in the ring: ``3/7``."""
        return f"{self.done}/{self.total}"


@dataclass(frozen=True, kw_only=True)
class CourseMap:
    """The units that are shown, and how many steps were found in them."""

    units: tuple[MapUnit, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What is known of one reader in some courses."""

    read: Mapping[int, datetime]
    progress: Mapping[int, CourseProgress]

    @classmethod
    def of(cls, user: User, courses: Collection[Course]) -> Reader:
        """Read where a person stands, in five queries for all the courses."""
        return cls(read=readings(courses, user), progress=progress_in(courses, user))

    @classmethod
    def of_outline(cls, user: User, course: Course, outline: Iterable[UnitSteps]) -> Reader:
        """Read where a person stands in a course whose outline is read already, in four queries."""
        exercises = [exercise for part in outline for exercise in part.exercises]
        return cls(read=readings([course], user), progress=progress_in([course], user, exercises))

    def item(self, step: Step, words: str = "") -> MapItem:
        """Return how far the reader has come with a step."""
        found = excerpt(words_of(step), words) if words else ""
        if isinstance(step, Lesson):
            done = Progress.COMPLETE if step.pk in self.read else Progress.NEW
            return MapItem(step=step, progress=done, found=found)
        exercise = self._exercise(step)
        return MapItem(step=step, progress=state_of(exercise), exercise=exercise, found=found)

    def last_time(self, step: Step) -> datetime | None:
        """Return when the reader read a lesson, or last tried an exercise."""
        if isinstance(step, Lesson):
            return self.read.get(step.pk)
        exercise = self._exercise(step)
        return exercise.last_at if exercise else None

    def _exercise(self, exercise: Exercise) -> ExerciseProgress | None:
        course = self.progress.get(exercise.unit.course_id)
        return course.exercises.get(exercise.pk) if course else None


NOBODY = Reader(read={}, progress={})


def state_of(exercise: ExerciseProgress | None) -> Progress:
    """Return how far somebody has come with an exercise."""
    if exercise is None or not exercise.is_begun:
        return Progress.NEW
    return Progress.COMPLETE if exercise.is_complete else Progress.BEGUN


def course_map(outline: tuple[UnitSteps, ...], filters: Filters, reader: Reader) -> CourseMap:
    """Return what of a course fits the filters, with the reader's progress."""
    whole = {part.unit.pk: part for part in outline}
    now = timezone.now()
    units = []
    for part in narrowed(outline, filters):
        items = tuple(item for step in part.steps if _fits(item := reader.item(step, filters.words), filters, now))
        if items or filters.is_empty:
            units.append(_unit(whole[part.unit.pk], items, reader))
    return CourseMap(units=tuple(units), count=sum(len(unit.items) for unit in units))


def _unit(part: UnitSteps, items: tuple[MapItem, ...], reader: Reader) -> MapUnit:
    done = sum(reader.item(step).is_complete for step in part.steps)
    return MapUnit(part=part, items=items, done=done, total=len(part.steps))


def _fits(item: MapItem, filters: Filters, now: datetime) -> bool:
    if filters.progress and filters.progress != item.progress:
        return False
    return not filters.due_soon or (item.exercise is not None and item.exercise.is_due_soon(now))


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """What is due within a week and what is overdue, each by date; none of it complete."""

    soon: tuple[ExerciseProgress, ...]
    overdue: tuple[ExerciseProgress, ...]

    def __bool__(self) -> bool:
        return bool(self.soon or self.overdue)


def reminders(found: Iterable[CourseProgress]) -> Reminders:
    """Return what a student has to be reminded of."""
    now = timezone.now()
    dated = sorted(
        (one for course in found for one in course.exercises.values() if one.due_at),
        key=lambda one: one.due_at or now,
    )
    return Reminders(
        soon=tuple(one for one in dated if one.is_due_soon(now)),
        overdue=tuple(one for one in dated if one.is_overdue(now)),
    )


@dataclass(frozen=True, kw_only=True)
class Continuation:
    """What somebody did last, and what to do next: the same while it is not complete, else what is open after it.

    ``last`` is ``None`` before anything was done, ``next`` when nothing is open any more.
    """

    course: Course
    last: MapItem | None
    at: datetime | None
    next: MapItem | None


def continuation(course: Course, steps: Sequence[Step], reader: Reader) -> Continuation:
    """Return where a reader left a course, given all its steps."""
    items = [reader.item(step) for step in steps]
    times = {place: at for place, step in enumerate(steps) if (at := reader.last_time(step))}
    last = max(times, key=lambda place: times[place], default=None)
    onward = [*items[last or 0 :], *items[: last or 0]]
    return Continuation(
        course=course,
        last=None if last is None else items[last],
        at=None if last is None else times[last],
        next=next((item for item in onward if not item.is_complete), None),
    )


def latest_course(courses: Sequence[Course], user: User, reader: Reader) -> Course | None:
    """Return the course that somebody worked in last, else the first one; ``None`` without any."""
    times = {
        key: max((one.last_at for one in found.exercises.values() if one.last_at), default=LONG_AGO)
        for key, found in reader.progress.items()
    }
    if reading := last_reading(courses, user):
        key = reading.lesson.unit.course_id
        times[key] = max(times[key], reading.read_at)
    return max(courses, key=lambda one: times[one.pk], default=None)
