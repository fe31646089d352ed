"""A thread of every web process and worker that keeps its entry on the board, and a worker's sandboxes' beside it."""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import socket
import threading
from collections.abc import Callable
from functools import cache
from time import monotonic
from typing import Any

from django.conf import settings
from prometheus_client import generate_latest

from grader.telemetry import sandboxes
from grader.telemetry.board import Board, BoardUnavailable, Entry, board
from grader.telemetry.measures import JUDGING, registry

SECONDS = 10.0
"""How often entries are written."""

logger = logging.getLogger(__name__)


def host() -> str:
    """Return this computer's name; in a container, the container's."""
    return socket.gethostname()


@cache
def own_name(kind: str) -> str:
    """Return the name of this process's entry."""
    return f"{kind}-{host()}-{os.getpid()}"


class Tasks:
    """What this worker has to do, as Celery tells when each of its tasks begins and ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._idle_since = monotonic()

    def began(self) -> None:
        """Count a task that begins."""
        with self._lock:
            self._under_way += 1

    def ended(self) -> None:
        """Count a task that has ended."""
        with self._lock:
            self._under_way -= 1
            self._idle_since = monotonic()

    def idle_seconds(self) -> float:
        """Return for how long there was no task; 0 while there is one."""
        with self._lock:
            return 0.0 if self._under_way else monotonic() - self._idle_since


tasks = Tasks()


def web_entries() -> list[Entry]:
    """Return a web process's entry."""
    return [_own("web", {})]


def worker_entries() -> list[Entry]:
    """Return a worker's entry, and those of the sandbox servers that it reaches."""
    found = sandboxes.answers()
    facts = {
        "slots": settings.GRADING_SLOTS,
        "judging": int(JUDGING._value.get()),  # prometheus_client tells it nowhere else.
        "idle_seconds": round(tasks.idle_seconds(), 1),
        "environments": sandboxes.environments_of(found),
    }
    return [_own("worker", facts), *(sandboxes.entry_of(one, host()) for one in found.values() if one)]


def _own(kind: str, facts: dict[str, Any]) -> Entry:
    return Entry(name=own_name(kind), kind=kind, host=host(), facts=facts, metrics=generate_latest(registry).decode())


class Publisher(threading.Thread):
    """Writes what ``entries`` returns, until ``stop``; where Redis is away, it goes on trying and says so once."""

    def __init__(self, kind: str, entries: Callable[[], list[Entry]], where: Board | None = None) -> None:
        super().__init__(name="publisher", daemon=True)
        self._name_on_board = own_name(kind)
        self._entries = entries
        self._board = where or board()
        self._stopping = threading.Event()
        self._is_away = False

    def run(self) -> None:
        """Write at once, and then again and again."""
        while not self._stopping.is_set():
            self.publish()
            self._stopping.wait(SECONDS)

    def publish(self) -> None:
        """Write once; whatever goes wrong is logged when it begins."""
        try:
            self._board.put(*self._entries())
            self._is_away = False
        except Exception:  # The thread must outlive everything: without it this process is taken for dead.
            if not self._is_away:
                logger.warning("this process cannot say that it is there", exc_info=True)
            self._is_away = True

    def stop(self) -> None:
        """End the thread and take this process off the board."""
        self._stopping.set()
        with contextlib.suppress(BoardUnavailable):
            self._board.remove(self._name_on_board)


def start_publishing(kind: str) -> Publisher:
    """Start this process's thread; it ends, and says so, with the process."""
    publisher = Publisher(kind, worker_entries if kind == "worker" else web_entries)
    publisher.start()
    atexit.register(publisher.stop)
    return publisher
