"""The page of one grading, its result as a part of a page, cancel, and the executed notebook."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import limited
from accounts.models import User
from courses.access import may, signed_in
from courses.folders.exercise_folder import folder_of
from courses.markup.highlighting import marked_source
from courses.text import translated
from courses.views import FILE_POLICY
from grader.access import exercise_of, visible_grading
from grader.due_dates import is_late
from grader.gradebook.course_policies import policy_of
from grader.gradebook.policies import WHOLE
from grader.live.expecting import expectation, place_of
from grader.live.live_text import live_text, missing_gpu
from grader.models import EventKind, Format, Grading, Outcome, Priority, State, TestAttachment, TestResult
from grader.queueing.gpu import waits_for_device
from grader.queueing.queue import cancel as cancel_grading
from grader.regrading.regrade_notes import counted_instead, has_counted, notes_of
from grader.scores import earlier_best
from grader.telemetry.trouble import stuck_text
from grader.workbench.notebook_page import notebook_cells

OUTPUT_SHOWN = 100_000
"""Characters of what the code printed; of more, the end."""
OUTCOME_ICONS = {
    Outcome.PASSED: "check-circle-fill",
    Outcome.PARTIAL: "exclamation-triangle-fill",
    Outcome.FAILED: "x-circle-fill",
    Outcome.ERROR: "x-circle-fill",
    Outcome.NOT_RUN: "dash-circle-fill",
}
WRONG = (Outcome.FAILED, Outcome.ERROR, Outcome.PARTIAL)


@require_safe
@never_cache
@login_required
def grading(request: HttpRequest, grading_id: int) -> HttpResponse:
    """Show a grading: its result, live while it runs, and the work."""
    user = signed_in(request)
    found = visible_grading(user, grading_id)
    exercise = exercise_of(found)
    context = result_context(found, user) | {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "live_text": live_text(no_gpu=waits_for_device(found)),
        "late": _late_text(found),
        "is_older_version": found.version_id != exercise.current_id and not found.is_preview,
        **_work_context(found),
    }
    return render(request, "grader/grading.html", context)


@require_safe
@never_cache
@login_required
def result(request: HttpRequest, grading_id: int) -> HttpResponse:
    """Show a grading's result as a part of a page."""
    user = signed_in(request)
    return render(request, "grader/_result.html", result_context(visible_grading(user, grading_id), user))


@require_POST
@login_required
@limited("cancel")
def cancel(request: HttpRequest, grading_id: int) -> HttpResponseBase:
    """End a grading that waits or runs; one of a regrade only for those who may regrade."""
    user = signed_in(request)
    found = visible_grading(user, grading_id)
    if not _may_cancel(found, user):
        raise PermissionDenied
    was_open = cancel_grading(found)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"canceled": was_open})
    return redirect(found)


@require_safe
@never_cache
@login_required
def notebook(request: HttpRequest, grading_id: int) -> HttpResponseBase:
    """Show the notebook as it ran, with its outputs."""
    found = visible_grading(signed_in(request), grading_id)
    if found.condensed_at:
        return redirect(found)
    if not found.executed_notebook:
        raise Http404
    exercise = exercise_of(found)
    context = {
        "grading": found,
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "cells": notebook_cells(found.executed_notebook, failed_cell=found.cell),
    }
    return render(request, "grader/notebook.html", context)


@require_safe
@login_required
def figure(request: HttpRequest, grading_id: int, attachment_id: int) -> HttpResponse:
    """Send a figure that a test attached, to those who may see the grading. Whatever it holds, it can run nothing."""
    found = visible_grading(signed_in(request), grading_id)
    attachment = get_object_or_404(TestAttachment, pk=attachment_id, result__grading=found)
    response = HttpResponse(bytes(attachment.content), content_type=attachment.media_type)
    response["Content-Security-Policy"] = FILE_POLICY
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def result_context(found: Grading, user: User) -> dict[str, Any]:
    """Return what the result's template shows."""
    results = _results(found) if found.is_final else []
    return {
        "grading": found,
        "results": results,
        "test_groups": _groups(results),
        "first_failure": next((one for one in results if one.outcome in WRONG), None),
        "passed": sum(one.outcome == Outcome.PASSED for one in results),
        "output": found.output[-OUTPUT_SHOWN:] if found.is_final else "",
        "output_is_cut": found.is_final and len(found.output) > OUTPUT_SHOWN,
        "states": State,
        "message": translated(found.message),
        "missing_gpu": missing_gpu() if waits_for_device(found) else "",
        "place": place_of(found) if found.state == State.QUEUED else None,
        "stuck_text": stuck_text(),
        "expectation": expectation(found),
        **_curve_context(found),
        "may_cancel": not found.is_final and _may_cancel(found, user),
        "is_own": found.student_id == user.pk,
        **_regrade_context(found),
        "is_run": not found.by_all_tests,
        "kept_days": settings.KEEP_OUTPUTS_DAYS,
    }


def _may_cancel(found: Grading, user: User) -> bool:
    is_regrade = found.priority == Priority.REGRADE
    return not is_regrade or may(user, "courses.publish", exercise_of(found).unit.course)


def _regrade_context(found: Grading) -> dict[str, Any]:
    """Return what regrades have changed in the submission's points, and whether this judging counts."""
    if found.submission_id is None or not found.is_final:
        return {}
    return {
        "regrade_notes": notes_of([found.submission_id]).get(found.submission_id, ()),
        "counted_instead": counted_instead(found),
        "is_trial": found.priority == Priority.REGRADE and not found.counts and not has_counted(found),
    }


def _late_text(found: Grading) -> str:
    """Return whether work came late and what it counts then, in words; empty for work in time, and for runs."""
    if not is_late(found.work):
        return ""
    penalty = policy_of(exercise_of(found).unit.course_id).late_penalty
    return _("late: does not count") if penalty >= WHOLE else _("late")


def _results(found: Grading) -> list[TestResult]:
    figures = Prefetch("attachments", TestAttachment.objects.defer("content"))
    return list(found.results.order_by("hidden", "position").prefetch_related(figures))


def _groups(results: list[TestResult]) -> list[dict[str, Any]]:
    """Return the public and the hidden tests, with icons and how many passed; an empty group is none."""
    groups = []
    for hidden in (False, True):
        tests = [one for one in results if one.hidden == hidden]
        passed = sum(one.outcome == Outcome.PASSED for one in tests)
        rows = [(one, OUTCOME_ICONS[Outcome(one.outcome)]) for one in tests]
        groups.append({"hidden": hidden, "tests": rows, "passed": passed})
    return [group for group in groups if group["tests"]]


def _curve_context(found: Grading) -> dict[str, Any]:
    """Return what the curve of a training needs: its goal, whether epochs are stored, and what it is compared with."""
    folder = folder_of(found.version)
    if folder.environment == "numpy":
        return {}
    return {
        "goal": json.dumps(folder.curve.model_dump(exclude_none=True)) if folder.curve else "",
        "has_epochs": found.is_final and found.events.filter(kind=EventKind.EPOCH).exists(),
        "best": earlier_best(found),
    }


def _work_context(found: Grading) -> dict[str, Any]:
    work = found.work
    if work.format == Format.NOTEBOOK:
        return {"cells": notebook_cells(work.content, failed_cell=found.cell)}
    source = marked_source(work.content, found.line if found.cell is None else None)
    return {"source": mark_safe(source)}  # noqa: S308  # Pygments escaped it.
