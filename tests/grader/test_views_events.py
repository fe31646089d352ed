"""The stream of a grading's events: numbered, resumable, ended, and only for those who may see it."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncGenerator, Callable
from typing import cast

import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import AsyncClient
from django.urls import reverse

from accounts.models import User
from grader.events import append_events
from grader.models import EventKind, Grading
from grader.queue import cancel
from grader.views_events import STREAMS_A_USER
from tests import asynchronous

Submit = Callable[..., Grading]
Message = tuple[str | None, str, object]

pytestmark = pytest.mark.django_db(transaction=True)


def read(grading: Grading, user: User | None, *, after: str = "", until: str = "finished") -> list[Message]:
    """Return the messages as (number, kind, data), up to a first ``until``; ``[]`` without a stream."""

    async def collect() -> list[Message]:
        client = AsyncClient()
        if user:
            await client.aforce_login(user)
        headers = {"Last-Event-ID": after} if after else {}
        response = await client.get(reverse("grader:events", args=[grading.pk]), headers=headers)
        if response.status_code != 200:
            assert response.status_code == 404
            return []
        assert response.headers["Content-Type"] == "text/event-stream"
        found: list[Message] = []
        stream = cast("StreamingHttpResponse", response).streaming_content
        assert isinstance(stream, AsyncGenerator)
        async for chunk in stream:
            if message := parsed(chunk.decode()):
                found.append(message)
                if message[1] == until:
                    break
        await stream.aclose()
        return found

    return asynchronous.run(asyncio.wait_for(collect(), timeout=20))


def parsed(chunk: str) -> Message | None:
    fields = dict(line.split(": ", 1) for line in chunk.splitlines() if ": " in line and not line.startswith(":"))
    return (fields.get("id"), fields["event"], json.loads(fields["data"])) if "event" in fields else None


def test_everything_is_told_from_the_beginning(student: User, submit: Submit) -> None:
    grading = submit()
    append_events(grading.pk, [(EventKind.STDOUT, {"text": "안녕\n"})])
    cancel(grading)
    messages = read(grading, student)
    assert [(number, kind) for number, kind, _ in messages] == [("1", "queued"), ("2", "stdout"), ("3", "finished")]
    assert messages[1][2] == {"text": "안녕\n"}


def test_a_resumed_stream_goes_on_after_the_last_number(student: User, submit: Submit) -> None:
    grading = submit()
    append_events(grading.pk, [(EventKind.STDOUT, {"text": "again"})])
    cancel(grading)
    assert [number for number, _, _ in read(grading, student, after="2")] == ["3"]


def test_a_stream_resumed_after_the_end_only_says_so(student: User, submit: Submit) -> None:
    grading = submit()
    cancel(grading)
    assert read(grading, student, after="2") == [(None, "finished", {})]


def test_a_number_that_is_none_counts_as_nothing_seen(student: User, submit: Submit) -> None:
    grading = submit()
    cancel(grading)
    assert len(read(grading, student, after="x; DROP TABLE")) == 2


def test_who_waits_is_told_the_place_in_the_queue(student: User, submit: Submit) -> None:
    submit()
    second = submit()
    assert read(second, student, until="position")[-1] == (None, "position", {"position": 2})


def test_an_instructor_may_watch(instructor: User, submit: Submit) -> None:
    grading = submit()
    cancel(grading)
    assert read(grading, instructor)


def test_others_and_guests_get_nothing(outsider: User, submit: Submit) -> None:
    grading = submit()
    cancel(grading)
    assert read(grading, outsider) == []
    assert read(grading, None) == []


def test_an_open_stream_holds_no_connection_to_the_database(student: User, submit: Submit) -> None:
    address = reverse("grader:events", args=[submit().pk])

    async def is_connected() -> bool:
        client = AsyncClient()
        await client.aforce_login(student)
        response = cast("StreamingHttpResponse", await client.get(address))
        assert isinstance(response.streaming_content, AsyncGenerator)
        await anext(response.streaming_content)
        found = await sync_to_async(lambda: connection.connection is not None)()
        await response.streaming_content.aclose()
        return found

    assert not asynchronous.run(is_connected())


def test_one_persons_streams_are_limited_and_counted_down(student: User, submit: Submit) -> None:
    grading = submit()

    async def open_many() -> tuple[list[int], int]:
        client = AsyncClient()
        await client.aforce_login(student)
        url = reverse("grader:events", args=[grading.pk])
        responses = [await _opened(client, url) for _ in range(STREAMS_A_USER + 1)]
        statuses = [response.status_code for response in responses]
        responses.clear()
        gc.collect()  # The server drops a response whose reader has gone; Django's test client makes cycles of them.
        await asyncio.sleep(0.1)
        return statuses, (await _opened(client, url)).status_code

    first, afterwards = asynchronous.run(asyncio.wait_for(open_many(), timeout=20))
    assert first == [200] * STREAMS_A_USER + [429]
    assert afterwards == 200


async def _opened(client: AsyncClient, url: str) -> StreamingHttpResponse:
    response = cast("StreamingHttpResponse", await client.get(url))
    if response.status_code == 200:
        await anext(cast("AsyncGenerator[bytes]", response.streaming_content))
    return response
