"""The page of a course's settings, and its join code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.access import find_course, may, signed_in
from courses.authoring.working_copy import Conflict
from courses.course_settings import CourseSettingsForm
from courses.models import Joining, Origin
from courses.people.joining import change_code, new_code, spelled

SWITCH_OFF = "off"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def settings(request: HttpRequest, course: str) -> HttpResponse:
    """Show and change a course's settings."""
    found = find_course(course, request.user, "courses.publish")
    form = CourseSettingsForm(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            changed = form.save(signed_in(request))
        except Conflict:
            form.add_error(None, _("Somebody else has just changed these texts. Save once more to replace theirs."))
        else:
            messages.success(request, _("The settings were saved.") if changed else _("Nothing was changed."))
            return redirect("courses:settings", found.slug)
    code = found.join_code or ""
    context = {
        "course": found,
        "form": form,
        "is_from_files": found.origin == Origin.FILES,
        "code": spelled(code) if code else "",
        "link": request.build_absolute_uri(reverse("courses:join", args=[code])) if code else "",
        "code_works": found.joining != Joining.INVITED,
        "manages": may(request.user, "courses.manage_students", found),
    }
    return render(request, "courses/settings.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def join_code(request: HttpRequest, course: str) -> HttpResponse:
    """Give a course a new join code, or with ``code=off`` none."""
    found = find_course(course, request.user, "courses.publish")
    if request.POST.get("code") == SWITCH_OFF:
        change_code(found, signed_in(request), None)
        messages.success(request, _("There is no join code now."))
    else:
        change_code(found, signed_in(request), new_code())
        messages.success(request, _("There is a new join code. The old one does not work any more."))
    return redirect("courses:settings", found.slug)
