"""A grading's events as a stream. The browser resumes by event number after a lost connection."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User
from grader.access import visible_grading
from grader.models import EventKind, Grading, GradingEvent, State
from grader.queue import queue_position

SHORTEST_PAUSE = 0.1
LONGEST_PAUSE = 0.5
HEARTBEAT_SECONDS = 15.0
LONGEST_STREAM_SECONDS = 600.0
"""After this the stream ends and the browser opens a new one, so that no connection lives for ever."""
STREAMS_A_USER = 12
"""How many streams one person may hold open in one web process; the pages of further ones poll."""
_open_streams: Counter[int] = Counter()


@dataclass(frozen=True, kw_only=True)
class News:
    """What happened since an event number. ``position`` is the place in the queue while there is one."""

    events: list[GradingEvent] = field(default_factory=list)
    position: int | None = None
    is_final: bool = False


@require_safe
async def events(request: HttpRequest, grading_id: int) -> HttpResponseBase:
    """Stream a grading's events after ``Last-Event-ID``, to its owner and the course's instructors.

    Status 404 for anybody else, and 429 for one person's stream too many.
    """
    user = await request.auser()
    if not await sync_to_async(_may_see)(user, grading_id):
        return HttpResponse(status=404)
    user_id = int(user.pk or 0)
    if _open_streams[user_id] >= STREAMS_A_USER:
        return HttpResponse(status=429)
    stream = _counted(user_id, _stream(grading_id, _last_seen(request)))
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _may_see(user: User | AnonymousUser, grading_id: int) -> bool:
    """Whether the events are for ``user``. Closes the request's connection: it would last as long as the stream."""
    if not isinstance(user, User):
        return False
    try:
        visible_grading(user, grading_id)
    except Http404:
        return False
    finally:
        connection.close()
    return True


def _last_seen(request: HttpRequest) -> int:
    given = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


async def _counted(user_id: int, stream: AsyncIterator[str]) -> AsyncIterator[str]:
    _open_streams[user_id] += 1
    try:
        async for message in stream:
            yield message
    finally:
        _open_streams[user_id] -= 1
        if not _open_streams[user_id]:
            del _open_streams[user_id]


async def _stream(grading_id: int, after: int) -> AsyncIterator[str]:
    # A pool of threads of their own: a thread for each reader would hold a database connection for each.
    read = sync_to_async(_read, thread_sensitive=False)
    ends_at = monotonic() + LONGEST_STREAM_SECONDS
    pause, spoke_at, position = SHORTEST_PAUSE, monotonic(), None
    yield "retry: 1000\n\n"
    while monotonic() < ends_at:
        news = await read(grading_id, after)
        messages = [_message(event.kind, event.data, event.number) for event in news.events]
        if news.position != position:
            position = news.position
            messages.append(_message("position", {"position": position}))
        if news.events:
            after = news.events[-1].number
        for message in messages:
            yield message
        if news.is_final:
            if not any(event.kind == EventKind.FINISHED for event in news.events):
                yield _message(EventKind.FINISHED, {})
            return
        if messages:
            pause, spoke_at = SHORTEST_PAUSE, monotonic()
        elif monotonic() - spoke_at > HEARTBEAT_SECONDS:
            spoke_at = monotonic()
            yield ": still here\n\n"
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 1.15)


def _read(grading_id: int, after: int) -> News:
    """Return what is new. The state is read before the events, so that a final one leaves none unread."""
    try:
        grading = Grading.objects.only("state", "priority", "queued_at").filter(pk=grading_id).first()
        if grading is None:
            return News(is_final=True)
        events = list(GradingEvent.objects.filter(grading=grading_id, number__gt=after))
        position = queue_position(grading) if grading.state == State.QUEUED else None
        return News(events=events, position=position, is_final=grading.is_final)
    finally:
        connection.close()


def _message(kind: str, data: dict[str, Any], number: int | None = None) -> str:
    identity = f"id: {number}\n" if number is not None else ""
    return f"{identity}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
