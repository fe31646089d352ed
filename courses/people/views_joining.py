"""The page where somebody joins a course with its code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import count, take_back
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
    found = _find(request, entry)
    return _join(request, found) if found else _unknown(request, entry)


@require_http_methods(PAGES)
@never_cache
@login_required
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Show the course that a code opens with a button, which joins it."""
    found = _find(request, code)
    if found is None:
        return _unknown(request, code)
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


def _find(request: HttpRequest, entry: str) -> Course | None:
    """Return the course that a code opens; `Limited` for a person, and for a browser, after too many wrong ones."""
    who = (f"user-{signed_in(request).pk}", f"session-{request.session.session_key}")
    for one in who:
        count("join_code", one)
    found = rules.find_by_code(entry)
    if found:
        for one in who:
            take_back("join_code", one)
    return found


def _unknown(request: HttpRequest, entry: str) -> HttpResponse:
    error = _("No course has this code. Check each letter, or ask your instructor whether the code has changed.")
    return render(request, "courses/join.html", {"entry": entry[: rules.LONGEST_ENTRY], "error": error}, status=422)
