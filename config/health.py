"""Health, readiness and metrics, for load balancers, containers and Prometheus, without sessions and languages.

`config.observing` answers them before anything else: under any host name, over http, and without a database.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from grader.telemetry.exposition import exposition
from grader.telemetry.parts import WEB, Part, examine


def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer "ok": this process lives. Nothing else is asked, so that nothing else gets it restarted."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Say as JSON which parts of the site are well; status 503 where one is not, after four seconds at most.

    ``?of=web`` asks only for what pages need: database, migrations and Redis.
    """
    found = examine(WEB if request.GET.get("of") == "web" else tuple(Part))
    ready = all(answer.ok for answer in found.values())
    told = {part.value: "ok" if answer.ok else answer.why for part, answer in found.items()}
    response = JsonResponse({"ready": ready, "parts": told}, status=200 if ready else 503)
    response["Cache-Control"] = "no-store"
    return response


def metrics(request: HttpRequest) -> HttpResponse:
    """Tell Prometheus everything; to anybody else there is no such page."""
    if not may_scrape(request):
        return HttpResponse("Not found\n", status=404, content_type="text/plain")
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"})


def may_scrape(request: HttpRequest) -> bool:
    """Whether who asks bears ``METRICS_TOKEN``, or asks directly from an address of ``METRICS_ALLOW``.

    What came through a proxy has no address that could be believed here: the header that tells it is the sender's word
    where the proxy only appends to it.
    """
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and kind.lower() == "bearer":
        return hmac.compare_digest(given.strip().encode(), settings.METRICS_TOKEN.encode())
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_ALLOW)


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}
