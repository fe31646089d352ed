"""A course as its authors see it: what stands in its folder, in order, and what of it students see already.

It is read from a folder that may be broken, so that it can be put right.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from django.db.models import Count, Max, Sum, TextChoices
from django.utils.translation import gettext_lazy as _

from courses.authoring.course_files import files_of
from courses.authoring.live_rows import LiveRows, live_rows
from courses.authoring.translation_gaps import gaps
from courses.folders.archive import Files, content_hash
from courses.folders.content_errors import ContentError, Problem
from courses.folders.course_folder import COURSE_FILE, UNIT_FILE, CourseSettings, UnitSettings, lesson_file, served
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import Checked, ExerciseSettings
from courses.folders.lesson_text import lesson_title
from courses.folders.yaml_reading import read_yaml
from courses.models import Course, Kind, Origin, WorkingFile
from courses.text import LANGUAGES, Text

Settings = TypeVar("Settings", bound=Checked)


class State(TextChoices):
    """What students see of a part of the folder."""

    UNPUBLISHED = "unpublished", _("unpublished")
    CHANGED = "changed", _("changed since publication")
    PUBLISHED = "published", _("published")


@dataclass(frozen=True, kw_only=True)
class WorkingStep:
    """A lesson of the folder; ``gaps`` says in words what of its languages is missing."""

    slug: str
    title: Text
    state: State
    gaps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WorkingExercise(WorkingStep):
    """An exercise of the folder; one whose settings cannot be read has neither points nor a kind."""

    points: Decimal | None
    kind: Kind | None


@dataclass(frozen=True, kw_only=True)
class WorkingUnit:
    """A unit of the folder. ``revision`` is that of its ``unit.yaml``; ``problems`` says why that cannot be read."""

    slug: str
    title: Text
    summary: Text
    state: State
    gaps: tuple[str, ...]
    revision: int
    lessons: tuple[WorkingStep, ...]
    exercises: tuple[WorkingExercise, ...]
    removed: tuple[Text, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class WorkingOutline:
    """A course's folder. ``removed`` are titles of what students see and the folder no longer holds."""

    title: Text
    description: Text
    state: State
    gaps: tuple[str, ...]
    revision: int
    units: tuple[WorkingUnit, ...]
    removed: tuple[Text, ...]
    problems: tuple[Problem, ...]

    @property
    def has_changes(self) -> bool:
        """Whether students see something else than what stands in the folder."""
        steps = [step.state for unit in self.units for step in (*unit.lessons, *unit.exercises)]
        return {self.state, *steps, *(unit.state for unit in self.units)} != {State.PUBLISHED}


def read_outline(course: Course) -> WorkingOutline:
    """Return a course's folder as an outline, in a fixed number of queries."""
    files = files_of(course)
    rows = WorkingFile.objects.filter(course=course, path__endswith=".yaml")
    revisions = dict(rows.values_list("path", "revision"))
    live = live_rows(course)
    settings, problems = _settings(files, COURSE_FILE, CourseSettings)
    folders = _folders(files)
    slugs = settings.units if settings else tuple(sorted(slug for slug in folders if UNIT_FILE in folders[slug]))
    units = tuple(_unit(slug, folders.get(slug, {}), revisions.get(f"{slug}/{UNIT_FILE}", 0), live) for slug in slugs)
    title = settings.title.text if settings else course.title
    description = settings.description.text if settings else course.description
    removed = tuple(live.units[slug].title for slug in live.unit_order if slug not in slugs)
    same = (title, description) == (course.title, course.description) and not removed
    return WorkingOutline(
        title=title,
        description=description,
        state=State.PUBLISHED if same and _same_order(slugs, live.unit_order) else State.CHANGED,
        gaps=gaps(description, title),
        revision=revisions.get(COURSE_FILE, 0),
        units=units,
        removed=removed,
        problems=problems,
    )


def has_changes(course: Course) -> bool:
    """Return whether a course has anything that is not published; remembered as long as nothing is saved or published.

    Every publication stands in the audit, so its newest entry tells of them.
    """
    if course.origin != Origin.SITE:
        return False
    saves = course.working_files.aggregate(count=Count("pk"), saves=Sum("revision"), newest=Max("saved_at"))
    published = course.audit_entries.aggregate(newest=Max("pk"))["newest"]
    return _has_changes(course, (saves["count"], saves["saves"], saves["newest"], published))


@lru_cache(maxsize=512)
def _has_changes(course: Course, _mark: tuple[object, ...]) -> bool:
    return read_outline(course).has_changes


def _unit(slug: str, files: Files, revision: int, live: LiveRows) -> WorkingUnit:
    settings, problems = _settings(files, UNIT_FILE, UnitSettings)
    lessons, exercises = (settings.lessons, settings.exercises) if settings else ((), ())
    title = settings.title.text if settings else {"en": slug}
    summary = settings.summary.text if settings else {}
    folders = _folders(files)
    return WorkingUnit(
        slug=slug,
        title=title,
        summary=summary,
        state=_unit_state(slug, settings, files, live),
        gaps=gaps(summary, title) if settings else (),
        revision=revision,
        lessons=tuple(_lesson(slug, one, files, live) for one in lessons),
        exercises=tuple(_exercise(slug, one, folders.get(one, {}), live) for one in exercises),
        removed=live.removed_from(slug, lessons, exercises) if settings else (),
        problems=tuple(problem.under(slug) for problem in problems),
    )


def _unit_state(slug: str, settings: UnitSettings | None, files: Files, live: LiveRows) -> State:
    row = live.units.get(slug)
    if row is None:
        return State.UNPUBLISHED
    if settings is None or live.removed_from(slug, settings.lessons, settings.exercises):
        return State.CHANGED
    shown = {path: content_hash({path: one}) for path, one in served(files, settings.exercises).items()}
    same = (
        (row.title, row.summary) == (settings.title.text, settings.summary.text)
        and shown == live.files.get(slug, {})
        and _same_order(settings.lessons, live.order_of(live.lessons, slug))
        and _same_order(settings.exercises, live.order_of(live.exercises, slug))
    )
    return State.PUBLISHED if same else State.CHANGED


def _lesson(unit: str, slug: str, files: Files, live: LiveRows) -> WorkingStep:
    names = {language: lesson_file(slug, language) for language in LANGUAGES}
    body = {language: _text(files[name]) for language, name in names.items() if name in files}
    title = {language: found for language, text in body.items() if (found := lesson_title(text))}
    published = live.lessons.get((unit, slug))
    state = State.UNPUBLISHED
    if published is not None:
        state = State.PUBLISHED if published.body == body else State.CHANGED
    return WorkingStep(slug=slug, title=title or {"en": slug}, state=state, gaps=gaps(body, title))


def _exercise(unit: str, slug: str, files: Files, live: LiveRows) -> WorkingExercise:
    settings, _problems = _settings(files, SETTINGS_FILE, ExerciseSettings)
    title = settings.title.text if settings else {"en": slug}
    names = {language: f"prompt.{language}.md" for language in LANGUAGES}
    prompt = {language: _text(files[name]) for language, name in names.items() if name in files}
    published = live.exercises.get((unit, slug))
    state = State.UNPUBLISHED
    if published is not None and published.current is not None:
        state = State.PUBLISHED if published.current.content_hash == content_hash(files) else State.CHANGED
    return WorkingExercise(
        slug=slug,
        title=title,
        state=state,
        gaps=gaps(prompt, title if settings else None),
        points=settings.points if settings else None,
        kind=Kind(settings.kind) if settings else None,
    )


def read_settings(files: Files, path: str, model: type[Settings]) -> Settings | None:
    """Return what a YAML file of the folder says, or ``None`` where it is missing or broken."""
    return _settings(files, path, model)[0]


def _settings(files: Files, path: str, model: type[Settings]) -> tuple[Settings | None, tuple[Problem, ...]]:
    try:
        return read_yaml(path, files.get(path), model), ()
    except ContentError as error:
        return None, error.problems


def _folders(files: Files) -> dict[str, dict[str, bytes]]:
    """Return the files in each folder at the top, by their paths from there."""
    found: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        folder, slash, rest = path.partition("/")
        if slash:
            found.setdefault(folder, {})[rest] = content
    return found


def _same_order(wanted: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether what stands in both has the same order in both."""
    return [slug for slug in wanted if slug in there] == [slug for slug in there if slug in wanted]


def _text(content: bytes) -> str:
    """Return a lesson as publishing reads it: with one kind of line ends."""
    return content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
