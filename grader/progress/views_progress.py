"""The page "My progress"."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.access import find_course, may, signed_in
from grader.progress.own_progress import own_progress
from grader.progress.points_chart import points_chart


@require_safe
@never_cache
@login_required
def progress(request: HttpRequest, course: str) -> HttpResponse:
    """Show the reader's own scores, attempts and time in a course."""
    user = signed_in(request)
    found = find_course(course, user)
    if not may(user, "courses.learn", found):
        messages.info(request, _("Join the course to work on its exercises."))
        return redirect(found)
    own = own_progress(found, user)
    context = {"course": found, "own": own, "chart": points_chart(own.gains, own.course.max_score)}
    return render(request, "grader/progress.html", context)
