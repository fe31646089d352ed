"""The page where instructors set due dates."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import find_course, signed_in
from courses.due_dates import DueDatesForm
from courses.way import outline


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def dates(request: HttpRequest, course: str) -> HttpResponse:
    """Show and change the due dates of a course's exercises; instructors only."""
    found = find_course(course, request.user, "courses.publish")
    form = DueDatesForm(outline(found), request.POST if request.method == "POST" else None)
    if form.is_bound:
        is_valid = form.is_valid()
        _say_what_changed(request, form.save(signed_in(request)))
        if is_valid:
            return redirect("courses:dates", found.slug)
    context = {"course": found, "form": form, "zone": get_current_timezone_name()}
    return render(request, "courses/dates.html", context, status=422 if form.errors else 200)


def _say_what_changed(request: HttpRequest, count: int) -> None:
    if count:
        text = ngettext("{count} due date was saved.", "{count} due dates were saved.", count)
        messages.success(request, text.format(count=count))
    else:
        messages.info(request, _("No due date was changed."))
