"""Zips: a course or an exercise to take away, and to bring in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import limited
from courses.access import find_course, signed_in
from courses.authoring import importing
from courses.authoring.authoring_forms import ZipForm
from courses.authoring.course_files import files_of
from courses.authoring.writable import find_writable
from courses.folders.archive import Files, pack, without_ignored
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import SETTINGS_FILE, read_exercise
from courses.models import Course


@require_safe
@never_cache
@login_required
@limited("export")
def export_course(request: HttpRequest, course: str) -> HttpResponse:
    """Send a course's folder as a zip."""
    found = find_course(course, request.user, "courses.write")
    return _zip(files_of(found), found.slug)


@require_safe
@never_cache
@login_required
@limited("export")
def export_exercise(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Send an exercise's folder as a zip."""
    found = find_course(course, request.user, "courses.write")
    start = f"{unit}/{exercise}/"
    files = {path.removeprefix(start): one for path, one in files_of(found).items() if path.startswith(start)}
    if not files:
        raise Http404
    return _zip(files, exercise)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@limited("import")
def import_course(request: HttpRequest, course: str) -> HttpResponse:
    """Put a zip in the place of a whole working copy, after a look at what it would replace."""
    return _import(request, find_writable(course, request.user), "")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@limited("import")
def import_exercise(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Put a zip in the place of an exercise's folder, after a look at what it would replace."""
    found = find_writable(course, request.user)
    folder = f"{unit}/{exercise}"
    if not found.working_files.filter(path=f"{folder}/{SETTINGS_FILE}").exists():
        raise Http404
    return _import(request, found, folder)


def _import(request: HttpRequest, course: Course, folder: str) -> HttpResponse:
    mark = request.POST.get("mark")
    form = ZipForm(request.POST if request.method == "POST" and mark is None else None, request.FILES or None)
    context: dict[str, object] = {"course": course, "folder": folder, "form": form}
    if mark is None and not (form.is_bound and form.is_valid()):
        return _page(request, context, 422 if form.is_bound else 200)
    user = signed_in(request)
    archive = importing.kept(user, mark) if mark is not None else form.cleaned_data["archive"]
    if archive is None:
        context["said"] = _("The zip is no longer here. Choose it again.")
        return _page(request, context, 422)
    try:
        files = importing.exercise_in(archive) if folder else importing.course_in(archive)
    except ContentError as error:
        return _page(request, {**context, "problems": error.problems}, 422)
    if mark is not None and importing.bring_in(course, user, folder, files, request.POST.get("seen", "")):
        messages.success(request, _("The zip is in the working copy. Students see it when you publish."))
        return redirect("courses:outline", course.slug)
    context |= {
        "mark": importing.keep_for_confirmation(user, archive),
        "effect": importing.effect_of(course, user, folder, files),
        "warnings": _warnings(files) if folder else (),
    }
    if mark is not None:
        context["said"] = _("Somebody has changed these files meanwhile. Look again at what would be replaced.")
    return _page(request, context, 409 if mark is not None else 200)


def _page(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    return render(request, "courses/authoring/import.html", context, status=status)


def _warnings(files: Files) -> tuple[object, ...]:
    """What would keep the exercise from being published."""
    try:
        read_exercise(files)
    except ContentError as error:
        return error.problems
    return ()


def _zip(files: Files, name: str) -> HttpResponse:
    response = HttpResponse(pack(without_ignored(files)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response
