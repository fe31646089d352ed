"""What the authoring pages ask of the grader: the words of the testkit, and how a notebook's cells look."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses.access import signed_in
from courses.authoring.writable import find_writable
from courses.text import translated
from grader.authoring.testkit_words import testkit_words
from grader.costly import costly
from grader.errors import RejectedWork
from grader.workbench.notebook_page import notebook_cells
from grader.workbench.uploads import posted_text
from grader.workbench.views_drafts import cell_data


@require_safe
@login_required
@cache_control(private=True, max_age=300)
def testkit(request: HttpRequest) -> JsonResponse:
    """Tell what a test may use: names, signatures and a line on each, read off the testkit that runs here."""
    return JsonResponse(testkit_words())


@require_POST
@login_required
@costly
def working_cells(request: HttpRequest, course: str) -> HttpResponse:
    """Draw the cells of a notebook that an author writes: safe HTML for each cell's text and outputs."""
    find_writable(course, signed_in(request))
    try:
        content = posted_text(request)
    except RejectedWork as rejection:
        return JsonResponse({"message": translated(rejection.message)}, status=422)
    return JsonResponse({"cells": [cell_data(cell, request) for cell in notebook_cells(content)]})
