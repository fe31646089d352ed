"""The status page for those who teach."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.access import require, signed_in
from courses.asking import wants_part
from grader.telemetry.status import read_status


@require_safe
@never_cache
@login_required
def status(request: HttpRequest) -> HttpResponse:
    """Show how the site is; as a part of the page to the page itself, which asks again and again."""
    user = signed_in(request)
    require(user, "courses.see_status", None)
    context = {"status": read_status(user, timezone.now())}
    return render(request, "grader/_status.html" if wants_part(request) else "grader/status.html", context)
