"""Validation of an exercise's working copy: start, follow, cancel, read the report, mark survivors as equivalent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import limited
from courses.access import signed_in
from courses.asking import wants_part
from courses.authoring.working_copy import Conflict
from courses.folders.content_errors import ContentError, Problem
from courses.models import Exercise
from courses.versions import folder_of_working_copy, version_of_working_copy
from grader.access import asked_number, find_authored
from grader.authoring.mutant_marks import NoReason, mark_equivalent, marked_changes
from grader.authoring.validation_page import STATE_TAGS, shown_report, stages
from grader.authoring.validation_queue import SEED_CHOICES, request_validation
from grader.authoring.validation_queue import cancel as cancel_validation
from grader.models import Validation, ValidationState
from grader.workbench.workbench import exercise_address

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@limited("validate")
def validation(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Show an exercise's newest validation, or the one that ``number`` names; start one."""
    found = find_authored(course, unit, exercise, signed_in(request))
    if request.method == "POST":
        return _start(request, found)
    shown = _asked(found, request.GET.get("number", ""))
    if wants_part(request):
        return _progress(request, shown)
    return _page(request, found, shown)


@require_POST
@login_required
def cancel(request: HttpRequest, course: str, unit: str, exercise: str, number: int) -> HttpResponse:
    """End a validation that waits or runs."""
    found = find_authored(course, unit, exercise, signed_in(request))
    cancel_validation(get_object_or_404(_validations(found), pk=number))
    return redirect(_address(found, number))


@require_POST
@login_required
def mark(request: HttpRequest, course: str, unit: str, exercise: str, number: int) -> HttpResponse:
    """Mark a mutant that survived as equivalent, in the working copy, with the reason that was given."""
    user = signed_in(request)
    found = find_authored(course, unit, exercise, user)
    shown = get_object_or_404(_validations(found), pk=number)
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    results = shown.report.get("mutants", {}).get("results", [])
    result = next((one for one in results if one["key"] == key and one["fate"] == "survived"), None)
    problem = _("That change is not in this report.")
    if result is not None:
        problem = _marking_problem(found, request, result, reason)
    if not problem:
        messages.success(request, _("Marked in mutants.yaml. It counts from the next validation on."))
        return redirect(f"{_address(found, number)}#mutant-{key}")
    context = {"mark_problem": problem, "mark_key": key, "mark_reason": reason}
    return _page(request, found, shown, context, status=422)


def _marking_problem(exercise: Exercise, request: HttpRequest, result: dict[str, Any], reason: str) -> str:
    try:
        mark_equivalent(exercise, signed_in(request), result, reason)
    except NoReason:
        return _("Say why the change leaves the solution right.")
    except Conflict:
        return _("Somebody has saved mutants.yaml at the same moment. Try again.")
    except ContentError as broken:
        return _("mutants.yaml cannot be read: {problem}").format(problem=broken.problems[0])
    return ""


def _start(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    seeds = request.POST.get("seeds", "")
    if seeds not in {str(choice) for choice in SEED_CHOICES}:
        return _page(request, exercise, None, {"start_problem": _("Choose a number of seeds.")}, status=422)
    user = signed_in(request)
    try:
        version = version_of_working_copy(exercise, user)
    except ContentError:
        return _page(request, exercise, None, status=422)
    made = request_validation(version, user, with_mutants="mutants" in request.POST, seeds=int(seeds))
    return redirect(_address(exercise, made.pk))


def _progress(request: HttpRequest, shown: Validation | None) -> HttpResponse:
    """Answer the page's question how far it has come; with the end, the whole page is fetched anew."""
    if shown is None or shown.is_final:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "grader/_validation_progress.html", {"validation": shown, "stages": stages(shown)})


def _page(
    request: HttpRequest,
    exercise: Exercise,
    shown: Validation | None,
    more: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    problems, content_hash = _content(exercise)
    context: dict[str, Any] = {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "problems": problems,
        "validation": shown,
        "address": _address(exercise, shown.pk) if shown else "",
        "is_outdated": shown is not None and shown.version.content_hash != content_hash,
        "states": ValidationState,
        "seed_choices": SEED_CHOICES,
        "history": [(one, STATE_TAGS.get(ValidationState(one.state), "")) for one in _history(exercise)],
    }
    if shown:
        context |= {"stages": stages(shown), "tag": STATE_TAGS.get(ValidationState(shown.state), "")}
        context |= shown_report(shown, marked_changes(exercise)) if shown.report else {}
    return render(request, "grader/validation.html", context | (more or {}), status=status)


def _content(exercise: Exercise) -> tuple[tuple[Problem, ...], str]:
    """Return what is wrong with the working copy's files, and the hash of what they hold."""
    try:
        return (), folder_of_working_copy(exercise).content_hash
    except ContentError as broken:
        return broken.problems, ""


def _validations(exercise: Exercise) -> QuerySet[Validation]:
    made = Validation.objects.filter(version__exercise=exercise).select_related("version", "requested_by")
    return made.defer("version__archive")


def _history(exercise: Exercise) -> QuerySet[Validation]:
    return _validations(exercise).defer("version__archive", "report", "progress")[:SHOWN]


def _asked(exercise: Exercise, number: str) -> Validation | None:
    if number:
        return get_object_or_404(_validations(exercise), pk=asked_number(number))
    return _validations(exercise).first()


def _address(exercise: Exercise, number: int) -> str:
    return f"{exercise_address('grader:validation', exercise)}?number={number}"
