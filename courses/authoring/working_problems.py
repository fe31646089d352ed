"""Everything wrong with an exercise or a lesson of a working copy, with files and lines."""

from __future__ import annotations

from collections.abc import Iterator

from courses.figures.markup import figure_problems
from courses.folders.content_errors import ContentError, Problem
from courses.folders.course_folder import SERVED_SUFFIXES, lesson_file
from courses.folders.exercise_folder import SETTINGS_FILE, read_exercise
from courses.folders.lesson_text import lesson_title, link_problems
from courses.markup.markdown import lesson_tokens
from courses.models import Course, WorkingFile
from courses.text import LANGUAGES
from courses.versions import over_ceilings

DATA = ("files/", "tests/data/")


def exercise_problems(course: Course, unit: str, slug: str) -> list[Problem]:
    """Return what is wrong with an exercise's files, by their paths in its folder."""
    try:
        folder = read_exercise(_files_to_check(course, f"{unit}/{slug}"))
    except ContentError as error:
        return list(error.problems)
    return [Problem(SETTINGS_FILE, 0, reason) for reason in over_ceilings(folder.limits)]


def _files_to_check(course: Course, folder: str) -> dict[str, bytes]:
    """Return a folder's files. Data files come empty: only their names are checked, and they may be large."""
    start = len(folder) + 1
    paths = WorkingFile.objects.filter(course=course, path__startswith=f"{folder}/").values_list("path", flat=True)
    names = [path[start:] for path in paths]
    read = [f"{folder}/{name}" for name in names if not name.startswith(DATA)]
    contents = WorkingFile.objects.filter(course=course, path__in=read).values_list("path", "content")
    return dict.fromkeys(names, b"") | {path[start:]: bytes(content) for path, content in contents}


def lesson_problems(course: Course, unit: str, lesson: str) -> list[Problem]:
    """Return what is wrong with a lesson in either language, by the names of its files."""
    names = {language: lesson_file(lesson, language) for language in LANGUAGES}
    paths = [f"{unit}/{name}" for name in names.values()]
    contents = dict(WorkingFile.objects.filter(course=course, path__in=paths).values_list("path", "content"))
    problems: list[Problem] = []
    for name in names.values():
        content = contents.get(f"{unit}/{name}")
        if content is None:
            problems.append(Problem(name, 0, "is missing"))
            continue
        try:
            problems += text_problems(course, unit, name, bytes(content).decode())
        except UnicodeDecodeError:
            problems.append(Problem(name, 0, "is not UTF-8 text"))
    return problems


def text_problems(course: Course, unit: str, name: str, text: str) -> Iterator[Problem]:
    """Yield what is wrong with one language's text of a lesson: its title, its links and images, its figures."""
    if not lesson_title(text):
        yield Problem(name, 1, "needs a first line “# title”")
    paths = set(WorkingFile.objects.filter(course=course).values_list("path", flat=True))
    exercises = {path.removesuffix(f"/{SETTINGS_FILE}") for path in paths if path.endswith(f"/{SETTINGS_FILE}")}
    images = {path.removeprefix(f"{unit}/") for path in paths if path.endswith(tuple(SERVED_SUFFIXES))}
    yield from link_problems(name, text, unit=unit, exercises=exercises, images=images)
    yield from (Problem(name, line, reason) for line, reason in figure_problems(lesson_tokens(text)))
