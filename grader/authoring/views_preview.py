"""The exercise page as a student will see it, from the working copy: what its author tries there never counts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.access import signed_in
from courses.folders.content_errors import ContentError
from courses.folders.exercise_folder import ExerciseFolder
from courses.models import Exercise, ExerciseVersion
from courses.text import translated
from courses.versions import folder_of_working_copy, version_of_working_copy
from grader.access import all_gradings, find_authored
from grader.authoring.preview import place_of_preview
from grader.errors import RejectedWork
from grader.hints import Stage
from grader.models import Format, Grading
from grader.views_grading import result_context
from grader.workbench.handing_in import try_version
from grader.workbench.opening import Opened, starter_in
from grader.workbench.views_exercise import Asked, asked_work, bench_context, downloads, sent_file, take_in, with_asked
from grader.workbench.workbench import exercise_address, preview_settings


@require_safe
@never_cache
@login_required
def preview(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show an exercise's working copy as its students will see it, or what is wrong with its files."""
    found = find_authored(course, unit, exercise, signed_in(request))
    return _page(request, found, asked_work(request, found))


@require_POST
@login_required
def run(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Try work against the working copy's public tests."""
    return _try(request, find_authored(course, unit, exercise, signed_in(request)), by_all_tests=False)


@require_POST
@login_required
def submit(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Try work against all tests of the working copy. It is no submission."""
    return _try(request, find_authored(course, unit, exercise, signed_in(request)), by_all_tests=True)


@require_safe
@login_required
def file(request: HttpRequest, course: str, unit: str, exercise: str, path: str) -> HttpResponse:
    """Send the working copy's starter or one of its public files."""
    found = find_authored(course, unit, exercise, signed_in(request))
    try:
        return sent_file(downloads(found, folder_of_working_copy(found)), path)
    except ContentError as broken:
        raise Http404 from broken


def _try(request: HttpRequest, exercise: Exercise, *, by_all_tests: bool) -> HttpResponseBase:
    def hand_in(written_as: Format, content: str) -> Grading:
        user = signed_in(request)
        return try_version(_version(request, exercise), user, written_as, content, by_all_tests=by_all_tests)

    return take_in(request, hand_in, lambda asked: _page(request, exercise, asked, status=422))


def _version(request: HttpRequest, exercise: Exercise) -> ExerciseVersion:
    try:
        return version_of_working_copy(exercise, signed_in(request))
    except ContentError as broken:
        message = {
            "en": f"The exercise's files cannot be used as they are: {broken.problems[0]}",
            "ko": f"연습문제의 파일을 이대로 사용할 수 없습니다: {broken.problems[0]}",
        }
        raise RejectedWork("broken_content", message) from broken


def _page(request: HttpRequest, exercise: Exercise, asked: Asked | None, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"exercise": exercise, "unit": exercise.unit, "course": exercise.unit.course}
    try:
        folder = folder_of_working_copy(exercise)
    except ContentError as broken:
        context["problems"] = broken.problems
        return render(request, "grader/preview_broken.html", context, status=status)
    return render(request, "grader/exercise.html", context | _context(request, exercise, folder, asked), status=status)


def _context(request: HttpRequest, exercise: Exercise, folder: ExerciseFolder, asked: Asked | None) -> dict[str, Any]:
    user = signed_in(request)
    last = all_gradings().filter(student=user, run__exercise=exercise, run__is_preview=True).first()
    starters: dict[str, Opened] = {
        one: Opened(content=starter_in(folder, one), origin="starter") for one in folder.formats
    }
    opened = with_asked(starters, asked)
    return {
        **bench_context(exercise, folder, opened, asked),
        "preview": True,
        "shown_title": translated(folder.title),
        "run_address": exercise_address("grader:preview_run", exercise),
        "submit_address": exercise_address("grader:preview_submit", exercise),
        "download_name": "grader:preview_file",
        "settings": preview_settings(exercise, folder, user, opened),
        "hints": _hints(folder),
        "has_costs": any(hint.cost for hint in folder.hints),
        "place": place_of_preview(exercise, folder.public_files),
        **(result_context(last, user) if last and last.version.content_hash == folder.content_hash else {}),
    }


def _hints(folder: ExerciseFolder) -> list[Stage]:
    """Return all hints, open."""
    return [
        Stage(number=number, cost=hint.cost, text=hint.text, paid=hint.cost)
        for number, hint in enumerate(folder.hints, start=1)
    ]
