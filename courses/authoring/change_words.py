"""Says in an author's words what would change for students."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Exercise, Lesson, Unit, UnitFile
from courses.storing import Change, Event

HEADINGS: dict[Event, Promise] = {
    Event.CREATED: _("New"),
    Event.CHANGED: _("Changed"),
    Event.MOVED: _("At another place"),
    Event.DELETED: _("Removed"),
    Event.RETIRED: _("Retired: no longer shown; work handed in is kept"),
}
KINDS: dict[type[object], Promise] = {
    Course: _("Title and description of the course"),
    Unit: _("Unit"),
    Lesson: _("Lesson"),
    UnitFile: _("File"),
    Exercise: _("Exercise"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that would change: its kind, and what it is called."""

    kind: Promise
    name: str


def grouped(changes: Iterable[Change]) -> list[tuple[Promise, list[Line]]]:
    """Return the changes by what happens, under headings, in the order of `HEADINGS`."""
    lines: dict[Event, list[Line]] = {event: [] for event in HEADINGS}
    for change in changes:
        name = change.name.partition("/")[2] if isinstance(change.row, UnitFile) else str(change.row)
        event = Event.CREATED if change.event is Event.SHOWN else change.event
        lines[event].append(Line(kind=KINDS[type(change.row)], name=name))
    return [(HEADINGS[event], found) for event, found in lines.items() if found]
