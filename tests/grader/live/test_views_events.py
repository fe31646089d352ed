"""The stream of a grading's events: numbered, resumable, ended, and only for those who may see it."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncGenerator, Callable, Iterable
from datetime import timedelta
from typing import cast

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from courses.models import Exercise
from grader.events import append_events
from grader.live import streaming
from grader.live.expecting import Place, places_of
from grader.live.streaming import Follower, News, hub, read_news
from grader.live.views_events import STREAMS_A_USER
from grader.models import EventKind, Grading
from grader.queueing.queue import cancel, claim
from tests import asynchronous
from tests.grader.cast import make_student

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


def test_who_waits_is_told_the_place_in_the_queue(student: User, submit: Submit, settings: Settings) -> None:
    settings.GRADING_SLOTS = 5
    submit()
    second = submit()
    assert read(second, student, until="position")[-1] == (
        None,
        "position",
        {"position": 2, "seconds": 0.2, "stuck": False},
    )


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
        await sync_to_async(lambda: connection.close())()  # noqa: PLW0108  # In that thread.
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


def test_streams_opened_at_the_same_moment_are_limited_too(student: User, submit: Submit) -> None:
    address = reverse("grader:events", args=[submit().pk])

    async def open_together() -> int:
        client = AsyncClient()
        await client.aforce_login(student)
        responses = [cast("StreamingHttpResponse", await client.get(address)) for _ in range(STREAMS_A_USER + 5)]
        streams = [cast("AsyncGenerator[bytes]", response.streaming_content) for response in responses]
        firsts = [await anext(stream, None) for stream in streams]
        for stream in streams:
            await stream.aclose()
        return len([first for first in firsts if first is not None])

    assert asynchronous.run(asyncio.wait_for(open_together(), timeout=20)) == STREAMS_A_USER


async def _opened(client: AsyncClient, url: str) -> StreamingHttpResponse:
    response = cast("StreamingHttpResponse", await client.get(url))
    if response.status_code == 200:
        await anext(cast("AsyncGenerator[bytes]", response.streaming_content))
    return response


def test_all_pages_are_told_by_as_many_queries_as_one(
    submit: Submit, exercise: Exercise, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gradings = [submit(make_student(exercise, f"{number}@example.org")) for number in range(4)]
    for grading in gradings[:3]:
        claim(grading.pk)
        append_events(grading.pk, [(EventKind.STDOUT, {"text": "x"})])

    with django_assert_num_queries(2):
        one = read_news({gradings[0].pk: 2})
    with django_assert_num_queries(2):
        three = read_news({grading.pk: 1 for grading in gradings[:3]})

    assert [event.number for event in one[gradings[0].pk].events] == [3]
    assert [[event.kind for event in three[grading.pk].events] for grading in gradings[:3]] == [
        ["started", "stdout"]
    ] * 3


def test_much_news_is_told_part_by_part_and_the_end_comes_last(
    student: User, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "TOLD_AT_ONCE", 3)
    grading = submit()
    append_events(grading.pk, [(EventKind.STDOUT, {"text": str(number)}) for number in range(7)])
    cancel(grading)

    first = read_news({grading.pk: 0})[grading.pk]
    told = read(grading, student)

    assert ([event.number for event in first.events], first.is_final) == ([1, 2, 3], False)
    assert [number for number, _, _ in told] == [str(number) for number in range(1, 10)]
    assert told[-1][1] == "finished"


def test_two_tabs_at_different_places_each_hear_everything_once(submit: Submit) -> None:
    grading = submit()
    append_events(grading.pk, [(EventKind.STDOUT, {"text": str(number)}) for number in range(5)])

    async def both() -> list[list[str]]:
        with hub().follow(grading.pk, 0) as new, hub().follow(grading.pk, 4) as resumed:
            return [await new.next(5), await resumed.next(5)]

    new, resumed = asynchronous.run(asyncio.wait_for(both(), timeout=20))
    assert [message.split("\n")[0] for message in new[:-1]] == [f"id: {number}" for number in range(1, 7)]
    assert [message.split("\n")[0] for message in resumed] == ["id: 5", "id: 6", "event: position"]


def test_a_reader_that_stands_still_is_given_no_more(submit: Submit) -> None:
    grading = submit()

    async def stand_still() -> tuple[list[str], list[str]]:
        with hub().follow(grading.pk, 0) as follower:
            await asyncio.sleep(0.3)
            await sync_to_async(append_events)(grading.pk, [(EventKind.STDOUT, {"text": "later"})])
            await asyncio.sleep(0.5)
            return await follower.next(5), await follower.next(5)

    first, second = asynchronous.run(asyncio.wait_for(stand_still(), timeout=20))
    assert "later" not in "".join(first)
    assert "later" in "".join(second)


def test_a_database_that_fails_ends_the_streams_and_the_next_ones_work(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    grading = submit()

    def fail(_seen: object) -> None:
        raise OperationalError("gone")

    async def follow() -> tuple[bool, list[str]]:
        with monkeypatch.context() as patched:
            patched.setattr(streaming, "read_news", fail)
            with hub().follow(grading.pk, 0) as follower:
                assert await follower.next(5) == []
                ended = follower.is_over
        with hub().follow(grading.pk, 0) as follower:
            return ended, await follower.next(5)

    ended, messages = asynchronous.run(asyncio.wait_for(follow(), timeout=20))
    assert ended
    assert messages[0].startswith("id: 1")


def test_what_started_says_how_long_ago(student: User, submit: Submit) -> None:
    grading = submit()
    claim(grading.pk)
    grading.events.filter(kind=EventKind.STARTED).update(created_at=timezone.now() - timedelta(seconds=30))
    (started,) = [data for _, kind, data in read(grading, student, until="started") if kind == "started"]
    assert isinstance(started, dict)
    assert started["attempt"] == 1
    assert 30 <= started["ago"] < 40


def test_a_page_that_cannot_stream_asks_for_the_same(client: Client, student: User, submit: Submit) -> None:
    submit()
    grading = submit()
    append_events(grading.pk, [(EventKind.STDOUT, {"text": "one"}), (EventKind.STDOUT, {"text": "two"})])
    client.force_login(student)
    address = reverse("grader:news", args=[grading.pk])

    news = client.get(f"{address}?after=2").json()

    assert news["events"] == [{"number": 3, "kind": "stdout", "data": {"text": "two"}}]
    assert (news["place"]["position"], news["final"]) == (2, False)
    cancel(grading)
    assert client.get(f"{address}?after=3").json()["final"]


def test_the_epochs_of_the_last_attempt_can_be_had_again(client: Client, student: User, submit: Submit) -> None:
    grading = submit()
    for loss in (9.0, 1.0):
        append_events(grading.pk, [(EventKind.STARTED, {}), (EventKind.EPOCH, {"epoch": 1, "logs": {"loss": loss}})])
    client.force_login(student)
    told = client.get(reverse("grader:epochs", args=[grading.pk])).json()
    assert told == {"epochs": [{"epoch": 1, "logs": {"loss": 1.0}}]}


@pytest.mark.parametrize("name", ["news", "epochs"])
def test_nobody_asks_for_anothers(client: Client, outsider: User, instructor: User, submit: Submit, name: str) -> None:
    address = reverse(f"grader:{name}", args=[submit().pk])
    assert client.get(address).status_code == 302
    for user, status in ((outsider, 404), (instructor, 200)):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_a_place_that_moves_at_once_again_is_told_later_and_its_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(streaming, "monotonic", lambda: now)
    follower = Follower(1, after=0)
    told = [follower.give(News(place=Place(position, 1.0))) for position in (9, 8)]
    now += streaming.PLACE_PAUSE
    told += [follower.give(News(place=Place(7, 1.0))), follower.give(News(place=None))]
    told += [follower.give(News(place=Place(7, 1.0)))]
    assert told == [True, False, True, False, True]


def test_the_start_is_the_last_that_a_page_hears_of_its_waiting(submit: Submit) -> None:
    grading = submit()

    async def heard() -> list[str]:
        with hub().follow(grading.pk, 0) as follower:
            first = await follower.next(5)
            await sync_to_async(claim)(grading.pk)
            return first + await follower.next(5)

    messages = asynchronous.run(asyncio.wait_for(heard(), timeout=20))
    kinds = [parsed(message) for message in messages]
    assert [message[1] for message in kinds if message] == ["queued", "position", "started"]


def test_work_that_starts_while_its_news_are_read_has_no_place_any_more(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    grading = submit()

    def start_meanwhile(wanted: Iterable[int]) -> dict[int, Place]:
        places = places_of(wanted)
        claim(grading.pk)
        return places

    monkeypatch.setattr(streaming, "places_of", start_meanwhile)

    news = read_news({grading.pk: 0})[grading.pk]

    assert [event.kind for event in news.events] == ["queued", "started"]
    assert news.place is None
