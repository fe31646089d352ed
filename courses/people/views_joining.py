"""The page where somebody joins a course with its code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import role_in, signed_in
from courses.models import Course
from courses.people import joining as rules

PAGES = ("GET", "HEAD", "POST")


@require_http_methods(PAGES)
@never_cache
@login_required
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead to the course that it opens."""
    entry = request.POST.get("code", "")
    if request.method != "POST":
        return render(request, "courses/join.html", {})
    found, refusal = _find(request, entry)
    if found is None:
        return _refused(request, entry, refusal)
    return _join(request, found)


@require_http_methods(PAGES)
@never_cache
@login_required
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show the course that a code opens with a button, which joins it."""
    found, refusal = _find(request, code)
    if found is None:
        return _refused(request, code, refusal)
    if request.method == "POST":
        return _join(request, found)
    if role_in(found, signed_in(request)) is not None:
        return redirect(found)
    return render(request, "courses/join.html", {"course": found, "code": code})


def _join(request: HttpRequest, course: Course) -> HttpResponse:
    if rules.join(course, signed_in(request), "join code"):
        messages.success(request, _("You have joined the course."))
    else:
        messages.info(request, _("You are in this course already."))
    return redirect(course)


def _find(request: HttpRequest, entry: str) -> tuple[Course | None, int]:
    """Return the course that a code opens, or else the status that says why not: 422, or 429 after too many tries."""
    who = (f"user-{signed_in(request).pk}", f"session-{request.session.session_key}")
    if not rules.may_try(*who):
        return None, 429
    found = rules.find_by_code(entry)
    if found is None:
        rules.note_wrong_code(*who)
    return found, 422


def _refused(request: HttpRequest, entry: str, status: int) -> HttpResponse:
    if status == 429:
        minutes = rules.WRONG_CODES_SECONDS // 60
        error = _("Those were too many wrong codes. Wait {minutes} minutes, and ask your instructor for the code.")
        error = error.format(minutes=minutes)
    else:
        error = _("No course has this code. Check each letter, or ask your instructor whether the code has changed.")
    return render(request, "courses/join.html", {"entry": entry[: rules.LONGEST_ENTRY], "error": error}, status=status)
