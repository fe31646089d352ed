"""One file of a working copy: reading it raw, saving it on a revision, renaming and removing it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from courses.access import signed_in
from courses.asking import next_address, wants_json
from courses.authoring import working_copy
from courses.authoring.exercise_parts import writing_of
from courses.authoring.working_changes import rename_file, save_file
from courses.authoring.working_copy import Conflict
from courses.authoring.writable import find_writable
from courses.folders.archive import MAX_FOLDER_BYTES
from courses.folders.content_errors import ContentError
from courses.models import Course, WorkingFile
from courses.views import FILE_POLICY, MEDIA_TYPES

MAX_DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants done with a file."""

    path: str
    revision: int
    content: bytes | None = None
    rename_to: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def working_file(request: HttpRequest, course: str, path: str) -> HttpResponse:
    """Send a file of a working copy, or with POST save, rename or remove it.

    A POST names the ``revision`` that it was written on, 0 for a new file, and gives ``content`` or an upload ``file``,
    or ``delete=1``, or ``rename_to``. Asked for JSON it answers 200 with the new revision, 409 with what somebody else
    has saved meanwhile, 422 with the problems; else it leads to ``next``, or shows both texts, or what is wrong.
    """
    user = signed_in(request)
    found = find_writable(course, user)
    if request.method != "POST":
        return _raw(request, found, path)
    revision = request.POST.get("revision", "")
    if not revision.isdecimal() or len(revision) > MAX_DIGITS:
        return HttpResponse("revision", status=400, content_type="text/plain")
    wish = Wish(
        path=path, revision=int(revision), content=_content(request), rename_to=request.POST.get("rename_to", "")
    )
    try:
        saved = _carry_out(found, user, wish)
    except Conflict as conflict:
        return _on_conflict(request, found, wish, conflict.newest)
    except ContentError as error:
        return _on_problems(request, found, wish, error)
    return _on_done(request, wish, saved)


def _content(request: HttpRequest) -> bytes | None:
    """Return what is to be saved; ``None`` for removing or renaming."""
    if "delete" in request.POST or request.POST.get("rename_to"):
        return None
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        return bytes(upload.read(MAX_FOLDER_BYTES + 1))
    return request.POST.get("content", "").replace("\r\n", "\n").encode()


def _carry_out(course: Course, user: User, wish: Wish) -> WorkingFile | None:
    if wish.rename_to:
        return rename_file(course, user, wish.path, wish.rename_to, wish.revision)
    if wish.content is None:
        working_copy.remove(course, wish.path, wish.revision)
        return None
    return save_file(course, user, wish.path, wish.content, wish.revision)


def _raw(request: HttpRequest, course: Course, path: str) -> HttpResponse:
    file = working_copy.find(course, path)
    if file is None:
        raise Http404
    suffix = PurePosixPath(path).suffix.lower()
    media_type = MEDIA_TYPES.get(suffix)
    if media_type is None and writing_of(path) != "none":
        media_type = "text/plain; charset=utf-8"
    response = HttpResponse(bytes(file.content), content_type=media_type or "application/octet-stream")
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    if media_type is None or "download" in request.GET:
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(PurePosixPath(path).name)}"
    return response


def _on_done(request: HttpRequest, wish: Wish, saved: WorkingFile | None) -> HttpResponse:
    path = saved.path if saved else wish.path
    if wants_json(request):
        at = saved.saved_at if saved else timezone.now()
        return JsonResponse(
            {"revision": saved.revision if saved else working_copy.NEW, "saved_at": at.isoformat(), "path": path}
        )
    text = _("{name} is saved.") if wish.content is not None else _("{name} is renamed.")
    text = text if saved else _("{name} is deleted.")
    messages.success(request, text.format(name=PurePosixPath(path).name))
    return redirect(next_address(request, "/"))


def _on_conflict(request: HttpRequest, course: Course, wish: Wish, newest: WorkingFile | None) -> HttpResponse:
    data = newest_data(newest)
    if wants_json(request):
        return JsonResponse(data, status=409)
    context = {
        "course": course,
        "wish": wish,
        "mine": as_text(wish.content) if wish.content is not None else None,
        "newest": newest,
        "theirs": data["content"],
        "next": next_address(request, "/"),
    }
    return render(request, "courses/working_conflict.html", context, status=409)


def newest_data(newest: WorkingFile | None) -> dict[str, Any]:
    """Return what stands at a path as scripts have it; revision 0 where nothing does any more."""
    if newest is None:
        return {"revision": working_copy.NEW, "content": "", "saved_by": "", "saved_at": timezone.now().isoformat()}
    return {
        "revision": newest.revision,
        "content": as_text(newest.content),
        "saved_by": newest.saved_by.display_name if newest.saved_by else "",
        "saved_at": newest.saved_at.isoformat(),
    }


def as_text(content: bytes | memoryview | None) -> str:
    """Return a file's text, ``""`` where it has none."""
    try:
        return bytes(content or b"").decode()
    except UnicodeDecodeError:
        return ""


def _on_problems(request: HttpRequest, course: Course, wish: Wish, error: ContentError) -> HttpResponse:
    if wants_json(request):
        problems = [{"file": one.file, "line": one.line, "reason": one.reason} for one in error.problems]
        return JsonResponse({"problems": problems}, status=422)
    context = {
        "course": course,
        "wish": wish,
        "mine": as_text(wish.content) if wish.content is not None else None,
        "problems": error.problems,
        "next": next_address(request, "/"),
    }
    return render(request, "courses/working_refused.html", context, status=422)
