"""A course's outline, and the forms that change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.access import find_course, may, signed_in
from courses.asking import wants_part
from courses.authoring.importing import mark_of
from courses.authoring.outline_edits import details_of, move, remove
from courses.authoring.outline_items import Item, NotPossible, Part
from courses.authoring.working_copy import Conflict, listing
from courses.authoring.working_outline import read_outline
from courses.authoring.writable import find_writable, may_copy
from courses.models import Course, Origin
from courses.text import translated

EDIT = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
def outline(request: HttpRequest, course: str) -> HttpResponse:
    """Show a course's units, lessons and exercises as they stand in its folder."""
    return _outline_page(request, find_course(course, request.user, "courses.write"))


@require_POST
@login_required
def move_part(request: HttpRequest, course: str) -> HttpResponse:
    """Put a unit, a lesson or an exercise at another place among its neighbors."""
    found = find_writable(course, request.user)
    try:
        item = Item(part=Part(request.POST.get("part")), slug=request.POST["slug"], unit=request.POST.get("unit", ""))
        to, revision = int(request.POST["to"]), int(request.POST["revision"])
    except (KeyError, ValueError) as error:
        raise BadRequest from error
    try:
        move(found, signed_in(request), item, to, revision)
    except Conflict:
        said = _("Somebody has changed this order meanwhile. It is shown as it is now; nothing was moved.")
        return _outline_page(request, found, problem=said, status=409)
    except NotPossible as error:
        return _outline_page(request, found, problem=str(error), status=409)
    return _outline_page(request, found, said=_("“{title}” is now at place {place}."), moved=item)


@require_http_methods(EDIT)
@never_cache
@login_required
def remove_part(request: HttpRequest, course: str, unit: str, lesson: str = "", exercise: str = "") -> HttpResponse:
    """Ask whether a unit, a lesson or an exercise is to be removed, and remove it."""
    found = find_writable(course, request.user)
    item = item_at(unit, lesson, exercise)
    files = [file for file in listing(found) if _belongs(file.path, item)]
    if not files:
        raise Http404
    seen, said = mark_of(files), ""
    if request.method == "POST" and request.POST.get("seen") != seen:
        said = _("Somebody has changed these files meanwhile. Look again at what would be removed.")
    elif request.method == "POST":
        remove(found, signed_in(request), item)
        return back(request, found, f"unit-{unit}", _("Removed. Students see it until you publish the texts."))
    title = translated(_title_of(found, item))
    context = {"course": found, "item": item, "title": title, "files": files, "user_id": signed_in(request).pk}
    status = 409 if said else 200
    return render(request, "courses/authoring/remove.html", {**context, "seen": seen, "said": said}, status=status)


def item_at(unit: str, lesson: str = "", exercise: str = "") -> Item:
    """Return the part of a course that an address names."""
    if lesson:
        return Item(part=Part.LESSON, unit=unit, slug=lesson)
    if exercise:
        return Item(part=Part.EXERCISE, unit=unit, slug=exercise)
    return Item(part=Part.UNIT, slug=unit)


def back(request: HttpRequest, course: Course, place: str, said: str) -> HttpResponse:
    """Go to a place of the outline, and say there what was done."""
    messages.success(request, said)
    return redirect(f"{reverse('courses:outline', args=[course.slug])}#{place}")


def anchor(item: Item | None) -> str:
    """Return where a part, or with ``None`` the course, stands in the outline."""
    if item is None:
        return "outline"
    return "-".join(part for part in (item.part.value, item.unit, item.slug) if part)


def _outline_page(
    request: HttpRequest,
    course: Course,
    *,
    said: str = "",
    problem: str = "",
    moved: Item | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the outline; after a move with what a screen reader is to say, or without scripts by going there."""
    is_part = wants_part(request)
    found = read_outline(course)
    if moved is not None:
        place, title = _place_of(found, moved)
        said = said.format(title=title, place=place)
        if not is_part:
            messages.success(request, said)
            return redirect(f"{reverse('courses:outline', args=[course.slug])}#{anchor(moved)}")
    context = {
        "course": course,
        "outline": found,
        "can_edit": course.origin == Origin.SITE,
        "can_copy": may_copy(signed_in(request), course),
        "can_publish": may(request.user, "courses.publish", course),
        "said": said,
        "problem": problem,
    }
    # htmx shows no part of an answer that is an error, and this one is to be shown.
    return render(request, "courses/authoring/outline.html", context, status=200 if is_part else status)


def _place_of(found: Any, item: Item) -> tuple[int, str]:
    steps: Any = found.units
    if item.part is not Part.UNIT:
        unit = next(one for one in found.units if one.slug == item.unit)
        steps = unit.lessons if item.part is Part.LESSON else unit.exercises
    return next((place, translated(step.title)) for place, step in enumerate(steps, start=1) if step.slug == item.slug)


def _belongs(path: str, item: Item) -> bool:
    return path in item.lesson_paths.values() if item.part is Part.LESSON else path.startswith(f"{item.folder}/")


def _title_of(course: Course, item: Item) -> dict[str, str]:
    try:
        return details_of(course, item).title
    except NotPossible:
        return {"en": item.slug}
