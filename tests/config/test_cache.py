"""The cache while Redis is away, and while it is there."""

from __future__ import annotations

from pathlib import Path

from config.cache import ForgivingCache
from tests.servers import private_redis


def test_a_cache_without_a_redis_knows_nothing_and_fails_nothing(tmp_path: Path) -> None:
    cache = ForgivingCache(f"unix://{tmp_path}/none.sock", {})
    cache.set("key", 1)
    assert cache.get("key", "unknown") == "unknown"
    assert cache.get_many(["key"]) == {}
    assert cache.add("count", 0, 60)
    assert cache.incr("count") == 1
    assert not cache.delete("key")
    assert not cache.has_key("key")
    assert not cache.touch("key")


def test_a_cache_with_a_redis_remembers() -> None:
    with private_redis() as redis:
        cache = ForgivingCache(redis.url, {})
        cache.set("key", [1, 2], 60)
        assert cache.get("key") == [1, 2]
        assert cache.add("count", 0, 60)
        assert not cache.add("count", 0, 60)
        assert cache.incr("count") == 1
        assert cache.get_many(["key", "count"]) == {"key": [1, 2], "count": 1}
        cache.clear()
        assert cache.get("key") is None
