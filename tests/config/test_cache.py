"""The cache goes on in memory while Redis does not answer, and does not wait for it again and again."""

from __future__ import annotations

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoConnection

from config import cache as module
from config.cache import SteadyRedisCache
from tests.servers import private_redis


@pytest.fixture
def cache() -> SteadyRedisCache:
    found = SteadyRedisCache("unix:///nonexistent/redis.sock", {})
    found._memory.clear()
    return found


def test_without_redis_it_counts_in_memory(cache: SteadyRedisCache) -> None:
    assert cache.add("tries", 0, 60)
    assert [cache.incr("tries"), cache.incr("tries")] == [1, 2]
    assert cache.get("tries") == 2
    assert cache.delete("tries")
    cache.set("word", "kept", 60)
    assert cache.get("word") == "kept"


def test_a_redis_that_is_gone_is_asked_once_and_then_again_after_a_rest(
    cache: SteadyRedisCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    now = [1000.0]

    def gone(_self: RedisCache, key: str, *_rest: object) -> None:
        asked.append(key)
        raise NoConnection

    monkeypatch.setattr(RedisCache, "get", gone)
    monkeypatch.setattr("config.cache.time.monotonic", lambda: now[0])
    for key in ("one", "two"):
        cache.get(key)
    now[0] += module.SECONDS_OF_REST
    cache.get("three")

    assert asked == ["one", "three"]


@pytest.mark.parametrize("address", ["redis://localhost:1/0", "unix:///nonexistent/redis.sock"])
def test_it_waits_for_redis_for_a_bounded_time(address: str) -> None:
    options: dict[str, object] = vars(SteadyRedisCache(address, {}))["_options"]
    assert options["socket_timeout"] == module.SECONDS_TO_ANSWER
    assert ("socket_connect_timeout" in options) is address.startswith("redis")


def test_with_redis_it_remembers() -> None:
    with private_redis() as redis:
        cache = SteadyRedisCache(redis.url, {})
        cache.set("key", [1, 2], 60)
        assert cache.get("key") == [1, 2]
        assert cache.add("count", 0, 60)
        assert not cache.add("count", 0, 60)
        assert cache.incr("count") == 1
        assert cache.get_many(["key", "count"]) == {"key": [1, 2], "count": 1}
        cache.clear()
        assert cache.get("key") is None
