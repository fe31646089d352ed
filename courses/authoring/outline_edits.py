"""Changes of a course's outline, in its working copy: adding, naming, ordering and removing its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses.audit import record
from courses.authoring import working_copy
from courses.authoring.outline_items import Item, NotPossible, Part, slug_problem
from courses.authoring.working_copy import NEW, Conflict
from courses.authoring.working_rows import ensure_rows
from courses.folders.archive import Files
from courses.folders.course_folder import COURSE_FILE, UNIT_FILE
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.lesson_text import lesson_title, with_title
from courses.folders.yaml_reading import load_plain
from courses.folders.yaml_writing import rewritten, written
from courses.models import Action, Course, WorkingFile
from courses.text import LANGUAGES, Text


@dataclass(frozen=True, kw_only=True)
class Details:
    """The title of a course or a part of it and, of courses and units, the text about it."""

    title: Text
    about: Text


@transaction.atomic
def add_unit(course: Course, author: User, slug: str, details: Details) -> None:
    """Put an empty unit at the end; `NotPossible` for a name that is none or taken."""
    settings = {"title": details.title, "summary": details.about, "lessons": [], "exercises": []}
    _add(course, author, Item(part=Part.UNIT, slug=slug), {UNIT_FILE: written(settings).encode()})


@transaction.atomic
def add_lesson(course: Course, author: User, unit: str, slug: str, title: Text) -> None:
    """Put a lesson that holds no more than its title at the end of a unit; `NotPossible` as `add_unit`."""
    item = Item(part=Part.LESSON, unit=unit, slug=slug)
    _list_it(course, author, item)
    for language, path in item.lesson_paths.items():
        working_copy.save(course, author, path, f"# {title[language]}\n".encode(), NEW)
    ensure_rows(course)


@transaction.atomic
def add_exercise(course: Course, author: User, unit: str, slug: str, files: Files) -> None:
    """Put an exercise with these files at the end of a unit; `NotPossible` as `add_unit`."""
    _add(course, author, Item(part=Part.EXERCISE, unit=unit, slug=slug), files)


@transaction.atomic
def remove(course: Course, author: User, item: Item) -> None:
    """Take a part out of the working copy, with all its files; students see it until the next publication."""
    file, slugs = _listed(course, item)
    _save_list(course, author, file, item, [slug for slug in slugs if slug != item.slug])
    if item.part is Part.LESSON:
        WorkingFile.objects.filter(course=course, path__in=item.lesson_paths.values()).delete()
    else:
        WorkingFile.objects.filter(course=course, path__startswith=f"{item.folder}/").delete()
    ensure_rows(course)
    record(course, author, Action.CONTENT, f"{item.part.value} {item.folder}", after="removed")


@transaction.atomic
def move(course: Course, author: User, item: Item, to: int, revision: int) -> int:
    """Put a part at the place ``to``, from 0, among its neighbors; return the new revision of the file that lists them.

    `Conflict` when the order was changed since ``revision``. A place beyond the ends is the nearest end.
    """
    file, slugs = _listed(course, item)
    if file.revision != revision:
        raise Conflict(file.path, file)
    if item.slug not in slugs:
        raise NotPossible(_("“{name}” is not there any more.").format(name=item.slug))
    slugs.remove(item.slug)
    slugs.insert(max(0, to), item.slug)
    saved = _save_list(course, author, file, item, slugs)
    ensure_rows(course)
    return saved.revision


def details_of(course: Course, item: Item | None) -> Details:
    """Return what a part, or with ``None`` the course, is called now; `NotPossible` where that cannot be read."""
    if item is not None and item.part is Part.LESSON:
        files = {language: working_copy.find(course, path) for language, path in item.lesson_paths.items()}
        texts = {one: bytes(file.content).decode("utf-8", "replace") for one, file in files.items() if file}
        return Details(title={one: lesson_title(text) for one, text in texts.items()}, about={})
    values = _values(_file(course, _details_path(item)))
    about = values.get(_about_name(item) or "")
    return Details(title=_as_text(values.get("title")), about=_as_text(about))


@transaction.atomic
def set_details(course: Course, author: User, item: Item | None, details: Details, shown: Details) -> None:
    """Call a part, or with ``None`` the course, something else.

    ``shown`` is what its author saw before; `Conflict` when somebody has changed it since.
    """
    if details_of(course, item) != shown:
        raise Conflict(_details_path(item), None)
    if item is not None and item.part is Part.LESSON:
        for language, path in item.lesson_paths.items():
            file = working_copy.find(course, path)
            before = bytes(file.content).decode("utf-8", "replace") if file else ""
            after = with_title(before, details.title[language]).encode()
            working_copy.save(course, author, path, after, file.revision if file else NEW)
    else:
        values: dict[str, Any] = {"title": details.title}
        if about := _about_name(item):
            values[about] = details.about
        _rewrite(course, author, _file(course, _details_path(item)), values)
    ensure_rows(course)


def _details_path(item: Item | None) -> str:
    if item is None:
        return COURSE_FILE
    if item.part is Part.LESSON:
        return item.lesson_paths[LANGUAGES[0]]
    return f"{item.folder}/{UNIT_FILE if item.part is Part.UNIT else SETTINGS_FILE}"


def _about_name(item: Item | None) -> str | None:
    if item is None:
        return "description"
    return "summary" if item.part is Part.UNIT else None


def _add(course: Course, author: User, item: Item, files: Files) -> None:
    _list_it(course, author, item)
    working_copy.replace(course, author, item.folder, files)
    ensure_rows(course)


def _list_it(course: Course, author: User, item: Item) -> None:
    if problem := slug_problem(item.slug, item.part.value):
        raise NotPossible(problem)
    file, slugs = _listed(course, item)
    if item.slug in slugs or _stands_there(course, item):
        raise NotPossible(_("There is a “{name}” already. Choose another name.").format(name=item.slug))
    _save_list(course, author, file, item, [*slugs, item.slug])


def _stands_there(course: Course, item: Item) -> bool:
    if item.part is Part.LESSON:
        found = WorkingFile.objects.filter(course=course, path__in=item.lesson_paths.values())
    else:
        found = WorkingFile.objects.filter(course=course, path__startswith=f"{item.folder}/")
    return found.exists()


def _listed(course: Course, item: Item) -> tuple[WorkingFile, list[str]]:
    file = _file(course, item.settings_path)
    slugs = _values(file).get(item.part.list_name) or []
    if not isinstance(slugs, list) or not all(isinstance(slug, str) for slug in slugs):
        raise NotPossible(_("{file} cannot be read. Put it right first.").format(file=file.path))
    return file, list(slugs)


def _save_list(course: Course, author: User, file: WorkingFile, item: Item, slugs: list[str]) -> WorkingFile:
    return _rewrite(course, author, file, {item.part.list_name: slugs})


def _rewrite(course: Course, author: User, file: WorkingFile, values: Mapping[str, Any]) -> WorkingFile:
    text = rewritten(bytes(file.content).decode(), dict(values))
    return working_copy.save(course, author, file.path, text.encode(), file.revision)


def _file(course: Course, path: str) -> WorkingFile:
    file = working_copy.find(course, path)
    if file is None:
        raise NotPossible(_("{file} is not there any more.").format(file=path))
    return file


def _values(file: WorkingFile) -> dict[str, Any]:
    try:
        found = load_plain(bytes(file.content).decode())
    except (yaml.YAMLError, UnicodeDecodeError):
        found = None
    if not isinstance(found, dict):
        raise NotPossible(_("{file} cannot be read. Put it right first.").format(file=file.path))
    return found


def _as_text(value: object) -> Text:
    found = value if isinstance(value, dict) else {}
    return {language: str(found[language]) for language in LANGUAGES if language in found}
