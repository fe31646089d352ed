"""The cache in Redis, which goes on in this process's own memory while Redis does not answer.

It holds counts of attempts and uploads that wait for a confirmation; nothing in it has to last. A site whose Redis is
gone still takes in work and lets people sign in, and each web process goes on counting wrong passwords for itself.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

SECONDS_TO_CONNECT = 1.0
SECONDS_TO_ANSWER = 2.0
SECONDS_OF_REST = 10.0
"""For so long after a failure Redis is not asked again, so that a request waits for it once at most."""
REMEMBERED = {"MAX_ENTRIES": 10_000}

_log = logging.getLogger(__name__)


class SteadyRedisCache(RedisCache):
    """Redis, or else memory."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        waits: dict[str, Any] = {"socket_timeout": SECONDS_TO_ANSWER, "retry": Retry(NoBackoff(), 0)}
        if not server.startswith("unix"):
            waits["socket_connect_timeout"] = SECONDS_TO_CONNECT
        super().__init__(server, {**params, "OPTIONS": {**waits, **params.get("OPTIONS", {})}})
        self._memory = LocMemCache("steady", {**params, "OPTIONS": REMEMBERED})
        self._rests_until = 0.0

    def _steady(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._rests_until:
            try:
                from_redis: Callable[..., Any] = getattr(super(), name)
                return from_redis(*args, **kwargs)
            except RedisError as error:
                self._rests_until = time.monotonic() + SECONDS_OF_REST
                _log.warning("Redis does not answer (%s); counting in memory.", type(error).__name__)
        known: Callable[..., Any] = getattr(self._memory, name)
        return known(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Like Django's."""
        return bool(self._steady("add", *args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Like Django's."""
        return self._steady("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Like Django's."""
        self._steady("set", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """Like Django's."""
        return int(self._steady("incr", *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Like Django's."""
        return bool(self._steady("delete", *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Like Django's."""
        return bool(self._steady("has_key", *args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Like Django's."""
        return bool(self._steady("touch", *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Like Django's."""
        return dict(self._steady("get_many", *args, **kwargs))

    def set_many(self, *args: Any, **kwargs: Any) -> list[str]:
        """Like Django's."""
        return list(self._steady("set_many", *args, **kwargs))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Like Django's."""
        self._steady("delete_many", *args, **kwargs)

    def clear(self) -> None:
        """Like Django's."""
        self._steady("clear")
