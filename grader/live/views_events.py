"""A grading's events, as a stream or for pages that cannot stream. Both go on after the last event number."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from time import monotonic

from asgiref.sync import sync_to_async
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from courses.access import signed_in
from grader.access import visible_grading
from grader.events import reported_epochs
from grader.live.streaming import hub, read_news
from grader.telemetry.measures import STREAMS

HEARTBEAT_SECONDS = 15.0
STILL_HERE = ": still here\n\n"
LONGEST_STREAM_SECONDS = 600.0
"""After this the stream ends and the browser opens a new one, so that no connection lives for ever."""
STREAMS_A_USER = 12
"""How many streams one person may hold open in one web process; the pages of further ones poll."""
_open_streams: Counter[int] = Counter()
STREAMS.set_function(_open_streams.total)
_doors = ThreadPoolExecutor(4, thread_name_prefix="doors")
"""Asks who may see what. Requests have a thread with a connection each, and after a restart all pages come at once."""


@require_safe
async def events(request: HttpRequest, grading_id: int) -> HttpResponseBase:
    """Stream a grading's events after ``Last-Event-ID``, to its owner and the course's instructors.

    Status 404 for anybody else, and 429 for one person's stream too many.
    """
    user_id = await asyncio.get_running_loop().run_in_executor(_doors, _admitted, request, grading_id)
    if user_id is None:
        return HttpResponse(status=404)
    if _open_streams[user_id] >= STREAMS_A_USER:
        return HttpResponse(status=429)
    stream = _counted(user_id, _stream(grading_id, _last_seen(request)))
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


@require_safe
@never_cache
@login_required
def news(request: HttpRequest, grading_id: int) -> JsonResponse:
    """Tell what the stream would, to a page that asks again and again because it cannot stream."""
    found = visible_grading(signed_in(request), grading_id)
    told = read_news({found.pk: _last_seen(request)})[found.pk]
    events = [{"number": event.number, "kind": event.kind, "data": event.data} for event in told.events]
    return JsonResponse({"events": events, "place": asdict(told.place) if told.place else None, "final": told.is_final})


@require_safe
@never_cache
@login_required
def epochs(request: HttpRequest, grading_id: int) -> JsonResponse:
    """Tell all epochs that the last attempt at a grading reported, to be drawn again."""
    found = visible_grading(signed_in(request), grading_id)
    return JsonResponse({"epochs": reported_epochs(found)})


def _admitted(request: HttpRequest, grading_id: int) -> int | None:
    """Return the reader's id, or ``None`` when the events are not for them. Holds a connection only as long."""
    try:
        user = request.user
        if isinstance(user, User):
            visible_grading(user, grading_id)
            return user.pk
    except Http404:
        return None
    finally:
        connection.close()
    return None


def _last_seen(request: HttpRequest) -> int:
    given = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


async def _counted(user_id: int, stream: AsyncIterator[str]) -> AsyncIterator[str]:
    """Count a stream while it is open. Of several that were let in at the same moment, those too many end at once."""
    if _open_streams[user_id] >= STREAMS_A_USER:
        return
    _open_streams[user_id] += 1
    try:
        async for message in stream:
            yield message
    finally:
        _open_streams[user_id] -= 1
        if not _open_streams[user_id]:
            del _open_streams[user_id]


def _let_go() -> None:
    connection.close()


async def _stream(grading_id: int, after: int) -> AsyncIterator[str]:
    ends_at = monotonic() + LONGEST_STREAM_SECONDS
    # Middleware has asked for the session in the request's own thread, which lives as long as the stream.
    await sync_to_async(_let_go)()
    yield "retry: 1000\n\n"
    with hub().follow(grading_id, after) as follower:
        while monotonic() < ends_at and not follower.is_over:
            for message in await follower.next(HEARTBEAT_SECONDS) or [STILL_HERE]:
                yield message
