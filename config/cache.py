"""The cache, for a site that works without it: what Redis cannot say now is simply not known."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

Found = TypeVar("Found")
logger = logging.getLogger(__name__)


class ForgivingCache(RedisCache):
    """A Redis cache that knows nothing while Redis is away, instead of failing the page that asks."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or ``default``."""
        return _forgiven(lambda: super(ForgivingCache, self).get(key, default, version), default)

    def set(self, key: str, value: Any, *args: Any, **options: Any) -> None:
        """Keep a value, where that is possible."""
        _forgiven(lambda: super(ForgivingCache, self).set(key, value, *args, **options), None)

    def add(self, key: str, value: Any, *args: Any, **options: Any) -> bool:
        """Keep a value that is new; whether it is, as far as anybody knows."""
        return bool(_forgiven(lambda: super(ForgivingCache, self).add(key, value, *args, **options), True))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count on; from nothing while Redis is away."""
        return _forgiven(lambda: super(ForgivingCache, self).incr(key, delta, version), delta)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; whether it was there."""
        return _forgiven(lambda: super(ForgivingCache, self).delete(key, version), False)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer; whether it was there."""
        return _forgiven(lambda: super(ForgivingCache, self).touch(key, timeout, version), False)

    def has_key(self, key: str, version: int | None = None) -> bool:
        """Whether it is there."""
        return _forgiven(lambda: super(ForgivingCache, self).has_key(key, version), False)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """Those that are there."""
        return _forgiven(lambda: super(ForgivingCache, self).get_many(keys, version), {})

    def set_many(self, data: dict[str, Any], *args: Any, **options: Any) -> list[str]:
        """Keep values; return the keys of those that were not kept."""
        return _forgiven(lambda: super(ForgivingCache, self).set_many(data, *args, **options), list(data))

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        """Forget values."""
        _forgiven(lambda: super(ForgivingCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        """Forget everything."""
        _forgiven(lambda: super(ForgivingCache, self).clear(), None)


def _forgiven(ask: Callable[[], Found], otherwise: Found) -> Found:
    try:
        return ask()
    except RedisError as error:
        logger.warning("the cache does not answer: %s", error)
        return otherwise
