"""The page that says what publishing the texts of a course would change, and does it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.access import signed_in
from courses.authoring.change_words import grouped
from courses.authoring.publishing import Outdated, mark_of_texts, publish_texts, text_changes
from courses.authoring.working_outline import State, read_outline
from courses.authoring.writable import find_writable
from courses.folders.content_errors import ContentError


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def publish(request: HttpRequest, course: str) -> HttpResponse:
    """Show what would change for students, or after a yes publish it."""
    found = find_writable(course, request.user, "courses.publish")
    context: dict[str, object] = {"course": found}
    try:
        if request.method == "POST":
            count = len(publish_texts(found, signed_in(request), request.POST.get("seen", "")))
            text = ngettext("Published: {count} change.", "Published: {count} changes.", count)
            messages.success(request, text.format(count=count))
            return redirect("courses:outline", found.slug)
    except Outdated:
        context["is_outdated"] = True
    except ContentError:
        pass  # It is told below.
    try:
        changes = text_changes(found)
        context |= {"groups": grouped(changes), "seen": mark_of_texts(found, changes)}
    except ContentError as error:
        context["problems"] = error.problems
    context["waiting"] = [
        (unit, step) for unit in read_outline(found).units for step in unit.exercises if step.state != State.PUBLISHED
    ]
    status = 200 if request.method != "POST" else 422 if "problems" in context else 409
    return render(request, "courses/authoring/publish.html", context, status=status)
