"""What students see of a course, made to be as its folder says: what has to change, and changing it.

Folders on disk (`courses.loading`) and working copies (`courses.authoring.publishing`) come this way. What no longer
stands in the folder disappears from the site: lessons and figures are deleted; units and exercises are retired and
kept, since work may have been handed in to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from django.db import models

from courses.changes import tell_scoring_changed
from courses.folders.archive import content_hash
from courses.folders.course_folder import CourseFolder, ExerciseEntry, LessonText, UnitFolder
from courses.models import Course, Exercise, ExerciseVersion, Lesson, Unit, UnitFile
from courses.versions import copied_from

Row = TypeVar("Row", bound=models.Model)


class Event(Enum):
    """What happens to a part of a course."""

    CREATED = "created"
    SHOWN = "shown"
    """A unit that was there and not shown: one that is new in the browser, or comes back."""
    CHANGED = "changed"
    MOVED = "moved"
    DELETED = "deleted"
    RETIRED = "retired"
    VERSION = "now at version"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that changes: ``row`` holds the new values of ``fields`` already, and is not stored before `apply`."""

    event: Event
    name: str
    row: models.Model
    fields: tuple[str, ...] = ()
    version: ExerciseVersion | None = None

    def __str__(self) -> str:
        which = f" {self.version.content_hash[:12]}" if self.version else ""
        return f"{self.name}: {self.event.value}{which}"

    def apply(self) -> None:
        """Store it. Changes are applied in the order of their list."""
        if self.event is Event.CREATED:
            self.row.save(force_insert=True)
        elif self.event is Event.DELETED:
            self.row.delete()
        elif self.version is not None and isinstance(self.row, Exercise):
            if self.version._state.adding:
                self.version.save(force_insert=True)
            self.row.current = self.version
            self.row.save(update_fields=["current"])
        else:
            self.row.save(update_fields=self.fields)
            if isinstance(self.row, Exercise) and "points" in self.fields:
                tell_scoring_changed([self.row])


def changes_to(folder: CourseFolder, *, with_exercises: bool) -> list[Change]:
    """Return what has to change for students to see ``folder``, in the order in which to apply it; it stores nothing.

    Without exercises, those that stand in the folder keep what they are and follow its order; those that do not are
    retired all the same.
    """
    plan = _Plan(folder, with_exercises=with_exercises)
    plan.make()
    return plan.changes


class _Plan:
    """Compares a folder with the rows of its course, which are read in a fixed number of queries."""

    def __init__(self, folder: CourseFolder, *, with_exercises: bool) -> None:
        self.folder = folder
        self.with_exercises = with_exercises
        self.changes: list[Change] = []
        self.course = Course.objects.filter(slug=folder.slug).first()
        units = Unit.objects.filter(course=self.course) if self.course else Unit.objects.none()
        self.units = {unit.slug: unit for unit in units}
        of_course = {"unit__in": list(self.units.values())}
        self.lessons = _by_unit(Lesson.objects.filter(**of_course), "slug")
        self.files = _by_unit(UnitFile.objects.filter(**of_course).defer("content"), "path")
        self.exercises = _by_unit(
            Exercise.objects.filter(**of_course).select_related("current").defer("current__archive"), "slug"
        )
        versions = ExerciseVersion.objects.filter(exercise__unit__in=list(self.units.values())).defer("archive")
        self.versions = {(one.exercise_id, one.content_hash): one for one in versions} if with_exercises else {}

    def make(self) -> None:
        """Fill `changes`."""
        folder = self.folder
        values = {"title": folder.title, "description": folder.description}
        course = self._put(self.course, lambda: Course(slug=folder.slug), values, folder.slug)
        for position, one in enumerate(folder.units):
            self._unit(course, one, position)
        kept = {one.slug for one in folder.units}
        for unit in self.units.values():
            if unit.slug not in kept and not unit.retired:
                unit.retired = True
                name = f"{folder.slug}/{unit.slug}"
                self._add(Event.RETIRED, name, unit, "retired")
                self._retire(self._rows(self.exercises, unit).values(), name)

    def _unit(self, course: Course, folder: UnitFolder, position: int) -> None:
        name = f"{course.slug}/{folder.slug}"
        values = {"title": folder.title, "summary": folder.summary, "position": position, "retired": False}
        stored = self.units.get(folder.slug)
        unit = self._put(stored, lambda: Unit(course=course, slug=folder.slug), values, name)
        lessons, files = self._rows(self.lessons, unit), self._rows(self.files, unit)
        exercises = self._rows(self.exercises, unit)
        for index, lesson in enumerate(folder.lessons):
            self._lesson(unit, lessons.pop(lesson.slug, None), lesson, index, f"{name}/lessons/{lesson.slug}")
        for path, content in folder.files.items():
            self._file(unit, files.pop(path, None), path, content, f"{name}/{path}")
        self._exercises(unit, exercises, folder, name)
        for slug, gone in lessons.items():
            self._add(Event.DELETED, f"{name}/lessons/{slug}", gone)
        for path, gone_file in files.items():
            self._add(Event.DELETED, f"{name}/{path}", gone_file)
        self._retire(exercises.values(), name)

    def _lesson(self, unit: Unit, stored: Lesson | None, lesson: LessonText, position: int, name: str) -> None:
        values = {"title": lesson.title, "body": lesson.body, "position": position}
        self._put(stored, lambda: Lesson(unit=unit, slug=lesson.slug), values, name)

    def _file(self, unit: Unit, stored: UnitFile | None, path: str, content: bytes, name: str) -> None:
        digest = content_hash({path: content})
        if stored is None or stored.content_hash != digest:
            row = stored or UnitFile(unit=unit, path=path)
            row.content_hash, row.content = digest, content
            self._add(Event.CHANGED if stored else Event.CREATED, name, row, "content_hash", "content")

    def _exercises(self, unit: Unit, stored: dict[str, Exercise], folder: UnitFolder, name: str) -> None:
        entries = {entry.slug: entry for entry in folder.exercises}
        for position, slug in enumerate(folder.exercise_slugs):
            exercise, entry = stored.pop(slug, None), entries.get(slug)
            if entry is not None:
                self._exercise(unit, exercise, entry, position, f"{name}/{slug}")
            elif exercise is not None:
                self._put(exercise, Exercise, {"position": position}, f"{name}/{slug}")

    def _exercise(self, unit: Unit, stored: Exercise | None, entry: ExerciseEntry, position: int, name: str) -> None:
        folder = entry.folder
        values = {**copied_from(folder), "position": position}
        exercise = self._put(stored, lambda: Exercise(unit=unit, slug=entry.slug), values, name)
        if exercise.current is None or exercise.current.content_hash != folder.content_hash:
            version = self.versions.get((exercise.pk, folder.content_hash)) or ExerciseVersion(
                exercise=exercise, content_hash=folder.content_hash, archive=entry.archive
            )
            self.changes.append(Change(event=Event.VERSION, name=name, row=exercise, version=version))

    def _retire(self, exercises: Iterable[Exercise], name: str) -> None:
        for exercise in exercises:
            if exercise.current_id is not None:
                exercise.current = None
                self._add(Event.RETIRED, f"{name}/{exercise.slug}", exercise, "current")

    def _put(self, stored: Row | None, new: Callable[[], Row], values: dict[str, Any], name: str) -> Row:
        """Return the row with these values, and note what has to be stored of it."""
        row = stored or new()
        different = [field for field, value in values.items() if stored is None or getattr(stored, field) != value]
        for field in different:
            setattr(row, field, values[field])
        if stored is None:
            self._add(Event.CREATED, name, row)
        elif different:
            self._add(_event(different), name, row, *different)
        return row

    def _add(self, event: Event, name: str, row: models.Model, *fields: str) -> None:
        self.changes.append(Change(event=event, name=name, row=row, fields=fields))

    @staticmethod
    def _rows(rows: dict[int, dict[str, Row]], unit: Unit) -> dict[str, Row]:
        return dict(rows.get(unit.pk, {})) if unit.pk else {}


def _event(different: list[str]) -> Event:
    if "retired" in different:
        return Event.SHOWN
    return Event.MOVED if different == ["position"] else Event.CHANGED


def _by_unit(rows: models.QuerySet[Any], key: str) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row.unit_id, {})[getattr(row, key)] = row
    return found
