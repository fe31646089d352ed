"""The forms that add parts to a course's outline and give them other titles."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from courses.access import signed_in
from courses.authoring.authoring_forms import (
    AboutForm,
    NewExerciseForm,
    NewLessonForm,
    NewUnitForm,
    ShownForm,
    TitleForm,
)
from courses.authoring.new_exercise import starting_files
from courses.authoring.outline_edits import Details, add_exercise, add_lesson, add_unit, details_of, set_details
from courses.authoring.outline_items import NotPossible, Part
from courses.authoring.views_outline import EDIT, anchor, back, item_at
from courses.authoring.working_copy import Conflict
from courses.authoring.writable import find_writable
from courses.models import Course
from courses.text import translated


@require_http_methods(EDIT)
@never_cache
@login_required
def new_unit(request: HttpRequest, course: str) -> HttpResponse:
    """Add a unit."""
    found = find_writable(course, request.user)
    form = NewUnitForm(request.POST or None)
    if form.is_bound and form.is_valid() and _tried(form, add_unit, found, request, form.details):
        return back(request, found, f"unit-{form.cleaned_data['slug']}", _("The unit is added."))
    return _form_page(request, found, form, title=_("New unit"), button=_("Add the unit"))


@require_http_methods(EDIT)
@never_cache
@login_required
def new_lesson(request: HttpRequest, course: str, unit: str) -> HttpResponse:
    """Add a lesson."""
    found = find_writable(course, request.user)
    form = NewLessonForm(request.POST or None)

    def add(course: Course, author: User, slug: str, title: dict[str, str]) -> None:
        add_lesson(course, author, unit, slug, title)

    if form.is_bound and form.is_valid() and _tried(form, add, found, request, form.text("title")):
        return back(request, found, f"lesson-{unit}-{form.cleaned_data['slug']}", _("The lesson is added."))
    return _form_page(request, found, form, title=_("New lesson"), button=_("Add the lesson"), unit=unit)


@require_http_methods(EDIT)
@never_cache
@login_required
def new_exercise(request: HttpRequest, course: str, unit: str) -> HttpResponse:
    """Add an exercise, from a starting point or a zip."""
    found = find_writable(course, request.user)
    form = NewExerciseForm(request.POST or None, request.FILES or None)

    def add(course: Course, author: User, slug: str, files: dict[str, bytes]) -> None:
        add_exercise(course, author, unit, slug, files)

    if form.is_bound and form.is_valid() and _tried(form, add, found, request, _files_of_exercise(form)):
        return back(request, found, f"exercise-{unit}-{form.cleaned_data['slug']}", _("The exercise is added."))
    return _form_page(request, found, form, title=_("New exercise"), button=_("Add the exercise"), unit=unit)


@require_http_methods(EDIT)
@never_cache
@login_required
def details(request: HttpRequest, course: str, unit: str = "", lesson: str = "", exercise: str = "") -> HttpResponse:
    """Change the title of a course or a part of it and, of courses and units, the text about it."""
    found = find_writable(course, request.user)
    item = item_at(unit, lesson, exercise) if unit else None
    try:
        now = details_of(found, item)
    except NotPossible as error:
        messages.error(request, str(error))
        return redirect("courses:outline", found.slug)
    has_about = item is None or item.part is Part.UNIT
    kind = AboutForm if has_about else TitleForm
    form = kind(request.POST or None, initial=kind.filled_with(now))
    shown, said, status = ShownForm.of(now), "", 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        seen = _seen(request.POST.get("shown", ""))
        wanted = form.details if has_about else Details(title=form.text("title"), about={})
        try:
            set_details(found, signed_in(request), item, wanted, seen)
        except Conflict:
            said, status = (
                _("Somebody has changed this meanwhile: “{title}”. Save again to put yours in its place."),
                409,
            )
            said = said.format(title=translated(now.title))
        else:
            return back(request, found, anchor(item), _("Saved. Students see it when you publish the texts."))
    title = _("Title and description") if has_about else _("Title")
    texts = {"title": title, "button": _("Save"), "shown": shown, "said": said}
    return _form_page(request, found, form, status, unit=unit, **texts)


def _form_page(request: HttpRequest, course: Course, form: Any, status: int = 0, **context: Any) -> HttpResponse:
    status = status or (422 if form.is_bound else 200)
    return render(request, "courses/authoring/form.html", {"course": course, "form": form, **context}, status=status)


def _tried(form: Any, action: Any, course: Course, request: HttpRequest, what: Any) -> bool:
    """Do what a valid form asks for; say in the form why it cannot be done."""
    try:
        action(course, signed_in(request), form.cleaned_data["slug"], what)
    except NotPossible as error:
        form.add_error("slug", str(error))
    except Conflict:
        form.add_error(None, _("Somebody else changed the outline at the same moment. Try again."))
    return not form.errors


def _files_of_exercise(form: NewExerciseForm) -> dict[str, bytes]:
    if form.is_zip:
        return dict(form.cleaned_data["archive"])
    return starting_files(form.cleaned_data["kind"], form.cleaned_data["environment"], form.text("title"))


def _seen(text: str) -> Details:
    try:
        title, about = json.loads(text)
        return Details(title=dict(title), about=dict(about))
    except (ValueError, TypeError):
        return Details(title={}, about={})
