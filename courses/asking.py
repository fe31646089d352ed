"""What a request asks for beside its address: a part of a page, data for a script, where to go afterwards."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; when it restores its history it wants the whole."""
    details = getattr(request, "htmx", None)
    return bool(details and not details.history_restore_request)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which wants data and no page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def next_address(request: HttpRequest, default: str) -> str:
    """Return the address on this site that a form wants to lead to."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else default
