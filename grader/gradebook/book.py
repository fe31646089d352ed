"""A course's gradebook: its students against its exercises, filtered, sorted and in pages; nothing here makes HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import called, place_by_name, shown_name
from courses.models import Course, Enrollment, Exercise, Role, Unit
from grader.due_dates import DueDates, due_dates
from grader.gradebook.course_policies import policy_of
from grader.gradebook.policies import Item, Policy, Total, total
from grader.models import Score
from grader.scores import published_exercises

MAX_WORDS = 100


class Work(models.TextChoices):
    """What students can be looked for by, in the exercises that are shown."""

    MISSING = "missing", _("Something missing")
    LATE = "late", _("Something late")
    OVERRIDE = "override", _("A score set by hand")
    RUNNING = "running", _("Something being judged")
    PROBLEM = "problem", _("A problem of ours")


class Sort(models.TextChoices):
    """The order of the students."""

    NAME = "name", _("Name")
    TOTAL = "total", _("Total, the lowest first")
    BEST = "best", _("Total, the highest first")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a reader looks for. An unknown value looks for nothing; ``section`` and ``unit`` are ids, 0 is any."""

    words: str = ""
    section: int = 0
    unit: int = 0
    work: str = ""
    sort: str = Sort.NAME

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Read an address's query."""
        work, sort = query.get("work", ""), query.get("sort", "")
        return cls(
            words=query.get("q", "").replace("\0", "").strip()[:MAX_WORDS],
            section=_number(query.get("section", "")),
            unit=_number(query.get("unit", "")),
            work=work if work in Work.values else "",
            sort=sort if sort in Sort.values else Sort.NAME,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for; the order is no filter."""
        return self == Filters(sort=self.sort)

    def query(self, **changes: Any) -> str:
        """Return the address's query for these filters with some changed."""
        other = replace(self, **changes)
        values = {"q": other.words, "section": other.section, "unit": other.unit, "work": other.work}
        sort = {"sort": other.sort} if other.sort != Sort.NAME else {}
        return urlencode({name: value for name, value in (values | sort).items() if value})


class Person(NamedTuple):
    """A student of the course."""

    pk: int
    name: str
    email: str
    section: str

    @property
    def shown_name(self) -> str:
        """As `User.display_name`."""
        return shown_name(self.name, self.email)


class Cell(NamedTuple):
    """What the gradebook knows of a student in an exercise; see `Score`."""

    score: Decimal | None
    is_late: bool
    is_override: bool
    is_under_way: bool
    has_problem: bool
    attempts: int


Cells = Mapping[int, Cell]
"""By exercise id."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One student's line: cells by exercise id, the total of the whole course, and what is missing."""

    person: Person
    cells: Cells
    total: Total
    missing: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Gradebook:
    """A course's exercises and policy, the exercises that are shown, and everybody who fits the filters, in order."""

    course: Course
    filters: Filters
    policy: Policy
    exercises: tuple[Exercise, ...]
    shown: tuple[Exercise, ...]
    people: tuple[Person, ...]
    dates: DueDates
    now: datetime

    @property
    def units(self) -> list[tuple[Unit, list[Exercise]]]:
        """The shown exercises by unit."""
        return [(unit, list(group)) for unit, group in groupby(self.shown, key=lambda one: one.unit)]

    @property
    def possible(self) -> Decimal:
        """The most points that a total has where nothing is dropped."""
        return total(Item(None, one.points, one.weight) for one in self.exercises).possible

    def rows(self, people: Collection[Person]) -> list[Row]:
        """Return the lines of some of the people, in one query."""
        everybody = len(people) == len(self.people)
        cells = _cells(self.exercises, None if everybody else [person.pk for person in people])
        return [self._row(person, cells.get(person.pk, {})) for person in people]

    def _row(self, person: Person, cells: Cells) -> Row:
        items = (Item(_score(cells.get(one.pk)), one.points, one.weight) for one in self.exercises)
        return Row(
            person=person,
            cells=cells,
            total=total(items, self.policy.dropped),
            missing=frozenset(one.pk for one in self.shown if self._is_missing(one, person, cells.get(one.pk))),
        )

    def _is_missing(self, exercise: Exercise, person: Person, cell: Cell | None) -> bool:
        """Whether nothing came although it was due."""
        if exercise.due_at is None or (cell and (cell.attempts or cell.is_override)):
            return False
        due = self.dates.of(exercise, person.pk)
        return due is not None and due < self.now


def read_gradebook(course: Course, filters: Filters) -> Gradebook:
    """Return a course's gradebook; five queries, whatever is looked for."""
    exercises = tuple(published_exercises(course))
    found = Gradebook(
        course=course,
        filters=filters,
        policy=policy_of(course.pk),
        exercises=exercises,
        shown=tuple(one for one in exercises if filters.unit in (0, one.unit_id)),
        people=tuple(_people(course, filters)),
        dates=due_dates(exercises),
        now=timezone.now(),
    )
    if not filters.work and filters.sort == Sort.NAME:
        return found
    rows = [row for row in found.rows(found.people) if _fits(row, found)]
    if filters.sort != Sort.NAME:
        rows.sort(key=lambda row: row.total.share, reverse=filters.sort == Sort.BEST)
    return replace(found, people=tuple(row.person for row in rows))


def _people(course: Course, filters: Filters) -> list[Person]:
    students = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    if filters.section:
        students = students.filter(section=filters.section)
    if filters.words:
        students = students.filter(called(filters.words))
    rows = students.order_by().values_list("user", "user__name", "user__email", "section__name")
    people = (Person(pk, name, email, section or "") for pk, name, email, section in rows)
    return sorted(people, key=lambda person: place_by_name(person.shown_name, person.pk))


def _cells(exercises: Iterable[Exercise], students: Collection[int] | None) -> Mapping[int, dict[int, Cell]]:
    """Return cells by student id and exercise id."""
    scores = Score.objects.filter(exercise__in=[one.pk for one in exercises]).order_by()
    if students is not None:
        scores = scores.filter(student__in=students)
    found: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    for student, exercise, *values in scores.values_list("student", "exercise", *Cell._fields):
        found[student][exercise] = Cell(*values)
    return found


def _score(cell: Cell | None) -> Decimal | None:
    return cell.score if cell else None


def _fits(row: Row, gradebook: Gradebook) -> bool:
    match gradebook.filters.work:
        case Work.MISSING:
            return bool(row.missing)
        case Work.LATE:
            return _any(row, gradebook, "is_late")
        case Work.OVERRIDE:
            return _any(row, gradebook, "is_override")
        case Work.RUNNING:
            return _any(row, gradebook, "is_under_way")
        case Work.PROBLEM:
            return _any(row, gradebook, "has_problem")
    return True


def _any(row: Row, gradebook: Gradebook, mark: str) -> bool:
    return any(getattr(row.cells.get(one.pk), mark, False) for one in gradebook.shown)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
