"""What the exercise editor's forms send beside a single file: uploads, new tests, attempts, another format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.access import signed_in
from courses.authoring.attempts import names_of_tests
from courses.authoring.exercise_changes import Authoring, NotDone
from courses.authoring.exercise_parts import Part, address_of, part_of
from courses.authoring.ready_tests import find_ready_test, with_template
from courses.authoring.views_exercise_editor import exercise_page, find_folder
from courses.authoring.working_copy import Conflict
from courses.folders.content_errors import ContentError

MAX_UPLOAD_BYTES = 64 * 1024 * 1024
Change = Callable[[HttpRequest, Authoring], str]


@require_POST
@login_required
def change_exercise(request: HttpRequest, course: str, unit: str, exercise: str) -> HttpResponse:
    """Carry out what ``action`` names and lead to where it is seen; what was wrong is said above the filled-in form."""
    user = signed_in(request)
    folder = find_folder(course, unit, exercise, user)
    change = ACTIONS.get(request.POST.get("action", ""))
    if change is None:
        return HttpResponse("action", status=400, content_type="text/plain")
    try:
        inner = change(request, Authoring(folder=folder, author=user, seen=_seen(request)))
    except (NotDone, ContentError, Conflict) as error:
        asked = request.POST.get("part", "")
        part = Part(asked) if asked in Part else Part.DETAILS
        more = {"posted": request.POST, "posted_fails": _fails(request), "file": request.POST.get("file", "")}
        return exercise_page(request, folder, part, status=422, refused=_reason(error), **more)
    return redirect(address_of(folder, inner))


@require_POST
@login_required
def insert_test(request: HttpRequest, course: str, unit: str, exercise: str) -> JsonResponse:
    """Return ``content``, which stands in an editor, with a ready test in it; 422 with the reason otherwise."""
    folder = find_folder(course, unit, exercise, signed_in(request))
    template = find_ready_test(request.POST.get("template", ""))
    if template is None:
        return JsonResponse({"message": _("There is no such test.")}, status=422)
    try:
        elsewhere = names_of_tests(folder.course, folder.path, request.POST.get("file", ""))
        source = with_template(request.POST.get("content", "").replace("\r\n", "\n"), template.source, elsewhere)
    except (SyntaxError, ValueError) as error:
        text = _("The file is not valid Python (line {line}). Mend it first; then the test can be put in.")
        line = getattr(error, "lineno", None) or 1
        return JsonResponse({"message": text.format(line=line), "line": line}, status=422)
    return JsonResponse({"content": source})


def _seen(request: HttpRequest) -> dict[str, int]:
    """Return the revisions of the files that the page showed; none for what no page of ours has written."""
    try:
        found = json.loads(request.POST.get("seen", ""))
    except (ValueError, RecursionError):
        return {}
    return {str(path): one for path, one in found.items() if isinstance(one, int)} if isinstance(found, dict) else {}


def _reason(error: Exception) -> str:
    if isinstance(error, Conflict):
        return _("Somebody has saved {name} meanwhile. Look at it and try again.").format(name=error.path)
    return str(error)


def _uploads(request: HttpRequest) -> dict[str, bytes]:
    """Return the uploaded files by name, without what a browser may put before it."""
    files = request.FILES.getlist("files")
    return {PurePosixPath((file.name or "").replace("\\", "/")).name: file.read(MAX_UPLOAD_BYTES + 1) for file in files}


def _upload(request: HttpRequest, authoring: Authoring) -> str:
    folder = request.POST.get("folder", "")
    files = _uploads(request)
    count = authoring.upload(folder, files, replace="replace" in request.POST)
    text = ngettext("{count} file is uploaded.", "{count} files are uploaded.", count)
    messages.success(request, text.format(count=count))
    return f"{folder}/{next(iter(files))}"


def _new_test(request: HttpRequest, authoring: Authoring) -> str:
    return authoring.new_test(request.POST.get("name", ""))


def _insert(request: HttpRequest, authoring: Authoring) -> str:
    template, inner = find_ready_test(request.POST.get("template", "")), request.POST.get("file", "")
    if template is None or part_of(inner) != Part.TESTS:
        raise NotDone(_("Open a test file first."))
    authoring.insert_test(inner, template)
    messages.success(request, _("The test stands at the end of {name}. Adapt it.").format(name=inner))
    return inner


def _source(request: HttpRequest, authoring: Authoring) -> str:
    name, content = next(iter(_uploads(request).items()), ("", b""))
    _ask_before_replacing(request)
    return authoring.put_source(request.POST.get("stem", ""), name, content)


def _switch(request: HttpRequest, authoring: Authoring) -> str:
    _ask_before_replacing(request)
    return authoring.switch(request.POST.get("stem", ""), request.POST.get("to", ""))


def _ask_before_replacing(request: HttpRequest) -> None:
    if "sure" not in request.POST:
        raise NotDone(_("Tick that what stands there may be replaced."))


def _attempt(request: HttpRequest, authoring: Authoring) -> str:
    uploads = _uploads(request)
    name, source = request.POST.get("name", "").strip(), request.POST.get("source", "").replace("\r\n", "\n")
    if uploads:
        uploaded, content = next(iter(uploads.items()))
        name = name or uploaded
        try:
            source = content.decode()
        except UnicodeDecodeError as error:
            raise NotDone(_("{name} is no text.").format(name=uploaded)) from error
    kind = "alternatives" if request.POST.get("kind") == "alternatives" else "wrong"
    return authoring.add_attempt("wrong" if kind == "wrong" else "alternatives", name, source, _fails(request))


def _declare(request: HttpRequest, authoring: Authoring) -> str:
    inner = request.POST.get("file", "")
    if not inner.startswith("wrong/") or not authoring.folder.has(inner):
        raise NotDone(_("Open a known-wrong attempt first."))
    authoring.declare(inner, _fails(request))
    messages.success(request, _("The tests that {name} must fail are saved.").format(name=inner))
    return inner


def _fails(request: HttpRequest) -> list[str]:
    names = request.POST.getlist("fails")
    return ["*"] if "*" in names else names


ACTIONS: dict[str, Change] = {
    "upload": _upload,
    "new_test": _new_test,
    "insert": _insert,
    "source": _source,
    "switch": _switch,
    "attempt": _attempt,
    "declare": _declare,
}
