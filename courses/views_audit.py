"""The page that tells who changed what in a course, when, from what, and why."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.access import find_course
from courses.audit_log import AuditFilter

PAGE_SIZE = 50


@require_safe
@never_cache
@login_required
def audit(request: HttpRequest, course: str) -> HttpResponse:
    """List the changes in a course, the latest first."""
    found = find_course(course, request.user, "courses.see_audit")
    form = AuditFilter(request.GET)
    page = Paginator(form.entries_of(found), PAGE_SIZE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "course": found,
        "form": form,
        "page": page,
        "query": asked.urlencode(),
        "is_all": not any(asked.values()),
    }
    return render(request, "courses/audit.html", context, status=422 if form.errors else 200)
