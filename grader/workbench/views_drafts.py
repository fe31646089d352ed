"""What the editor asks for while somebody writes: saving a draft, and how a notebook's texts and outputs look."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import limited
from courses.access import signed_in
from courses.text import translated
from grader.access import current_folder, find_joined, visible_grading
from grader.costly import costly
from grader.errors import RejectedWork
from grader.models import Draft, Format
from grader.workbench.drafts import StaleDraft, save_draft
from grader.workbench.notebook_page import Cell, notebook_cells
from grader.workbench.uploads import posted_text
from grader.workbench.workbench import milliseconds


@require_POST
@login_required
@limited("draft")
def draft(request: HttpRequest, course: str, unit: str, exercise: str) -> JsonResponse:
    """Save what stands in the editor. 409 with the newer text when it was saved from elsewhere meanwhile."""
    user = signed_in(request)
    found = find_joined(course, unit, exercise, user)
    written_as, revision = request.POST.get("format", ""), request.POST.get("revision", "")
    if written_as not in current_folder(found).formats or not revision.isdecimal() or len(revision) > 9:
        return JsonResponse({}, status=400)
    try:
        content = posted_text(request)
        saved = save_draft(found, user, Format(written_as), content, int(revision))
    except RejectedWork as rejection:
        return JsonResponse({"message": translated(rejection.message)}, status=422)
    except StaleDraft as stale:
        return JsonResponse({**draft_data(stale.newer), "content": stale.newer.content}, status=409)
    return JsonResponse(draft_data(saved))


def draft_data(draft: Draft) -> dict[str, Any]:
    """Return a draft's revision and when it was saved."""
    return {"revision": draft.revision, "at": milliseconds(draft.saved_at)}


@require_POST
@login_required
@costly
def cells(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Draw a notebook that is being edited: safe HTML for each cell's text and outputs."""
    find_joined(course, unit, exercise, signed_in(request))
    try:
        content = posted_text(request)
    except RejectedWork as rejection:
        return JsonResponse({"message": translated(rejection.message)}, status=422)
    return JsonResponse({"cells": [cell_data(cell, request) for cell in notebook_cells(content)]})


@require_safe
@never_cache
@login_required
@costly
def executed_cells(request: HttpRequest, grading_id: int) -> HttpResponse:
    """Tell what each cell gave when the notebook ran: the outputs themselves, and safe HTML to show them."""
    found = visible_grading(signed_in(request), grading_id)
    if not found.executed_notebook:
        raise Http404
    drawn = notebook_cells(found.executed_notebook, failed_cell=found.cell)
    raw = [cell for cell in json.loads(found.executed_notebook)["cells"] if isinstance(cell, dict)] if drawn else []
    data = [
        {
            **cell_data(shown, request),
            "outputs": cell.get("outputs") or [],
            "id": cell.get("id"),
            "count": cell.get("execution_count"),
            "source": cell.get("source"),
        }
        for shown, cell in zip(drawn, raw, strict=False)
    ]
    return JsonResponse({"cells": data})


def cell_data(cell: Cell, request: HttpRequest) -> dict[str, Any]:
    """Return a cell's text (of code nothing, the editor shows that) and outputs as safe HTML."""
    return {
        "text": "" if cell.is_code else cell.html,
        "html": render_to_string("grader/_outputs.html", {"outputs": cell.outputs}, request).strip(),
        "failed": cell.failed,
    }
