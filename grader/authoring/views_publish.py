"""Publishing an exercise's working copy: what changes for students, the proof, and taking the exercise away again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import signed_in
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import ExerciseFolder, folder_of
from courses.models import Exercise, ExerciseVersion, Role
from courses.versions import files_of, folder_of_working_copy, version_of_working_copy, working_files
from grader.access import find_authored
from grader.authoring.publishing import SHORTEST_REASON, NotProven, affected_by, proof_of
from grader.authoring.publishing import publish as publish_version
from grader.authoring.publishing import unpublish as take_away
from grader.authoring.version_differences import file_changes, student_changes
from grader.costly import costly
from grader.models import Validation, ValidationState
from grader.workbench.workbench import exercise_address


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@costly
def publish(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show what publishing the working copy would change, publish it, or take the exercise away from students."""
    found = find_authored(course, unit, exercise, signed_in(request), "courses.publish")
    if request.method != "POST":
        return _page(request, found)
    return _unpublish(request, found) if "unpublish" in request.POST else _publish(request, found)


def _publish(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    user = signed_in(request)
    try:
        version = version_of_working_copy(exercise, user)
    except ContentError:
        return _page(request, exercise, status=422)
    if version.content_hash != request.POST.get("content_hash"):
        text = _("The working copy has changed since this page was shown. Look at what is published now, then publish.")
        return _page(request, exercise, text, status=422)
    note, reason = request.POST.get("note", ""), request.POST.get("reason", "")
    try:
        publish_version(exercise, version, user, note=note, reason=reason)
    except NotProven:
        return _page(request, exercise, _not_proven(exercise, version), status=422)
    messages.success(request, _("Published. Students see this version now."))
    return redirect(exercise_address("grader:publish", exercise))


def _unpublish(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    if "confirmed" not in request.POST:
        return _page(request, exercise, _("Confirm that students may no longer see the exercise."), status=422)
    if take_away(exercise, signed_in(request)):
        messages.success(request, _("Students no longer see the exercise. What they handed in is kept."))
    return redirect(exercise_address("grader:publish", exercise))


def _not_proven(exercise: Exercise, version: ExerciseVersion) -> str:
    wanted = _("Say in at least {count} characters why it is published without one.").format(count=SHORTEST_REASON)
    last_green = _last_green(exercise)
    if last_green and last_green.version_id != version.pk:
        return _("The files have changed since the last green validation.") + " " + wanted
    return _("This version has no green validation.") + " " + wanted


def _page(request: HttpRequest, exercise: Exercise, problem: str = "", *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "problem": problem,
        "note": request.POST.get("note", ""),
        "reason": request.POST.get("reason", ""),
        "shortest_reason": SHORTEST_REASON,
        "publications": exercise.publications.select_related("version", "published_by").defer("version__archive")[:5],
    }
    try:
        context |= _context(exercise, folder_of_working_copy(exercise))
    except ContentError as broken:
        context["problems"] = broken.problems
    return render(request, "grader/publish.html", context, status=status)


def _context(exercise: Exercise, folder: ExerciseFolder) -> dict[str, Any]:
    version = exercise.versions.filter(content_hash=folder.content_hash).defer("archive").first()
    proof = proof_of(version) if version else None
    last_green = None if proof else _last_green(exercise)
    current = exercise.current
    working = working_files(exercise)
    return {
        "content_hash": folder.content_hash,
        "title": folder.title,
        "proof": proof,
        "last_green": last_green,
        "changed_since": file_changes(files_of(last_green.version), working) if last_green else [],
        "is_shown": current is not None and current.content_hash == folder.content_hash and not exercise.unit.retired,
        "unit_appears": exercise.unit.retired,
        "for_students": student_changes(folder_of(current) if current else None, folder),
        "changes": file_changes(files_of(current) if current else {}, working),
        "affected": affected_by(exercise),
        "has_students": exercise.unit.course.enrollments.filter(role=Role.STUDENT).exists(),
    }


def _last_green(exercise: Exercise) -> Validation | None:
    green = Validation.objects.filter(version__exercise=exercise, state=ValidationState.PASSED)
    return green.select_related("version").defer("report", "progress").order_by("-finished_at").first()
