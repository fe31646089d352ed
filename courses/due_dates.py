"""Due dates as instructors set them: one field for each exercise, and one for each whole unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.audit import entry_of
from courses.changes import tell_scoring_changed
from courses.models import Action, AuditEntry, Course, Exercise
from courses.seen_forms import SeenForm
from courses.way import UnitSteps

FORMAT = "%Y-%m-%dT%H:%M"
WHOLE_UNIT = "unit"


class _DateField(forms.DateTimeField):
    """A date and a time, to the minute, as the visible field and the hidden one write it."""

    @staticmethod
    def hidden_widget() -> forms.Widget:  # type: ignore[override]
        """Return the hidden field."""
        return forms.DateTimeInput(attrs={"type": "hidden"}, format=FORMAT)


class DueDatesForm(SeenForm):
    """The due dates of a course's exercises; times are in the site's zone."""

    def __init__(self, outline: Iterable[UnitSteps], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = [part for part in outline if part.exercises]
        self.unseen = tuple(unit_field(part) for part in self.parts)
        for part in self.parts:
            self.fields[unit_field(part)] = date_field(str(part.unit), required=False)
            for exercise in part.exercises:
                self.fields[exercise_field(exercise)] = date_field(
                    str(exercise), required=False, initial=exercise.due_at
                )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Units with the fields of their exercises, for the template."""
        return [
            {
                "part": part,
                "whole": self[unit_field(part)],
                "exercises": [(one, self[exercise_field(one)]) for one in part.exercises],
            }
            for part in self.parts
        ]

    def save(self, course: Course, actor: User) -> int:
        """Store and record what is valid, and return how many dates changed; fields with an error stay as they were."""
        wanted = self._wanted()
        changed = [one for one in self._exercises() if one.pk in wanted and one.due_at != wanted[one.pk]]
        notes = [_note(course, actor, one, wanted[one.pk]) for one in changed]
        with transaction.atomic():
            for exercise in changed:
                exercise.due_at = wanted[exercise.pk]
            Exercise.objects.bulk_update(changed, ["due_at"])
            AuditEntry.objects.bulk_create(notes)
            tell_scoring_changed(changed)
        return len(changed)

    def _exercises(self) -> list[Exercise]:
        return [exercise for part in self.parts for exercise in part.exercises]

    def _wanted(self) -> dict[int, datetime | None]:
        """Return the valid dates by exercise id; the button of a whole unit sets all of its exercises."""
        valid = self.cleaned_data
        wanted = {one.pk: valid[name] for one in self._exercises() if (name := exercise_field(one)) in valid}
        for part in self.parts:
            if self.data.get(WHOLE_UNIT) == str(part.unit.pk) and unit_field(part) in valid:
                settled = [one for one in part.exercises if exercise_field(one) not in self.errors]
                wanted |= {one.pk: valid[unit_field(part)] for one in settled}
        return wanted


def _note(course: Course, actor: User, exercise: Exercise, due: datetime | None) -> AuditEntry:
    return entry_of(course, actor, Action.DATE, exercise, before=shown(exercise.due_at), after=shown(due))


def shown(due: datetime | None) -> str:
    """Return a due date as the audit keeps it: in the site's zone, with its name; empty for none."""
    return f"{localtime(due):%Y-%m-%d %H:%M %Z}" if due else ""


def exercise_field(exercise: Exercise) -> str:
    """Return the name of an exercise's field."""
    return f"due-{exercise.pk}"


def unit_field(part: UnitSteps) -> str:
    """Return the name of the field of a whole unit."""
    return f"unit-{part.unit.pk}"


def date_field(label: Any, *, required: bool = True, initial: datetime | None = None) -> forms.DateTimeField:
    """Return a field for the date and time when something is due, in the site's zone."""
    return _DateField(
        label=label,
        required=required,
        initial=initial and initial.replace(second=0, microsecond=0),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "form-control"}, format=FORMAT),
        error_messages={
            "invalid": _("This is not a date and time, such as 2026-12-01 23:59."),
            "required": _("Say when it is due."),
        },
    )
