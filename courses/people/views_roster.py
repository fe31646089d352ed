"""The page where a roster is uploaded, looked at, and confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import limited
from courses.access import find_course, signed_in
from courses.models import Course
from courses.people.forms import RosterForm
from courses.people.roster import apply, plan
from courses.people.roster_reading import MAX_ROWS, Roster, RosterError, read_roster


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@limited("import")
def roster(request: HttpRequest, course: str) -> HttpResponse:
    """Take a roster, show what each row would change, and with ``confirm`` change it."""
    found = find_course(course, request.user, "courses.manage_students")
    form = RosterForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        try:
            read = read_roster(form.cleaned_data["text"])
        except RosterError as error:
            form.add_error(None, str(error))
        else:
            return _planned(request, found, form.cleaned_data["text"], read)
    context = {"course": found, "form": form, "max_rows": MAX_ROWS}
    return render(request, "courses/roster.html", context, status=422 if form.errors else 200)


def _planned(request: HttpRequest, course: Course, text: str, read: Roster) -> HttpResponse:
    """Show what becomes of the rows, or what has become of them."""
    is_done = "confirm" in request.POST
    user = signed_in(request)
    found = apply(course, read.rows, user) if is_done else plan(course, read.rows, user)
    if is_done:
        count = found.changes
        messages.success(
            request, ngettext("{count} row was applied.", "{count} rows were applied.", count).format(count=count)
        )
    context = {"course": course, "plan": found, "text": text, "unused": read.unused, "is_done": is_done}
    return render(request, "courses/roster_rows.html", context)
