"""The versions of an exercise: the list, differences between any two, and restoring one into the working copy."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from courses.access import signed_in
from courses.audit import record
from courses.authoring import working_copy
from courses.folders.archive import Files, content_hash
from courses.folders.content_errors import ContentError
from courses.models import Action, Exercise, ExerciseVersion
from courses.versions import files_of, version_of_working_copy, working_files, working_folder
from grader.access import asked_number, find_authored
from grader.authoring.version_differences import file_changes
from grader.authoring.version_list import ListedVersion, listed_versions
from grader.costly import costly
from grader.workbench.workbench import exercise_address

WORKING = "working"
"""Stands for the working copy where a page asks for a version."""


@require_safe
@never_cache
@login_required
@costly
def versions(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """List an exercise's versions; with ``a`` and ``b`` show what differs between two of them or the working copy."""
    return _page(request, find_authored(course, unit, exercise, signed_in(request)))


@require_POST
@login_required
def restore(request: HttpRequest, course: str, unit: str, exercise: str, number: int) -> HttpResponse:
    """Put a version into the working copy; what stands there is stored as a version first.

    Files that are broken cannot be stored so; then ``confirmed`` is asked for.
    """
    user = signed_in(request)
    found = find_authored(course, unit, exercise, user)
    version = get_object_or_404(found.versions, pk=number)
    with transaction.atomic():
        # Nobody saves between what is kept here and what takes its place.
        list(found.unit.course.working_files.select_for_update().values_list("pk"))
        is_seen = request.POST.get("confirmed") == content_hash(working_files(found))
        if not is_seen and not _is_kept(found, user):
            return _page(request, found, unkept=version, status=422)
        working_copy.replace(found.unit.course, user, working_folder(found), files_of(version))
        told = f"{found.unit.slug}/{found.slug}"
        record(found.unit.course, user, Action.CONTENT, told, after=f"version {version.content_hash[:12]}")
    messages.success(request, _("The version stands in the working copy again. Students see no change yet."))
    return redirect(exercise_address("grader:versions", found))


def _is_kept(exercise: Exercise, user: User) -> bool:
    """Store what stands in the working copy as a version; return whether that was possible, or nothing stands there."""
    try:
        version_of_working_copy(exercise, user)
    except ContentError:
        return not working_files(exercise)
    return True


def _page(
    request: HttpRequest, exercise: Exercise, unkept: ExerciseVersion | None = None, *, status: int = 200
) -> HttpResponse:
    working = working_files(exercise)
    rows = listed_versions(exercise, content_hash(working))
    chosen = (request.GET.get("a", ""), request.GET.get("b", ""))
    context = {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "rows": rows,
        "is_working_stored": any(row.is_working for row in rows),
        "has_working": bool(working),
        "chosen": chosen if any(chosen) else (),
        "unkept": unkept,
        "working_hash": content_hash(working),
    }
    if all(chosen):
        context["changes"] = file_changes(*(_side(exercise, working, one) for one in chosen))
        context["sides"] = [_title(rows, one) for one in chosen]
    return render(request, "grader/versions.html", context, status=status)


def _side(exercise: Exercise, working: Files, asked: str) -> Files:
    if asked == WORKING:
        return working
    return files_of(get_object_or_404(exercise.versions, pk=asked_number(asked)))


def _title(rows: list[ListedVersion], asked: str) -> str:
    number = next((row.number for row in rows if str(row.version.pk) == asked), None)
    return _("Working copy") if number is None else _("Version {number}").format(number=number)
