"""Who is there: each web process, worker and sandbox server has an entry on a board in Redis, written again and again.

Redis and not the database: an entry is worth something for seconds, is written every ten by each process, and is whole
again ten seconds after Redis was lost. Ages are by the clock of Redis, so clocks of machines need not agree.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

import redis
from django.conf import settings

KEY = "backpass:processes"
METRICS_KEY = "backpass:metrics"
SEEN_LATELY = 35.0
"""Seconds. Whoever was silent for longer is not there: three writings were missed."""
FORGOTTEN_AFTER = 3600.0
ANSWER_SECONDS = 1.0


class BoardUnavailable(Exception):
    """Redis does not answer."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One process. ``kind`` is ``web``, ``worker`` or ``sandbox``; ``facts`` depend on it.

    ``metrics`` are its counters as Prometheus text, where they were asked for; ``age`` is seconds since it was written.
    """

    name: str
    kind: str
    host: str
    facts: dict[str, Any] = field(default_factory=dict)
    metrics: str = ""
    age: float = 0.0

    @property
    def is_there(self) -> bool:
        """Whether it was seen lately."""
        return self.age <= SEEN_LATELY


class Board:
    """The board in one Redis. Every call answers or raises `BoardUnavailable` within some seconds."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_connect_timeout=ANSWER_SECONDS, socket_timeout=ANSWER_SECONDS, decode_responses=True
        )

    def put(self, *entries: Entry) -> None:
        """Write entries, each in the place of the one before it."""
        try:
            now = _seconds(self._redis.time())
            texts: dict[Any, Any] = {one.name: _written(one, now) for one in entries}
            with self._redis.pipeline(transaction=False) as pipe:
                pipe.hset(KEY, mapping=texts)
                pipe.hset(METRICS_KEY, mapping={one.name: one.metrics for one in entries})
                pipe.execute()
        except redis.RedisError as error:
            raise BoardUnavailable from error

    def remove(self, name: str) -> None:
        """Take an entry off: its process ends as it should."""
        try:
            self._forget(name)
        except redis.RedisError as error:
            raise BoardUnavailable from error

    def entries(self, *, with_metrics: bool = False) -> list[Entry]:
        """Return all entries of the last hour, by name; older ones are removed."""
        try:
            now = _seconds(self._redis.time())
            found = [_read(str(text), now) for text in self._redis.hgetall(KEY).values()]
            if old := [one.name for one in found if one.age > FORGOTTEN_AFTER]:
                self._forget(*old)
            metrics = self._redis.hgetall(METRICS_KEY) if with_metrics else {}
        except redis.RedisError as error:
            raise BoardUnavailable from error
        kept = sorted((one for one in found if one.age <= FORGOTTEN_AFTER), key=lambda one: one.name)
        return [replace(one, metrics=str(metrics.get(one.name, ""))) for one in kept]

    def _forget(self, *names: str) -> None:
        self._redis.hdel(KEY, *names)
        self._redis.hdel(METRICS_KEY, *names)


@cache
def board() -> Board:
    """Return the site's board."""
    return Board(settings.REDIS_URL)


def _seconds(time: Any) -> float:
    return float(time[0]) + float(time[1]) / 1e6


def _written(entry: Entry, now: float) -> str:
    return json.dumps({**asdict(replace(entry, metrics="", age=0.0)), "at": now})


def _read(text: str, now: float) -> Entry:
    """Read an entry; another version's may hold more."""
    values = json.loads(text)
    names = ("name", "kind", "host", "facts")
    return Entry(**{name: values[name] for name in names}, age=max(0.0, now - values["at"]))
