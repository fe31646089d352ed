"""The pages on which an exercise of a working copy is written."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from courses.access import signed_in
from courses.authoring import working_copy
from courses.authoring.attempts import named_fails, names_of_tests
from courses.authoring.authoring_words import editing_settings
from courses.authoring.exercise_form import DetailsForm
from courses.authoring.exercise_parts import Folder, Part, address_of, files_of, folder_in, with_addresses
from courses.authoring.exercise_yaml import rewritten, written
from courses.authoring.opened_files import Opened, chosen, open_files
from courses.authoring.ready_tests import ready_tests
from courses.authoring.working_changes import save_file
from courses.authoring.working_copy import Conflict
from courses.authoring.working_problems import exercise_problems
from courses.authoring.writable import find_writable
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import SETTINGS_FILE
from courses.folders.exercise_settings import ExerciseSettings
from courses.folders.sources import FORMATS
from courses.folders.yaml_reading import read_yaml
from courses.models import Course, Exercise, WorkingFile
from courses.text import translated

SEVERAL = (Part.TESTS, Part.ATTEMPTS, Part.YAML)
"""Parts of several files, of which one is open."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def edit_exercise(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show a part (``?part=``) of an exercise's editor; a POST saves the form of its details."""
    user = signed_in(request)
    folder = find_folder(course, unit, exercise, user)
    if request.method == "POST":
        return _save_details(request, user, folder)
    asked = request.GET.get("part", "")
    return exercise_page(request, folder, Part(asked) if asked in Part else Part.DETAILS)


@require_safe
@never_cache
@login_required
def problems(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show what is wrong with an exercise's files, as a part of its pages."""
    folder = find_folder(course, unit, exercise, signed_in(request))
    return render(request, "courses/_working_problems.html", {"problems": _problems(folder)})


def find_folder(course: str, unit: str, exercise: str, user: User) -> Folder:
    """Return the folder of an exercise in a course that ``user`` may write; ``Http404`` where there is none."""
    found = find_writable(course, user)
    folder = folder_in(found, unit, exercise)
    if not folder.files and not Exercise.objects.filter(unit__course=found, unit__slug=unit, slug=exercise).exists():
        raise Http404
    return folder


def exercise_page(request: HttpRequest, folder: Folder, part: Part, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show a part of the editor; ``more`` goes into the template, such as a form that was turned down."""
    names = files_of(part, folder)
    asked = str(more.get("file") or request.GET.get("file", ""))
    open_names = ([chosen(names, asked)] if names else []) if part in SEVERAL else names
    is_written = part not in (Part.FILES, Part.DETAILS)
    opened = open_files(folder.course, folder.path, open_names, _marked(request)) if is_written else []
    context = {
        "course": folder.course,
        "folder": folder,
        "unit_slug": folder.unit,
        "exercise_slug": folder.slug,
        "title": title_of(folder.course, folder.unit, folder.slug),
        "part": part,
        "parts": Part,
        "names": names,
        "opened": opened,
        "seen": _seen(folder, part, opened),
        "here": _here(folder, part, opened),
        "problems": _problems(folder),
        "settings": editing_settings(folder.course, signed_in(request), **_addresses(folder)),
        **_context_of(part, folder, opened),
        **more,
    }
    return render(request, f"courses/edit/{part.value}.html", context, status=status)


def _seen(folder: Folder, part: Part, opened: list[Opened]) -> str:
    """The revisions of the files that the page shows, as its forms send them back."""
    if part != Part.FILES:
        return json.dumps({one.name: one.revision for one in opened})
    files = [*folder.under("files/"), *folder.under("tests/data/")]
    return json.dumps({folder.inner(one): one.revision for one in files})


def _marked(request: HttpRequest) -> dict[str, int]:
    line = request.GET.get("line", "")
    return {request.GET.get("at", ""): int(line)} if line.isdecimal() and len(line) < 9 else {}


def _here(folder: Folder, part: Part, opened: list[Opened]) -> str:
    """The address of this very page, to come back to."""
    if part in SEVERAL and opened:
        return address_of(folder, opened[0].name)
    base = reverse("courses:edit_exercise", args=[folder.course.slug, folder.unit, folder.slug])
    return f"{base}?part={part.value}"


def _problems(folder: Folder) -> list[Any]:
    return list(with_addresses(folder, exercise_problems(folder.course, folder.unit, folder.slug)))


def title_of(course: Course, unit: str, slug: str) -> str:
    """Return what an exercise is called in the reader's language; its folder's name where nothing else is known."""
    titles = Exercise.objects.filter(unit__course=course, unit__slug=unit, slug=slug).values_list("title", flat=True)
    return translated(title) if (title := titles.first()) else slug


def _addresses(folder: Folder) -> dict[str, str]:
    return {
        "cells": reverse("grader:working_cells", args=[folder.course.slug]),
        "testkit": reverse("grader:testkit"),
        "preview": reverse("courses:preview", args=[folder.course.slug, folder.unit]),
    }


def _context_of(part: Part, folder: Folder, opened: list[Opened]) -> dict[str, Any]:
    match part:
        case Part.DETAILS:
            return _details_context(folder)
        case Part.TESTS:
            return {"templates": ready_tests()}
        case Part.FILES:
            return {"public_files": _named(folder, "files/"), "hidden_files": _named(folder, "tests/data/")}
        case Part.ATTEMPTS:
            return _attempts_context(folder, opened)
        case Part.STARTER | Part.SOLUTION:
            return {"stem": part.value, "is_notebook": opened[0].name.endswith(".ipynb")}
    return {}


def _named(folder: Folder, prefix: str) -> list[tuple[str, WorkingFile]]:
    return [(folder.inner(file).removeprefix(prefix), file) for file in folder.under(prefix)]


def _attempts_context(folder: Folder, opened: list[Opened]) -> dict[str, Any]:
    names = names_of_tests(folder.course, folder.path)
    declared: tuple[str, ...] = ()
    if opened and opened[0].name.startswith("wrong/"):
        suffix = "." + opened[0].name.rpartition(".")[2]
        declared = named_fails(opened[0].content.encode(), FORMATS[suffix]) if suffix in FORMATS else ()
    return {
        "wrong": folder.under("wrong/"),
        "alternatives": folder.under("alternatives/"),
        "test_names": list(dict.fromkeys([*names, *(name for name in declared if name != "*")])),
        "declared": declared,
        "is_wrong": bool(opened) and opened[0].name.startswith("wrong/"),
    }


def _details_context(folder: Folder) -> dict[str, Any]:
    """Return the form over exercise.yaml, or the file itself where the form cannot show it."""
    file = working_copy.find(folder.course, f"{folder.path}/{SETTINGS_FILE}")
    context: dict[str, Any] = {"revision": file.revision if file else working_copy.NEW, "settings_file": file}
    if file is None:
        return context | {"form": DetailsForm()}
    try:
        current = read_yaml(SETTINGS_FILE, bytes(file.content), ExerciseSettings)
    except ContentError as error:
        opened = open_files(folder.course, folder.path, [SETTINGS_FILE], {SETTINGS_FILE: error.problems[0].line})
        return context | {"broken": error.problems, "opened": opened}
    return context | {"form": DetailsForm(current=current)}


def _save_details(request: HttpRequest, user: User, folder: Folder) -> HttpResponse:
    form = DetailsForm(request.POST)
    if action := request.POST.get("hints", ""):
        form.change_hints(action)
        return exercise_page(request, folder, Part.DETAILS, form=form, unsaved=True, revision=_revision(request))
    if not form.is_valid() or form.settings is None:
        return exercise_page(request, folder, Part.DETAILS, status=422, form=form, revision=_revision(request))
    file = working_copy.find(folder.course, f"{folder.path}/{SETTINGS_FILE}")
    try:
        before = bytes(file.content).decode() if file else ""
        text = rewritten(before, form.settings) if before else written(form.settings)
        path = f"{folder.path}/{SETTINGS_FILE}"
        save_file(folder.course, user, path, text.encode(), _revision(request))
    except Conflict as conflict:
        more = {"form": form, "newest": conflict.newest, "revision": conflict.newest.revision if conflict.newest else 0}
        return exercise_page(request, folder, Part.DETAILS, status=409, **more)
    except ContentError:
        # Somebody has broken the file meanwhile: the page shows it as it is.
        return exercise_page(request, folder, Part.DETAILS, status=409)
    messages.success(request, _("The details are saved."))
    return redirect(_here(folder, Part.DETAILS, []))


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 10 else working_copy.NEW
