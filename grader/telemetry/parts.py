"""Whether each part of the site answers, in bounded time: each is asked in a thread of its own, and once at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from grader.queueing import pending
from grader.telemetry import sandboxes
from grader.telemetry.board import BoardUnavailable, Entry, board

logger = logging.getLogger(__name__)

MOST_SECONDS = 4.0
"""How long anybody waits for all parts together."""
KEPT_SECONDS = 2.0
"""How long an answer is told again, so that many who ask cost no more than one."""
IDLE_SECONDS = 60.0
"""When no worker has had a task for so long and live work has waited for as long, they are there and do not work."""


class Part(StrEnum):
    """What the site needs."""

    DATABASE = "database"
    MIGRATIONS = "migrations"
    REDIS = "redis"
    WORKER = "worker"
    SANDBOX = "sandbox"


WEB = (Part.DATABASE, Part.MIGRATIONS, Part.REDIS)
"""What pages need. Without the rest they are served, and work waits."""


@dataclass(frozen=True)
class Answer:
    """Whether a part is well, and why not in a few words that name no host, account or person."""

    ok: bool
    why: str = ""


OK = Answer(ok=True)
SILENT = Answer(ok=False, why="does not answer in time")


def examine(parts: Iterable[Part] = tuple(Part), seconds: float = MOST_SECONDS) -> dict[Part, Answer]:
    """Ask parts, all at once, and return what they say within ``seconds``; one that still hangs is not asked again."""
    asked = {part: _questions[part].ask() for part in parts}
    wait(asked.values(), timeout=seconds)
    return {part: future.result() if future.done() else SILENT for part, future in asked.items()}


def seen_last(part: Part) -> Answer:
    """Return what a part said last, and ask again where that is old. Never waits; at first all is well."""
    question = _questions[part]
    question.ask()
    return question.last


class _Question:
    """One part's question: under way at most once, and its answer told again for a moment."""

    def __init__(self, check: Callable[[], Answer]) -> None:
        self.check = check
        self.last = OK
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._future: Future[Answer] | None = None
        self._asked_at = 0.0

    def ask(self) -> Future[Answer]:
        is_old = time.monotonic() - self._asked_at > KEPT_SECONDS
        if self._future is None or (self._future.done() and is_old):
            self._asked_at = time.monotonic()
            self._future = self._pool.submit(self._answer)
        return self._future

    def forget(self) -> None:
        self._future, self.last = None, OK

    def _answer(self) -> Answer:
        self.last = self._checked()
        return self.last

    def _checked(self) -> Answer:
        try:
            return self.check()
        except (DatabaseError, BoardUnavailable):
            return Answer(ok=False, why="does not answer")
        except Exception as error:  # Whatever a part raises: who asks needs to know that it is not well.
            logger.warning("a part of the site cannot be examined", exc_info=True)
            return Answer(ok=False, why=f"fails: {type(error).__name__}")
        finally:
            connection.close()


def _database() -> Answer:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> Answer:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Answer(ok=False, why=f"{len(missing)} not applied") if missing else OK


def _redis() -> Answer:
    board().entries()
    return OK


def _worker() -> Answer:
    try:
        return of_workers(board().entries())
    except BoardUnavailable:
        return Answer(ok=False, why="not known, since Redis does not answer")


def of_workers(entries: list[Entry]) -> Answer:
    """Return whether a worker was seen lately, and none of them idles beside work that waits."""
    there = [one for one in entries if one.kind == "worker" and one.is_there]
    if not there:
        return Answer(ok=False, why="none was seen in the last 35 seconds")
    idle = all(one.facts.get("idle_seconds", 0.0) > IDLE_SECONDS for one in there)
    if idle and pending.live_work_waits(timezone.now() - timedelta(seconds=IDLE_SECONDS)):
        return Answer(ok=False, why="there, but takes no tasks")
    return OK


def _sandbox() -> Answer:
    here = sandboxes.environments_here()
    if here:
        return of_environments([here])
    try:
        return of_sandboxes(board().entries())
    except BoardUnavailable:
        return Answer(ok=False, why="not known, since Redis does not answer")


def of_sandboxes(entries: list[Entry]) -> Answer:
    """Return whether every sandbox is warm that a worker reaches."""
    there = [one for one in entries if one.kind == "worker" and one.is_there]
    return of_environments([one.facts.get("environments", {}) for one in there])


def of_environments(found: list[dict[str, str]]) -> Answer:
    """Return whether there are environments, and all are warm."""
    states = {name: state for one in found for name, state in one.items()}
    bad = sorted(f"{name} is {state}" for name, state in states.items() if state != "warm")
    if not states:
        return Answer(ok=False, why="none is reached by a worker")
    return Answer(ok=False, why=", ".join(bad)) if bad else OK


CHECKS: dict[Part, Callable[[], Answer]] = {
    Part.DATABASE: _database,
    Part.MIGRATIONS: _migrations,
    Part.REDIS: _redis,
    Part.WORKER: _worker,
    Part.SANDBOX: _sandbox,
}
_questions = {part: _Question(check) for part, check in CHECKS.items()}
