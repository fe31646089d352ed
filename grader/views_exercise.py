"""The page where a student reads, writes, runs and submits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from courses.access import find_course, may, signed_in
from courses.exercise_folder import ExerciseFolder
from courses.models import Exercise
from courses.text import translated
from courses.views import FILE_POLICY, MEDIA_TYPES
from grader.access import current_folder, find_exercise, find_joined
from grader.attempts import last_grading, run_says_no
from grader.checking import MAX_UPLOAD_BYTES
from grader.errors import RejectedWork
from grader.gpu import is_missing_for
from grader.handing_in import hand_in_submission, start_run
from grader.live_text import live_text
from grader.models import Format, Grading
from grader.opening import Opened, Origin, newest_format, opened_text
from grader.solutions import solution_access
from grader.uploads import posted_text
from grader.views_attempts import asked_grading, attempts_context
from grader.views_grading import result_context
from grader.views_help import hints_context
from grader.workbench import exercise_address, workbench_settings

HandIn = Callable[[Exercise, User, Format, str], Grading]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Work that the editor is to show whatever else there is: an attempt, or what was turned down and why."""

    format: str
    content: str
    at: datetime | None = None
    rejection: RejectedWork | None = None


@require_safe
@never_cache
@login_required
def exercise(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Show an exercise with its editor or upload, the last result and earlier attempts."""
    course_found = find_course(course, request.user)
    if not may(request.user, "courses.learn", course_found):
        messages.info(request, _("Join the course to work on its exercises."))
        return redirect(course_found)
    found = find_exercise(course, unit, exercise)
    folder = current_folder(found)
    return _page(request, found, folder, _asked(request, found))


@require_POST
@login_required
def run(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Try work against the public tests."""
    return _take_in(request, find_joined(course, unit, exercise, signed_in(request)), start_run)


@require_POST
@login_required
def submit(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Hand work in to be judged by all tests."""
    return _take_in(request, find_joined(course, unit, exercise, signed_in(request)), hand_in_submission)


@require_safe
@login_required
def download(request: HttpRequest, course: str, unit: str, exercise: str, path: str) -> HttpResponse:
    """Send the starter or one of the public files, to work with at home."""
    found = find_joined(course, unit, exercise, signed_in(request))
    content = downloads(found, current_folder(found)).get(path)
    if content is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="{PurePosixPath(path).name}"',
        "Content-Security-Policy": FILE_POLICY,
    }
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    return HttpResponse(content, content_type=media_type, headers=headers)


def downloads(exercise: Exercise, folder: ExerciseFolder) -> dict[str, bytes]:
    """Return what a student may take home, by name: the starter under the exercise's name, and the public files."""
    suffix = PurePosixPath(folder.starter_source.path).suffix
    return {f"{exercise.slug}{suffix}": folder.starter.encode(), **folder.public_files}


def _take_in(request: HttpRequest, exercise: Exercise, hand_in: HandIn) -> HttpResponseBase:
    user = signed_in(request)
    wants_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    written_as = request.POST.get("format", "")
    content = ""
    try:
        content = posted_text(request)
        written_as = Format(written_as) if written_as in Format else Format.CODE
        if _is_careful(request, hand_in) and run_says_no(exercise, user, written_as, content):
            return JsonResponse(
                {"warning": _("Your last run of exactly this work did not pass all public tests.")}, status=409
            )
        grading = hand_in(exercise, user, written_as, content)
    except RejectedWork as rejection:
        if wants_json:
            return JsonResponse(_rejection_data(rejection), status=422)
        asked = Asked(format=written_as, content=content, rejection=rejection)
        return _page(request, exercise, current_folder(exercise), asked, status=422)
    if not wants_json:
        return redirect(grading)
    html = render_to_string("grader/_result.html", result_context(grading, user), request)
    return JsonResponse({"id": grading.pk, "page": grading.get_absolute_url(), "html": html}, status=201)


def _is_careful(request: HttpRequest, hand_in: HandIn) -> bool:
    """Whether the page wants to ask before work is submitted that its student has seen fail."""
    return hand_in is hand_in_submission and "careful" in request.POST


def _rejection_data(rejection: RejectedWork) -> dict[str, object]:
    return {
        "code": rejection.code,
        "message": translated(rejection.message),
        "line": rejection.line,
        "cell": rejection.cell,
    }


def _page(
    request: HttpRequest, exercise: Exercise, folder: ExerciseFolder, asked: Asked | None, *, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    last = last_grading(exercise, user)
    opened = _opened(exercise, folder, user, asked)
    mode = asked.format if asked and asked.format in opened else newest_format(opened)
    rejection = asked.rejection if asked else None
    context = {
        "folder": folder,
        "opened": opened,
        "mode": mode,
        "rejection": translated(rejection.message) if rejection else "",
        "rejected_line": rejection.line if rejection else None,
        "downloads": list(downloads(exercise, folder)),
        "max_megabytes": MAX_UPLOAD_BYTES // 2**20,
        "sees_work": may(user, "courses.see_work", exercise.unit.course),
        "run_address": exercise_address("grader:run", exercise),
        "submit_address": exercise_address("grader:submit", exercise),
        "solution_access": solution_access(exercise, folder, user),
        "settings": workbench_settings(exercise, folder, user, opened),
        "live_text": live_text(no_gpu=is_missing_for(folder)),
        **attempts_context(exercise, user),
        **hints_context(exercise, folder, user),
        **(result_context(last, user) if last else {}),
    }
    return render(request, "grader/exercise.html", context, status=status)


def _opened(exercise: Exercise, folder: ExerciseFolder, user: User, asked: Asked | None) -> dict[str, Opened]:
    """Return what stands in the editor of each format."""
    opened: dict[str, Opened] = {
        written_as: opened_text(exercise, folder, user, written_as) for written_as in folder.formats
    }
    if asked and asked.format in opened:
        origin: Origin = "rejected" if asked.rejection else "asked"
        draft = opened[asked.format].draft
        opened[asked.format] = Opened(content=asked.content, origin=origin, at=asked.at, draft=draft)
    return opened


def _asked(request: HttpRequest, exercise: Exercise) -> Asked | None:
    """Return the attempt that the address asks for, or ``None``."""
    asked = request.GET.get("from", "")
    if not asked.isdecimal():
        return None
    work = asked_grading(signed_in(request), asked).work
    if work.exercise_id != exercise.pk:
        return None
    return Asked(format=work.format, content=work.content, at=work.created_at)
