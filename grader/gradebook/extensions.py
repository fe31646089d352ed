"""Later due dates for students and sections: what would be granted, granting it, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from courses.audit import entry_of, named
from courses.due_dates import shown
from courses.models import Action, AuditEntry, Course, Exercise, Section
from grader.gradebook.scoring import refresh_exercises
from grader.models import Extension

Whom = User | Section
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Later:
    """By how much: a new due date for all exercises, or days (from 1) after each one's own."""

    until: datetime | None = None
    days: int = 0

    def of(self, exercise: Exercise) -> datetime | None:
        """Return the new date; ``None`` for an exercise that is never due."""
        if exercise.due_at is None:
            return None
        return self.until or exercise.due_at + timedelta(days=self.days)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """An exercise with a later date for one student or section; ``before`` is the extension that it replaces."""

    exercise: Exercise
    whom: Whom
    due_at: datetime
    before: datetime | None

    @property
    def is_earlier(self) -> bool:
        """Whether they have a later date already."""
        return self.before is not None and self.before > self.due_at


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would be granted, and the exercises where nothing would: never due, or due no earlier already."""

    grants: tuple[Grant, ...]
    never_due: tuple[Exercise, ...]
    not_later: tuple[Exercise, ...]

    @property
    def whom(self) -> list[Whom]:
        """Who gets anything, each once."""
        return list({(type(one.whom), one.whom.pk): one.whom for one in self.grants}.values())

    @property
    def by_exercise(self) -> list[tuple[Exercise, datetime, int]]:
        """The exercises with their new date, and how many get a date that is earlier than theirs is now."""
        dates = {one.exercise.pk: (one.exercise, one.due_at) for one in self.grants}
        earlier = [one.exercise.pk for one in self.grants if one.is_earlier]
        return [(exercise, due, earlier.count(exercise.pk)) for exercise, due in dates.values()]


def plan(exercises: Sequence[Exercise], whom: Sequence[Whom], later: Later) -> Plan:
    """Return who would get what, in at most two queries."""
    dated = [(one, due) for one in exercises if (due := later.of(one)) is not None]
    useful = [(one, due) for one, due in dated if one.due_at is not None and due > one.due_at]
    stored = _stored([one for one, _due in useful], whom)
    return Plan(
        grants=tuple(
            Grant(exercise=one, whom=person, due_at=due, before=stored.get((one.pk, type(person), person.pk)))
            for one, due in useful
            for person in whom
        ),
        never_due=tuple(one for one in exercises if one.due_at is None),
        not_later=tuple(one for one, due in dated if (one, due) not in useful),
    )


@transaction.atomic
def grant(planned: Plan, actor: User, reason: str) -> int:
    """Store what is planned, in place of what there is for the same students and sections; return how many."""
    now = timezone.now()
    for people in (True, False):
        rows = [
            Extension(
                exercise=one.exercise,
                student=one.whom if isinstance(one.whom, User) else None,
                section=one.whom if isinstance(one.whom, Section) else None,
                due_at=one.due_at,
                reason=reason,
                granted_by=actor,
                granted_at=now,
            )
            for one in planned.grants
            if isinstance(one.whom, User) == people
        ]
        _replace(rows, "student" if people else "section")
    notes = _Notes(actor, reason)
    AuditEntry.objects.bulk_create(
        (notes.of(one.exercise, one.whom, one.before or one.exercise.due_at, one.due_at) for one in planned.grants),
        batch_size=BATCH,
    )
    exercises = {one.exercise.pk: one.exercise for one in planned.grants}
    refresh_exercises(exercises.values(), concerned(planned.whom))
    return len(planned.grants)


@transaction.atomic
def remove(extensions: Iterable[Extension], actor: User) -> int:
    """Take extensions back, so that the exercises' own dates hold again; return how many."""
    known = {one.pk: one for one in extensions}
    still = Extension.objects.select_for_update().filter(pk__in=list(known)).order_by("pk")
    gone = [known[pk] for pk in still.values_list("pk", flat=True)]
    Extension.objects.filter(pk__in=[one.pk for one in gone]).delete()
    notes = _Notes(actor, "")
    AuditEntry.objects.bulk_create(
        (notes.of(one.exercise, _whom(one), one.due_at, one.exercise.due_at) for one in gone), batch_size=BATCH
    )
    exercises = {one.exercise_id: one.exercise for one in gone}
    refresh_exercises(exercises.values(), concerned([_whom(one) for one in gone]))
    return len(gone)


def extensions_of(course: Course) -> QuerySet[Extension]:
    """Return a course's extensions with all that is shown of them, the latest granted first."""
    found = Extension.objects.filter(exercise__unit__course=course)
    shown_with = ("exercise__unit__course", "student", "section", "granted_by")
    return found.select_related(*shown_with).defer("exercise__prompt").order_by("-granted_at", "-pk")


def concerned(whom: Iterable[Whom]) -> Collection[int]:
    """Return the ids of the students who are meant, those in the sections among them."""
    everyone = list(whom)
    sections = [one.pk for one in everyone if isinstance(one, Section)]
    students = {one.pk for one in everyone if isinstance(one, User)}
    enrolled = User.objects.filter(enrollments__section__in=sections).values_list("pk", flat=True) if sections else ()
    return students.union(enrolled)


def _stored(exercises: Collection[Exercise], whom: Iterable[Whom]) -> dict[tuple[int, type, int], datetime]:
    """Return the dates of extensions by exercise id, the kind of whom they are for, and their id."""
    everyone = list(whom)
    found: dict[tuple[int, type, int], datetime] = {}
    for kind, field in ((User, "student"), (Section, "section")):
        keys = [one.pk for one in everyone if isinstance(one, kind)]
        if keys:
            rows = Extension.objects.filter(exercise__in=exercises, **{f"{field}__in": keys})
            found |= {
                (exercise, kind, key): due for exercise, key, due in rows.values_list("exercise", field, "due_at")
            }
    return found


def _replace(rows: Sequence[Extension], field: str) -> None:
    """Store extensions, all for students or all for sections, instead of those for the same exercises and whom."""
    if not rows:
        return
    keys = {(one.exercise_id, getattr(one, f"{field}_id")) for one in rows}
    stored = Extension.objects.filter(
        exercise__in={key[0] for key in keys}, **{f"{field}__in": {key[1] for key in keys}}
    )
    old = [pk for pk, *key in stored.values_list("pk", "exercise", field) if tuple(key) in keys]
    Extension.objects.filter(pk__in=old).delete()
    Extension.objects.bulk_create(rows, batch_size=BATCH)


def _whom(extension: Extension) -> Whom:
    whom = extension.student or extension.section
    if whom is None:
        raise ValueError(f"extension {extension.pk} is for nobody")
    return whom


class _Notes:
    """Makes entries for the audit. What an exercise is called is worked out once for all whom it concerns."""

    def __init__(self, actor: User, reason: str) -> None:
        self._actor = actor
        self._reason = reason
        self._exercises: dict[int, tuple[Course, str]] = {}
        self._dates: dict[datetime | None, str] = {}

    def of(self, exercise: Exercise, whom: Whom, before: datetime | None, after: datetime | None) -> AuditEntry:
        """Return the entry that tells of another due date."""
        course, name = self._known(exercise)
        return entry_of(
            course,
            self._actor,
            Action.EXTENSION,
            f"{name}: {whom}",
            before=self._shown(before),
            after=self._shown(after),
            reason=self._reason,
            person=whom if isinstance(whom, User) else None,
        )

    def _known(self, exercise: Exercise) -> tuple[Course, str]:
        if exercise.pk not in self._exercises:
            self._exercises[exercise.pk] = exercise.unit.course, named(exercise)
        return self._exercises[exercise.pk]

    def _shown(self, date: datetime | None) -> str:
        if date not in self._dates:
            self._dates[date] = shown(date)
        return self._dates[date]
