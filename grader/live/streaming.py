"""One reader of new events for all live pages of a web process.

Each open stream follows one grading. The hub asks the database for all of them at once, in one thread with one
connection, and wakes those for which there is news. A stream that has not sent its last news is not asked for more.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from grader.live.expecting import Place, places_of
from grader.models import FINAL_STATES, EventKind, Grading, GradingEvent, State

SHORTEST_PAUSE = 0.1
LONGEST_PAUSE = 0.4
"""Seconds between two questions: the shortest after news, the longest when nothing happens anywhere."""
ASKED_AT_ONCE = 250
"""How many event numbers one question goes on from; SQLite's parser takes expressions of a limited depth only."""
REST_PER_WORK = 2.0
"""The shortest pause as a multiple of what the question before took: many pages must not keep the server busy."""
PLACE_PAUSE = 1.0
"""Seconds between two places that one page is told: with hundreds in the queue, each start moves all of them up."""
TOLD_AT_ONCE = 500
"""Events of one grading that are read at once, so that nobody's thousands keep everybody else's waiting."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One event as a page hears it."""

    number: int | None
    kind: str
    data: dict[str, Any]

    @cached_property
    def text(self) -> str:
        """The event as a stream sends it."""
        identity = f"id: {self.number}\n" if self.number is not None else ""
        return f"{identity}event: {self.kind}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n"


@dataclass(frozen=True, kw_only=True)
class News:
    """What happened to a grading since an event number, and its place while it waits."""

    events: list[Told] = field(default_factory=list)
    place: Place | None = None
    is_final: bool = False


def read_news(seen: Mapping[int, int]) -> dict[int, News]:
    """Return what is new of each grading after the event number that was ``seen`` of it, in a few queries for all.

    At most ``TOLD_AT_ONCE`` events of each. The states are read before the events, so that a final one leaves none
    unread.
    """
    states = dict(Grading.objects.filter(pk__in=seen).values_list("pk", "state"))
    places = places_of(pk for pk, state in states.items() if state == State.QUEUED)
    events: dict[int, list[Told]] = {pk: [] for pk in seen}
    questions = _questions(seen)
    for start in range(0, len(questions), ASKED_AT_ONCE):
        later = Q(*questions[start : start + ASKED_AT_ONCE], _connector=Q.OR)
        for event in GradingEvent.objects.filter(later).order_by("grading", "number"):
            events[event.grading_id].append(_told(event))
    return {
        pk: News(
            events=found,
            place=None if _has_begun(found) else places.get(pk),
            is_final=states.get(pk, State.ERROR) in FINAL_STATES and len(found) < TOLD_AT_ONCE,
        )
        for pk, found in events.items()
    }


def _questions(seen: Mapping[int, int]) -> list[Q]:
    """Ask for the next events of each grading: their numbers have no gaps. Those that wait are all at the same one."""
    at: dict[int, list[int]] = {}
    for pk, number in seen.items():
        at.setdefault(number, []).append(pk)
    return [Q(grading__in=pks, number__gt=number, number__lte=number + TOLD_AT_ONCE) for number, pks in at.items()]


def _has_begun(events: list[Told]) -> bool:
    """Whether a grading began while it was asked about: the events are read after its state and its place."""
    steps = [event.kind for event in events if event.kind in (EventKind.QUEUED, EventKind.STARTED)]
    return bool(steps) and steps[-1] == EventKind.STARTED


def _told(event: GradingEvent) -> Told:
    data = dict(event.data)
    if event.kind == EventKind.STARTED:
        data["ago"] = round((timezone.now() - event.created_at).total_seconds(), 1)
    return Told(number=event.number, kind=event.kind, data=data)


class Follower:
    """One stream: what its page has been told, and what it has not sent yet."""

    def __init__(self, grading_id: int, after: int) -> None:
        self.grading_id = grading_id
        self.after = after
        self._ends = False
        self._place: Place | None = None
        self._told_place_at = 0.0
        self._messages: list[str] = []
        self._woken = asyncio.Event()

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes, and everything has been taken."""
        return self._ends and not self._woken.is_set()

    @property
    def is_waiting(self) -> bool:
        """Whether it has taken everything that it was given."""
        return not self._woken.is_set()

    def give(self, news: News) -> bool:
        """Take what is new for it; return whether anything is."""
        fresh = [event for event in news.events if event.number is not None and event.number > self.after]
        messages = [event.text for event in fresh]
        if news.place is None:
            self._place = None
        elif self._is_to_be_told(news.place):
            messages.append(Told(number=None, kind="position", data=asdict(news.place)).text)
            self._place, self._told_place_at = news.place, monotonic()
        if fresh:
            self.after = fresh[-1].number or self.after
        if news.is_final and not any(event.kind == EventKind.FINISHED for event in fresh):
            messages.append(Told(number=None, kind=EventKind.FINISHED, data={}).text)
        self._messages, self._ends = messages, news.is_final
        if messages:
            self._woken.set()
        return bool(messages)

    def _is_to_be_told(self, place: Place) -> bool:
        if self._place is None or place.stuck != self._place.stuck:
            return True
        return place.position != self._place.position and monotonic() - self._told_place_at >= PLACE_PAUSE

    def drop(self) -> None:
        """End the stream, so that its page notices that something is wrong, and comes again."""
        self._ends = True
        self._woken.set()

    async def next(self, seconds: float) -> list[str]:
        """Return the next messages, none when ``seconds`` pass without any."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return []
        messages, self._messages = self._messages, []
        self._woken.clear()
        return messages


class Hub:
    """Asks for all followers of one event loop, as long as there are any."""

    def __init__(self) -> None:
        self._followers: set[Follower] = set()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="events")
        self._task: asyncio.Task[None] | None = None
        self._joined = asyncio.Event()

    @contextmanager
    def follow(self, grading_id: int, after: int) -> Iterator[Follower]:
        """Follow a grading's events after a number for as long as the context is open."""
        follower = Follower(grading_id, after)
        self._followers.add(follower)
        self._joined.set()
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())
        try:
            yield follower
        finally:
            self._followers.discard(follower)

    async def _run(self) -> None:
        pause = SHORTEST_PAUSE
        try:
            while self._followers:
                self._joined.clear()
                began = monotonic()
                found = await self._ask()
                shortest = min(LONGEST_PAUSE, max(SHORTEST_PAUSE, REST_PER_WORK * (monotonic() - began)))
                pause = shortest if found else max(shortest, min(LONGEST_PAUSE, pause * 1.15))
                await self._rest(pause)
        finally:
            self._task = None
            self._thread.submit(connection.close)

    async def _ask(self) -> bool:
        """Give the followers what is new; return whether there was anything."""
        waiting = [follower for follower in self._followers if follower.is_waiting]
        seen: dict[int, int] = {}
        for one in waiting:
            seen[one.grading_id] = min(one.after, seen.get(one.grading_id, one.after))
        try:
            news = await asyncio.get_running_loop().run_in_executor(self._thread, read_news, seen)
        except Exception:  # Whatever the database raises: the pages are told by their streams' ends, and come again.
            logger.exception("the events of %s live pages cannot be read", len(waiting))
            self._thread.submit(connection.close)
            for follower in waiting:
                follower.drop()
            return False
        given = [follower.give(news[follower.grading_id]) for follower in waiting]
        return any(given)

    async def _rest(self, seconds: float) -> None:
        """Wait, but not long when somebody new comes."""
        await asyncio.sleep(min(seconds, SHORTEST_PAUSE / 2))
        try:
            async with asyncio.timeout(max(0.0, seconds - SHORTEST_PAUSE / 2)):
                await self._joined.wait()
        except TimeoutError:
            return


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """Return the hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
