"""The page where a student reads, writes, runs and submits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from courses.access import role_in, signed_in
from courses.exercise_folder import ExerciseFolder, folder_of
from courses.models import Exercise, Role
from courses.places import place_of_prompt
from courses.text import translated
from courses.views import FILE_POLICY, MEDIA_TYPES
from grader.access import all_gradings, find_exercise, visible_grading
from grader.errors import RejectedWork
from grader.gpu import is_missing_for
from grader.handing_in import MAX_UPLOAD_BYTES, decode_upload, hand_in_submission, start_run
from grader.models import Format, Grading, Run, Submission
from grader.scores import best_grading
from grader.views_grading import result_context
from grader.workbench import exercise_address, live_text, workbench_settings

ATTEMPTS_SHOWN = 20
HandIn = Callable[[Exercise, User, Format, str], Grading]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What stands in the editor, and why the work that it shows was turned down."""

    format: str
    content: str
    draft_wins: bool = True
    rejection: RejectedWork | None = None


@require_safe
@never_cache
@login_required
def exercise(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Show an exercise with its editor or upload, the last result and earlier attempts."""
    found = find_exercise(course, unit, exercise)
    if role_in(found.unit.course, request.user) is None:
        messages.info(request, _("Join the course to work on its exercises."))
        return redirect(found.unit.course)
    folder = _current_folder(found)
    return _page(request, found, folder, _shown(request, found, folder))


@require_POST
@login_required
def run(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Try work against the public tests."""
    return _take_in(request, find_exercise(course, unit, exercise), start_run)


@require_POST
@login_required
def submit(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponseBase:
    """Hand work in to be judged by all tests."""
    return _take_in(request, find_exercise(course, unit, exercise), hand_in_submission)


@require_safe
@login_required
def attempts(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Show the reader's earlier attempts, as a part of the exercise page."""
    found = find_exercise(course, unit, exercise)
    user = signed_in(request)
    context = {"exercise": found, "attempts": _attempts(found, user), "best": best_grading(found, user)}
    return render(request, "grader/_attempts.html", context)


@require_safe
@login_required
def download(request: HttpRequest, course: str, unit: str, exercise: str, path: str) -> HttpResponse:
    """Send the starter or one of the public files, to work with at home."""
    found = find_exercise(course, unit, exercise)
    if role_in(found.unit.course, request.user) is None:
        raise PermissionDenied
    content = downloads(found, _current_folder(found)).get(path)
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


def _current_folder(exercise: Exercise) -> ExerciseFolder:
    if exercise.current is None:
        raise Http404
    return folder_of(exercise.current)


def _take_in(request: HttpRequest, exercise: Exercise, hand_in: HandIn) -> HttpResponseBase:
    user = signed_in(request)
    if role_in(exercise.unit.course, user) is None:
        raise PermissionDenied
    wants_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    written_as = request.POST.get("format", "")
    content = ""
    try:
        content = _content(request)
        grading = hand_in(exercise, user, Format(written_as) if written_as in Format else Format.CODE, content)
    except RejectedWork as rejection:
        if wants_json:
            return JsonResponse(_rejection_data(rejection), status=422)
        shown = Shown(format=written_as, content=content, draft_wins=False, rejection=rejection)
        return _page(request, exercise, _current_folder(exercise), shown, status=422)
    if not wants_json:
        return redirect(grading)
    html = render_to_string("grader/_result.html", result_context(grading, user), request)
    return JsonResponse({"id": grading.pk, "page": grading.get_absolute_url(), "html": html}, status=201)


def _content(request: HttpRequest) -> str:
    """Return the work that came as a file or in the text field; `RejectedWork` when it is no text."""
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        # One byte more than allowed is enough to be turned down for its size.
        return decode_upload(upload.read(MAX_UPLOAD_BYTES + 1))
    return decode_upload(request.POST.get("content", "").replace("\r\n", "\n").encode())


def _rejection_data(rejection: RejectedWork) -> dict[str, object]:
    return {
        "code": rejection.code,
        "message": translated(rejection.message),
        "line": rejection.line,
        "cell": rejection.cell,
    }


def _page(
    request: HttpRequest, exercise: Exercise, folder: ExerciseFolder, shown: Shown, *, status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    last = all_gradings().filter(student=user, version__exercise=exercise).first()
    context = {
        "exercise": exercise,
        "unit": exercise.unit,
        "course": exercise.unit.course,
        "folder": folder,
        "place": place_of_prompt(exercise, folder.public_files),
        "shown": shown,
        "mode": shown.format if shown.format in folder.formats else folder.formats[0],
        "rejection": translated(shown.rejection.message) if shown.rejection else "",
        "downloads": list(downloads(exercise, folder)),
        "max_megabytes": MAX_UPLOAD_BYTES // 2**20,
        "attempts": _attempts(exercise, user),
        "best": best_grading(exercise, user),
        "is_instructor": role_in(exercise.unit.course, user) == Role.INSTRUCTOR,
        "run_address": exercise_address("grader:run", exercise),
        "submit_address": exercise_address("grader:submit", exercise),
        "settings": workbench_settings(exercise, folder, user, draft_wins=shown.draft_wins),
        "live_text": live_text(no_gpu=is_missing_for(folder)),
        **(result_context(last, user) if last else {}),
    }
    return render(request, "grader/exercise.html", context, status=status)


def _shown(request: HttpRequest, exercise: Exercise, folder: ExerciseFolder) -> Shown:
    """Return what the editor starts with: an attempt that was asked for, else the last code, else the starter."""
    user = signed_in(request)
    asked = request.GET.get("from", "")
    if asked.isdecimal():
        work = visible_grading(user, int(asked)).work
        if work.exercise_id == exercise.pk:
            return Shown(
                format=work.format, content=work.content if work.format == Format.CODE else "", draft_wins=False
            )
    last = _last_work(exercise, user)
    code = last if last and last.format == Format.CODE else None
    starter = folder.starter if folder.starter_format == "code" else ""
    return Shown(format=last.format if last else folder.formats[0], content=code.content if code else starter)


def _last_work(exercise: Exercise, user: User) -> Submission | Run | None:
    works = [model.objects.filter(exercise=exercise, student=user).first() for model in (Submission, Run)]
    return max((work for work in works if work), key=lambda work: work.created_at, default=None)


def _attempts(exercise: Exercise, user: User) -> QuerySet[Grading]:
    mine = all_gradings().filter(student=user, submission__exercise=exercise)
    return mine.order_by("-queued_at", "-pk")[:ATTEMPTS_SHOWN]
