"""The page that says that something broke on our side, with the id under which the logs tell what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader

from sandbox.log_lines import current_id


def server_error(_request: HttpRequest) -> HttpResponse:
    """Show the page, in both languages and without a database: that may be what broke."""
    return HttpResponseServerError(loader.render_to_string("500.html", {"reference": current_id()}))
