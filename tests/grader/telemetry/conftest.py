"""A Redis of the tests' own, and a board in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from grader.telemetry import exposition, parts, publishing, status
from grader.telemetry.board import Board
from tests.servers import private_redis


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of an empty Redis."""
    with private_redis() as server:
        yield server.url


@pytest.fixture
def board(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Board:
    """An empty board, which is the site's."""
    redis.Redis.from_url(redis_url).flushall()
    return _put_up(Board(redis_url), monkeypatch)


@pytest.fixture
def no_board(monkeypatch: pytest.MonkeyPatch) -> Board:
    """A board whose Redis is gone."""
    return _put_up(Board("unix:///nonexistent/redis.sock"), monkeypatch)


def _put_up(found: Board, monkeypatch: pytest.MonkeyPatch) -> Board:
    for module in (exposition, parts, publishing, status):
        monkeypatch.setattr(module, "board", lambda: found)
    for question in parts._questions.values():
        question.forget()
    return found
