"""Headers that every answer carries, besides those that Django sets itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import sync_and_async_middleware

Answer = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]

CLOSED_HEADERS = {
    # Nothing here needs these; clipboard-write is for the buttons that copy.
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), midi=(), "
    "display-capture=(), browsing-topics=(), clipboard-read=(), clipboard-write=(self), fullscreen=(self)",
    # No other site may draw our answers into its own process.
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEVER_KEPT = ("/accounts/", "/account/")
"""Pages that show codes and addresses: no browser keeps them for who sits down next."""


@sync_and_async_middleware
def closed_headers(get_response: Answer) -> Answer:
    """Close what browsers leave open."""
    if iscoroutinefunction(get_response):

        async def later(request: HttpRequest) -> HttpResponseBase:
            return _closed(request, await cast(Awaitable[HttpResponseBase], get_response(request)))

        return later

    def now(request: HttpRequest) -> HttpResponseBase:
        return _closed(request, cast(HttpResponseBase, get_response(request)))

    return now


def _closed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    for name, value in CLOSED_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith(NEVER_KEPT):
        add_never_cache_headers(response)
    return response
