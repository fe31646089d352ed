"""Help with an exercise: opening a hint, and the solution once it is open."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import limited
from accounts.models import User
from courses.access import signed_in
from courses.asking import wants_part
from courses.folders.exercise_folder import ExerciseFolder
from courses.markup.highlighting import highlighted
from courses.markup.places import place_of_prompt
from courses.models import Exercise
from grader.access import current_folder, find_joined
from grader.hints import HintNotNext, open_hint, stages
from grader.workbench.notebook_page import notebook_cells
from grader.workbench.solutions import solution_access


@require_POST
@login_required
@limited("hint")
def hint(request: HttpRequest, course: str, unit: str, exercise: str, number: int) -> HttpResponseBase:
    """Open a hint; a page with scripts gets all hints as they are now, another goes back to the exercise."""
    user = signed_in(request)
    found = find_joined(course, unit, exercise, user)
    folder = current_folder(found)
    try:
        open_hint(found, user, number)
    except HintNotNext as refused:
        raise Http404 from refused
    if not wants_part(request):
        return redirect(f"{found.get_absolute_url()}#hints")
    return render(request, "grader/_hints.html", hints_context(found, folder, user) | {"opened_now": number})


@require_safe
@never_cache
@login_required
def solution(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show the solution to whom it is open, and to others when it will be."""
    user = signed_in(request)
    found = find_joined(course, unit, exercise, user)
    folder = current_folder(found)
    access = solution_access(found, folder, user)
    context = {
        "exercise": found,
        "unit": found.unit,
        "course": found.unit.course,
        "access": access,
        **(_solution_context(folder) if access.is_open else {}),
    }
    return render(request, "grader/solution.html", context, status=200 if access.is_open else 403)


def hints_context(exercise: Exercise, folder: ExerciseFolder, user: User) -> dict[str, object]:
    """Return what the list of hints shows."""
    return {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "hints": stages(exercise, folder, user),
        "has_costs": any(hint.cost for hint in folder.hints),
        "place": place_of_prompt(exercise, folder.public_files),
    }


def _solution_context(folder: ExerciseFolder) -> dict[str, object]:
    if folder.solution.format == "notebook":
        return {"cells": notebook_cells(folder.solution.content)}
    return {"source": mark_safe(highlighted(folder.solution.content))}  # noqa: S308  # Pygments escaped it.
