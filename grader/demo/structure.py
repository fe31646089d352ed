"""The demonstration course's units, lessons and exercises: a copy of another course's, with due dates of its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from courses.folders.archive import Files, pack, unpack
from courses.folders.exercise_folder import ExerciseFolder, read_exercise
from courses.models import Course, Exercise, ExerciseVersion, Joining, Lesson, Origin, Unit, UnitFile
from courses.text import LANGUAGES, Text
from courses.way import UnitSteps, outline
from grader.demo.flaw import with_flaw
from grader.demo.term import Term

SLUG = "demo-term"
TITLE = {"en": "Demonstration term", "ko": "시연용 학기"}
DESCRIPTION = {
    "en": "Made-up students, whose work was really graded, in a copy of the course “{course}”.",
    "ko": "“{course}” 과정의 사본입니다. 학생은 가상의 인물이지만, 제출물은 모두 실제로 채점했습니다.",
}
COPIED = ("slug", "title", "kind", "prompt", "points", "position", "weight")


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An exercise that the demonstration course will have: the one that it is copied from, and its content."""

    original: Exercise
    files: Files
    folder: ExerciseFolder

    @property
    def name(self) -> str:
        """``unit/exercise``."""
        return f"{self.original.unit.slug}/{self.original.slug}"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the demonstration course will hold: units of a course, and what their exercises will be."""

    source: Course
    parts: tuple[UnitSteps, ...]
    exercises: tuple[Planned, ...]


def plan_course(source: Course, units: int | None) -> Plan:
    """Return the plan for the first ``units`` units of a course, all for ``None``."""
    parts = outline(source, with_words=True)[:units]
    return Plan(source=source, parts=parts, exercises=tuple(_planned(one) for part in parts for one in part.exercises))


def _planned(exercise: Exercise) -> Planned:
    version = exercise.current
    if version is None:
        raise ValueError(f"{exercise.slug} is not published")
    files = with_flaw(exercise.unit.slug, exercise.slug, unpack(bytes(version.archive)))
    return Planned(original=exercise, files=files, folder=read_exercise(files))


def store_structure(plan: Plan, term: Term) -> tuple[Course, dict[str, Exercise]]:
    """Store the demonstration course; return it and its exercises by ``unit/exercise``."""
    course = Course.objects.create(
        slug=SLUG,
        title=TITLE,
        description=_described(plan.source),
        position=1 + max(Course.objects.values_list("position", flat=True), default=0),
        origin=Origin.FILES,
        is_listed=False,
        joining=Joining.INVITED,
    )
    units = {part.unit.slug: _store_unit(course, part) for part in plan.parts}
    stored = {one.name: _store_exercise(units[one.original.unit.slug], one) for one in plan.exercises}
    for exercise, due_at in zip(stored.values(), term.due_dates(len(stored)), strict=True):
        exercise.due_at = due_at
    Exercise.objects.bulk_update(stored.values(), ["due_at"])
    return course, stored


def _described(source: Course) -> Text:
    titles = {}
    for language in LANGUAGES:
        with translation.override(language):
            titles[language] = str(source)
    return {language: DESCRIPTION[language].format(course=titles[language]) for language in LANGUAGES}


def _store_unit(course: Course, part: UnitSteps) -> Unit:
    unit = part.unit
    fields = {"title": unit.title, "summary": unit.summary, "position": unit.position}
    copy = Unit.objects.create(course=course, slug=unit.slug, **fields)
    Lesson.objects.bulk_create(
        Lesson(unit=copy, slug=one.slug, title=one.title, body=one.body, position=one.position) for one in part.lessons
    )
    UnitFile.objects.bulk_create(
        UnitFile(unit=copy, path=one.path, content_hash=one.content_hash, content=one.content)
        for one in unit.files.all()
    )
    return copy


def _store_exercise(unit: Unit, planned: Planned) -> Exercise:
    copy = Exercise.objects.create(unit=unit, **{name: getattr(planned.original, name) for name in COPIED})
    copy.current = ExerciseVersion.objects.create(
        exercise=copy, content_hash=planned.folder.content_hash, archive=pack(planned.files)
    )
    copy.save(update_fields=["current"])
    return copy
