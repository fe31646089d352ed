"""The board: who writes on it is there, who falls silent is not, and without Redis nobody waits for it."""

from __future__ import annotations

import time

import pytest
import redis

from grader.telemetry import publishing
from grader.telemetry.board import FORGOTTEN_AFTER, KEY, SEEN_LATELY, Board, BoardUnavailable, Entry

WORKER = Entry(name="worker-a-1", kind="worker", host="a", facts={"slots": 2}, metrics="x 1\n")


def older(redis_url: str, name: str, seconds: float) -> None:
    """Let an entry have been written so long ago."""
    client = redis.Redis.from_url(redis_url, decode_responses=True)
    text = str(client.hget(KEY, name))
    start, _, at = text.rpartition('"at": ')
    client.hset(KEY, name, f'{start}"at": {float(at.rstrip("}")) - seconds}}}')


def test_an_entry_is_read_as_it_was_written_and_replaced_by_the_next(board: Board) -> None:
    board.put(Entry(name=WORKER.name, kind="worker", host="a"), Entry(name="web-a-2", kind="web", host="a"))
    board.put(WORKER)

    web, worker = board.entries(with_metrics=True)

    assert (web.name, worker.name, worker.facts, worker.metrics) == ("web-a-2", "worker-a-1", {"slots": 2}, "x 1\n")
    assert worker.is_there
    assert worker.age < 5


def test_who_is_silent_is_not_there_and_is_forgotten_after_an_hour(board: Board, redis_url: str) -> None:
    board.put(WORKER)
    older(redis_url, WORKER.name, SEEN_LATELY + 1)
    (silent,) = board.entries()
    older(redis_url, WORKER.name, FORGOTTEN_AFTER)

    assert not silent.is_there
    assert board.entries() == []
    assert redis.Redis.from_url(redis_url).hlen(KEY) == 0


def test_who_ends_as_it_should_is_off_the_board_at_once(board: Board) -> None:
    board.put(WORKER)
    board.remove(WORKER.name)

    assert board.entries() == []


def test_without_redis_there_is_an_answer_and_no_waiting(no_board: Board) -> None:
    began = time.monotonic()
    with pytest.raises(BoardUnavailable):
        no_board.entries()
    with pytest.raises(BoardUnavailable):
        no_board.put(WORKER)
    assert time.monotonic() - began < 5


def test_a_publisher_survives_a_lost_redis_and_comes_back(
    board: Board, no_board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = publishing.Publisher("web", publishing.web_entries, no_board)
    publisher.publish()
    monkeypatch.setattr(publisher, "_board", board)
    publisher.publish()

    (entry,) = board.entries(with_metrics=True)

    assert entry.name == publishing.own_name("web")
    assert "backpass_requests" in entry.metrics


def test_a_worker_tells_of_its_sandboxes(board: Board, settings, sandbox_socket) -> None:
    settings.SANDBOX_SOCKET = str(sandbox_socket)

    board.put(*publishing.worker_entries())

    sandbox, worker = board.entries(with_metrics=True)
    assert (sandbox.kind, worker.kind) == ("sandbox", "worker")
    assert worker.facts["environments"]["numpy"] == "warm"
    assert worker.facts["idle_seconds"] >= 0
    assert 'backpass_sandbox_warm{environment="numpy"} 1.0' in sandbox.metrics


def test_a_worker_idles_from_its_last_tasks_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(publishing, "monotonic", lambda: now[0])
    tasks = publishing.Tasks()
    tasks.began()
    tasks.began()
    now[0] = 400.0
    tasks.ended()
    one_goes_on = tasks.idle_seconds()
    tasks.ended()
    now[0] = 410.0

    assert (one_goes_on, tasks.idle_seconds()) == (0.0, 10.0)
