"""Answers to requests that are turned down before any view: expired forms, and too many requests."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.limits import in_words

SECONDS_AFTER_TOO_MANY = 60


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Say that a form has expired, that nothing was sent, and where what was typed still is."""
    text = _("This form has expired, so nothing was sent. Reload the page and send it again.")
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"message": text}, status=403)
    return render(request, "403_csrf.html", {"back": _page_before(request)}, status=403)


def _page_before(request: HttpRequest) -> str:
    """Return the address on this site that the form stood on, or ``""``."""
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() and before.path.startswith("/") else ""


def too_many(request: HttpRequest) -> HttpResponseBase:
    """Answer for allauth's own limits, such as of sign-ups from one address."""
    time = in_words(SECONDS_AFTER_TOO_MANY)
    message = _("There were very many requests from your network. It works again in {time}.").format(time=time)
    answer = render(request, "429.html", {"message": message}, status=429)
    answer.headers["Retry-After"] = str(SECONDS_AFTER_TOO_MANY)
    return answer
