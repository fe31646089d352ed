"""The outermost middleware: gives each request its id, counts, times and logs it, and answers who asks for health.

The log line names the address and not the path, which may hold a token, and no query.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from config.health import PROBES
from config.logs import view_name
from grader.telemetry.measures import REQUEST_SECONDS, REQUESTS
from sandbox.log_lines import is_well_formed, log_fields, new_id

HEADER = "X-Request-ID"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
Answer = Callable[[HttpRequest], HttpResponseBase]
AsyncAnswer = Callable[[HttpRequest], Awaitable[HttpResponseBase]]

logger = logging.getLogger("backpass.access")


@sync_and_async_middleware
def observe(get_response: Answer | AsyncAnswer) -> Answer | AsyncAnswer:
    """Return the middleware around ``get_response``, of the same kind, so that streams need no thread."""
    if iscoroutinefunction(get_response):
        ask = cast("AsyncAnswer", get_response)

        async def observed_async(request: HttpRequest) -> HttpResponseBase:
            began, identity = time.perf_counter(), request_id(request)
            with log_fields(id=identity):
                probe = PROBES.get(request.path_info)
                answer = sync_to_async(probe, thread_sensitive=False) if probe else ask
                return _told(request, await answer(request), identity, time.perf_counter() - began)

        return observed_async

    def observed(request: HttpRequest) -> HttpResponseBase:
        began, identity = time.perf_counter(), request_id(request)
        with log_fields(id=identity):
            answer = PROBES.get(request.path_info) or cast("Answer", get_response)
            return _told(request, answer(request), identity, time.perf_counter() - began)

    return observed


def request_id(request: HttpRequest) -> str:
    """Return the proxy's id of a request where the site trusts it and it is one, and a new one otherwise."""
    given = request.headers.get(HEADER, "") if settings.TRUST_REQUEST_ID else ""
    return given if is_well_formed(given) else new_id()


def _told(request: HttpRequest, response: HttpResponseBase, identity: str, seconds: float) -> HttpResponseBase:
    response.headers[HEADER] = identity
    if request.path_info in PROBES:
        return response
    view, method = view_name(request), request.method if request.method in METHODS else "other"
    REQUESTS.labels(view, method, str(response.status_code)).inc()
    REQUEST_SECONDS.labels(view).observe(seconds)
    fields = {"method": method, "view": view, "status": response.status_code, "ms": round(1000 * seconds, 1)}
    logger.info("request", extra={"fields": fields})
    return response
