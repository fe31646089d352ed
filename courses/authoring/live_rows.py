"""What students see of a course now, as rows by their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from courses.models import Course, Exercise, Lesson, Unit, UnitFile
from courses.text import Text

Place = tuple[str, str]
"""The slugs of a unit and of a lesson or an exercise."""


@dataclass(frozen=True, kw_only=True)
class LiveRows:
    """The published units, lessons and exercises of a course in their order, and the hashes of its units' files."""

    units: Mapping[str, Unit]
    lessons: Mapping[Place, Lesson]
    exercises: Mapping[Place, Exercise]
    files: Mapping[str, Mapping[str, str]]

    @property
    def unit_order(self) -> tuple[str, ...]:
        """The slugs of the units in order."""
        return tuple(self.units)

    @staticmethod
    def order_of(rows: Mapping[Place, Lesson] | Mapping[Place, Exercise], unit: str) -> tuple[str, ...]:
        """Return the slugs of a unit's lessons or exercises in order."""
        return tuple(slug for part, slug in rows if part == unit)

    def removed_from(self, unit: str, lessons: Collection[str], exercises: Collection[str]) -> tuple[Text, ...]:
        """Return the titles of what a unit shows beyond these lessons and exercises."""
        texts = [row.title for (part, slug), row in self.lessons.items() if part == unit and slug not in lessons]
        tasks = [row.title for (part, slug), row in self.exercises.items() if part == unit and slug not in exercises]
        return (*texts, *tasks)


def live_rows(course: Course) -> LiveRows:
    """Return what students see of a course, in four queries."""
    units = {unit.pk: unit for unit in course.units.published()}
    lessons = Lesson.objects.filter(unit__in=units)
    exercises = Exercise.objects.published().filter(unit__in=units).select_related("current")
    files: dict[str, dict[str, str]] = {}
    for unit, path, digest in UnitFile.objects.filter(unit__in=units).values_list("unit", "path", "content_hash"):
        files.setdefault(units[unit].slug, {})[path] = digest
    return LiveRows(
        units={unit.slug: unit for unit in units.values()},
        lessons={(units[one.unit_id].slug, one.slug): one for one in lessons},
        exercises={(units[one.unit_id].slug, one.slug): one for one in exercises.defer("current__archive", "prompt")},
        files=files,
    )
