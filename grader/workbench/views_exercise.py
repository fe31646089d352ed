"""The page where a student reads, writes, runs and submits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import Limited, count, too_often
from accounts.models import User
from courses.access import find_course, may, signed_in
from courses.asking import wants_json
from courses.folders.exercise_folder import ExerciseFolder
from courses.models import Exercise
from courses.text import translated
from courses.views import FILE_POLICY, MEDIA_TYPES
from grader.access import current_folder, find_exercise, find_joined
from grader.errors import RejectedWork
from grader.judging.checking import MAX_UPLOAD_BYTES
from grader.live.live_text import live_text
from grader.models import Format, Grading
from grader.queueing.gpu import is_missing_for
from grader.views_grading import result_context
from grader.workbench.attempts import last_grading, run_says_no
from grader.workbench.handing_in import hand_in_submission, start_run
from grader.workbench.opening import Opened, Origin, newest_format, opened_text
from grader.workbench.solutions import solution_access
from grader.workbench.uploads import posted_text
from grader.workbench.views_attempts import asked_grading, attempts_context
from grader.workbench.views_help import hints_context
from grader.workbench.workbench import exercise_address, workbench_settings

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
    return _page(request, found, folder, asked_work(request, found))


@require_POST
@login_required
def run(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Try work against the public tests."""
    return _take_in_for(request, find_joined(course, unit, exercise, signed_in(request)), start_run)


@require_POST
@login_required
def submit(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Hand work in to be judged by all tests."""
    return _take_in_for(request, find_joined(course, unit, exercise, signed_in(request)), hand_in_submission)


@require_safe
@login_required
def download(request: HttpRequest, course: str, unit: str, exercise: str, path: str) -> HttpResponse:
    """Send the starter or one of the public files, to work with at home."""
    found = find_joined(course, unit, exercise, signed_in(request))
    return sent_file(downloads(found, current_folder(found)), path)


def sent_file(files: Mapping[str, bytes], path: str) -> HttpResponse:
    """Send one of an exercise's files as a download; ``Http404`` when there is none of that name."""
    if path not in files:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="{PurePosixPath(path).name}"',
        "Content-Security-Policy": FILE_POLICY,
    }
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    return HttpResponse(files[path], content_type=media_type, headers=headers)


def downloads(exercise: Exercise, folder: ExerciseFolder) -> dict[str, bytes]:
    """Return what a student may take home, by name: the starter under the exercise's name, and the public files."""
    suffix = PurePosixPath(folder.starter_source.path).suffix
    return {f"{exercise.slug}{suffix}": folder.starter.encode(), **folder.public_files}


def _take_in_for(request: HttpRequest, exercise: Exercise, hand_in: HandIn) -> HttpResponseBase:
    def says_no(written_as: Format, content: str) -> bool:
        is_careful = hand_in is hand_in_submission and "careful" in request.POST
        return is_careful and run_says_no(exercise, signed_in(request), written_as, content)

    return take_in(
        request,
        partial(hand_in, exercise, signed_in(request)),
        lambda asked: _page(request, exercise, current_folder(exercise), asked, status=422),
        says_no,
        action="submit" if hand_in is hand_in_submission else "run",
    )


def take_in(
    request: HttpRequest,
    hand_in: Callable[[Format, str], Grading],
    page: Callable[[Asked], HttpResponse],
    says_no: Callable[[Format, str], bool] = lambda _format, _content: False,
    *,
    action: str = "run",
) -> HttpResponseBase:
    """Take in the work of a request, as a page or as JSON, whichever is wanted.

    ``page`` shows work that was turned down; where ``says_no`` the student is asked first: they have seen it fail.
    ``action`` is what is counted, see `accounts.limits`.
    """
    written_as = request.POST.get("format", "")
    content = ""
    try:
        content = posted_text(request)
        written_as = Format(written_as) if written_as in Format else Format.CODE
        count(action, f"user-{signed_in(request).pk}")
        if says_no(written_as, content):
            return JsonResponse(
                {"warning": _("Your last run of exactly this work did not pass all public tests.")}, status=409
            )
        grading = hand_in(written_as, content)
    except (RejectedWork, Limited) as error:
        return _turned_down(request, error, lambda why: page(Asked(format=written_as, content=content, rejection=why)))
    if not wants_json(request):
        return redirect(grading)
    html = render_to_string("grader/_result.html", result_context(grading, signed_in(request)), request)
    return JsonResponse({"id": grading.pk, "page": grading.get_absolute_url(), "html": html}, status=201)


def _turned_down(
    request: HttpRequest, error: RejectedWork | Limited, page: Callable[[RejectedWork], HttpResponse]
) -> HttpResponse:
    """Return the answer to work that is not taken in, for what it is or for coming too often."""
    rejection = _as_rejection(error) if isinstance(error, Limited) else error
    wants_data = wants_json(request)
    answer = JsonResponse(_rejection_data(rejection), status=422) if wants_data else page(rejection)
    return too_often(answer, error.seconds) if isinstance(error, Limited) else answer


def _as_rejection(limit: Limited) -> RejectedWork:
    """Return a limit as what is said of work that is not taken in."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = limit.message()
    return RejectedWork("too_often", said)


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
    context = {
        **bench_context(exercise, folder, opened, asked),
        "sees_work": may(user, "courses.see_work", exercise.unit.course),
        "run_address": exercise_address("grader:run", exercise),
        "submit_address": exercise_address("grader:submit", exercise),
        "download_name": "grader:download",
        "solution_access": solution_access(exercise, folder, user),
        "settings": workbench_settings(exercise, folder, user, opened),
        **attempts_context(exercise, user),
        **hints_context(exercise, folder, user),
        **(result_context(last, user) if last else {}),
    }
    return render(request, "grader/exercise.html", context, status=status)


def bench_context(
    exercise: Exercise, folder: ExerciseFolder, opened: dict[str, Opened], asked: Asked | None
) -> dict[str, object]:
    """Return what the workbench shows of an exercise whose content is ``folder``, whoever works on it."""
    rejection = asked.rejection if asked else None
    return {
        "folder": folder,
        "opened": opened,
        "mode": asked.format if asked and asked.format in opened else newest_format(opened),
        "rejection": translated(rejection.message) if rejection else "",
        "rejected_line": rejection.line if rejection else None,
        "downloads": list(downloads(exercise, folder)),
        "max_megabytes": MAX_UPLOAD_BYTES // 2**20,
        "live_text": live_text(no_gpu=is_missing_for(folder)),
    }


def _opened(exercise: Exercise, folder: ExerciseFolder, user: User, asked: Asked | None) -> dict[str, Opened]:
    """Return what stands in the editor of each format."""
    opened: dict[str, Opened] = {one: opened_text(exercise, folder, user, one) for one in folder.formats}
    return with_asked(opened, asked)


def with_asked(opened: dict[str, Opened], asked: Asked | None) -> dict[str, Opened]:
    """Return what stands in the editor of each format, with the work that is to be shown whatever else there is."""
    if not asked or asked.format not in opened:
        return opened
    origin: Origin = "rejected" if asked.rejection else "asked"
    shown = Opened(content=asked.content, origin=origin, at=asked.at, draft=opened[asked.format].draft)
    return {**opened, asked.format: shown}


def asked_work(request: HttpRequest, exercise: Exercise) -> Asked | None:
    """Return the attempt that the address asks for, or ``None``."""
    asked = request.GET.get("from", "")
    if not asked.isdecimal():
        return None
    work = asked_grading(signed_in(request), asked).work
    if work.exercise_id != exercise.pk:
        return None
    return Asked(format=work.format, content=work.content, at=work.created_at)
