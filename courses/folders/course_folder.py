"""A folder of courses, read and checked: courses, their units, lessons, figures and exercises."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import StringConstraints

from courses.figures.markup import figure_problems
from courses.folders.archive import Files, pack, read_directory
from courses.folders.content_errors import ContentError, Problem
from courses.folders.exercise_folder import SETTINGS_FILE, ExerciseFolder, read_exercise
from courses.folders.exercise_settings import BothLanguages, Checked
from courses.folders.lesson_text import lesson_title, link_problems
from courses.folders.yaml_reading import read_yaml
from courses.markup.markdown import lesson_tokens
from courses.text import LANGUAGES, Text

COURSE_FILE = "course.yaml"
UNIT_FILE = "unit.yaml"
PLAIN_LESSON = "lesson"
LESSON_FILE = re.compile(r"lesson(-(?P<slug>.+))?\.(?P<language>[a-z]+)\.md")
SERVED_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".csv"})

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
Slug = Annotated[str, StringConstraints(pattern=f"^{SLUG}$", max_length=50)]


class CourseSettings(Checked):
    """The whole of ``course.yaml``."""

    title: BothLanguages
    description: BothLanguages
    units: tuple[Slug, ...]


class UnitSettings(Checked):
    """The whole of ``unit.yaml``."""

    title: BothLanguages
    summary: BothLanguages
    lessons: tuple[Slug, ...] = ()
    exercises: tuple[Slug, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LessonText:
    """A lesson in both languages; its title is the first heading."""

    slug: str
    title: Text
    body: Text


@dataclass(frozen=True, kw_only=True)
class ExerciseEntry:
    """An exercise in its unit, with the zip that a version stores."""

    slug: str
    folder: ExerciseFolder
    archive: bytes


@dataclass(frozen=True, kw_only=True)
class UnitFolder:
    """A unit, its lessons and exercises in order, and the files that its lessons show.

    ``exercises`` is empty where only texts were read; ``exercise_slugs`` names all that are listed.
    """

    slug: str
    title: Text
    summary: Text
    lessons: tuple[LessonText, ...]
    exercise_slugs: tuple[str, ...]
    exercises: tuple[ExerciseEntry, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class CourseFolder:
    """A course and its units in order."""

    slug: str
    title: Text
    description: Text
    units: tuple[UnitFolder, ...]


def course_directories(content: Path) -> list[Path]:
    """Return the folders of courses in ``content``, which may be a course itself."""
    if (content / COURSE_FILE).is_file():
        return [content]
    return sorted(path.parent for path in content.glob(f"*/{COURSE_FILE}"))


def read_courses(content: Path) -> tuple[CourseFolder, ...]:
    """Return every course in a folder; ``ContentError`` lists everything wrong in all of them."""
    directories = course_directories(content)
    problems = (
        [] if directories else [Problem(str(content), 0, _("holds no folder with a {file}").format(file=COURSE_FILE))]
    )
    courses = []
    for directory in directories:
        try:
            courses.append(read_course(directory))
        except ContentError as error:
            problems += [problem.under(directory.name) for problem in error.problems]
    if problems:
        raise ContentError(problems)
    return tuple(courses)


def read_course(directory: Path, *, with_exercises: bool = True) -> CourseFolder:
    """Return the course in a directory; ``ContentError`` lists everything wrong, with paths from the directory.

    Without exercises, nothing is said about what stands in their folders.
    """
    problems: list[Problem] = []
    settings = read_yaml(COURSE_FILE, _content(directory / COURSE_FILE), CourseSettings)
    problems += _slug_problems(directory / COURSE_FILE, "units", settings.units, _folders_with(directory, UNIT_FILE))
    units = []
    for slug in settings.units:
        if (directory / slug / UNIT_FILE).is_file():
            unit, found = _read_unit(directory / slug, with_exercises=with_exercises)
            problems += [problem.under(slug) for problem in found]
            units += [unit] if unit else []
    problems += _all_link_problems(directory, units)
    if problems:
        raise ContentError(problems)
    title, description = settings.title.text, settings.description.text
    return CourseFolder(slug=directory.name, title=title, description=description, units=tuple(units))


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _read_unit(directory: Path, *, with_exercises: bool) -> tuple[UnitFolder | None, list[Problem]]:
    try:
        settings = read_yaml(UNIT_FILE, (directory / UNIT_FILE).read_bytes(), UnitSettings)
    except ContentError as error:
        return None, list(error.problems)
    problems = _slug_problems(
        directory / UNIT_FILE, "exercises", settings.exercises, _folders_with(directory, SETTINGS_FILE)
    )
    problems += _slug_problems(directory / UNIT_FILE, "lessons", settings.lessons, _lesson_slugs(directory))
    lessons, lesson_problems = _read_lessons(directory, settings.lessons)
    exercises, exercise_problems = _read_exercises(directory, settings.exercises if with_exercises else ())
    files, file_problems = _read_files(directory, settings.exercises)
    unit = UnitFolder(
        slug=directory.name,
        title=settings.title.text,
        summary=settings.summary.text,
        lessons=lessons,
        exercise_slugs=settings.exercises,
        exercises=exercises,
        files=files,
    )
    return unit, [*problems, *lesson_problems, *exercise_problems, *file_problems]


def _read_lessons(directory: Path, slugs: tuple[str, ...]) -> tuple[tuple[LessonText, ...], list[Problem]]:
    lessons, problems = [], []
    for slug in slugs:
        body: Text = {}
        for language in LANGUAGES:
            name = lesson_file(slug, language)
            try:
                body[language] = (directory / name).read_text(encoding="utf-8")
            except FileNotFoundError:
                problems.append(Problem(name, 0, _("is missing")))
            except UnicodeDecodeError:
                problems.append(Problem(name, 0, _("is not UTF-8 text")))
        title = {language: lesson_title(text) for language, text in body.items()}
        untitled = [language for language in title if not title[language]]
        problems += [Problem(lesson_file(slug, one), 1, _("needs a first line “# title”")) for one in untitled]
        lessons.append(LessonText(slug=slug, title=title, body=body))
    return tuple(lessons), problems


def _read_exercises(directory: Path, slugs: tuple[str, ...]) -> tuple[tuple[ExerciseEntry, ...], list[Problem]]:
    exercises, problems = [], []
    for slug in slugs:
        if (directory / slug).is_dir():
            try:
                files = read_directory(directory / slug)
                exercises.append(ExerciseEntry(slug=slug, folder=read_exercise(files), archive=pack(files)))
            except ContentError as error:
                problems += [problem.under(slug) for problem in error.problems]
    return tuple(exercises), problems


def _read_files(directory: Path, exercises: tuple[str, ...]) -> tuple[dict[str, bytes], list[Problem]]:
    try:
        files = read_directory(directory)
    except ContentError as error:
        return {}, list(error.problems)
    return served(files, exercises), []


def served(files: Files, exercises: Collection[str]) -> dict[str, bytes]:
    """Return those files of a unit's folder that its lessons may show: none of its exercises'."""
    own = {path: content for path, content in files.items() if path.partition("/")[0] not in exercises}
    return {path: own[path] for path in own if PurePosixPath(path).suffix in SERVED_SUFFIXES}


def lesson_file(slug: str, language: str) -> str:
    """Return the name of a lesson's file: ``lesson.en.md``, or ``lesson-iris.en.md`` for the slug ``iris``."""
    return f"lesson.{language}.md" if slug == PLAIN_LESSON else f"lesson-{slug}.{language}.md"


def _lesson_slugs(directory: Path) -> set[str]:
    found = (LESSON_FILE.fullmatch(path.name) for path in directory.iterdir())
    return {match.group("slug") or PLAIN_LESSON for match in found if match}


def _folders_with(directory: Path, name: str) -> set[str]:
    return {path.parent.name for path in directory.glob(f"*/{name}")}


def _slug_problems(path: Path, field: str, listed: tuple[str, ...], found: set[str]) -> list[Problem]:
    reasons = dict.fromkeys(found - set(listed), _("“{slug}” exists but is not listed"))
    reasons |= {slug: _("“{slug}” is listed but does not exist") for slug in listed if slug not in found}
    reasons |= {slug: _("“{slug}” is listed twice") for slug in listed if listed.count(slug) > 1}
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Problem(
            path.name,
            _line_of(slug, lines),
            f"{field}: {reason.format(slug=slug)}",
        )
        for slug, reason in reasons.items()
    ]


def _line_of(slug: str, lines: list[str]) -> int:
    """Return the line from 1 where a list names ``slug``, or 0."""
    named = re.compile(rf"(.*[\s\[,-]|){re.escape(slug)}([\s\],#].*|)")
    return next((number for number, line in enumerate(lines, start=1) if named.fullmatch(line)), 0)


def _all_link_problems(course: Path, units: list[UnitFolder]) -> Iterator[Problem]:
    exercises = {path.parent.relative_to(course).as_posix() for path in course.glob(f"*/*/{SETTINGS_FILE}")}
    for unit in units:
        for lesson in unit.lessons:
            for language, text in lesson.body.items():
                file = f"{unit.slug}/{lesson_file(lesson.slug, language)}"
                yield from link_problems(file, text, unit=unit.slug, exercises=exercises, images=unit.files)
                yield from (Problem(file, line, wrong) for line, wrong in figure_problems(lesson_tokens(text)))
