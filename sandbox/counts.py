"""What a sandbox server has counted since it started: jobs, jails, refusals, seconds."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.job import JailEnd, JobEnd

OUR_REASONS = ("jail_not_opened", "not_warm", "killed_from_outside", "keeper_died", "bad_job", "server")
"""Why a job was not carried out, through no fault of the code in it."""


class Counts:
    """Counters that threads share. Their labels are few: environments, endings and reasons."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: Counter[tuple[str, str]] = Counter()
        self._jails: Counter[tuple[str, str, str]] = Counter()
        self._refused: Counter[str] = Counter()
        self._restarts: Counter[str] = Counter()
        self._seconds: defaultdict[tuple[str, str], float] = defaultdict(float)
        self._now: Counter[str] = Counter()

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Count one more as ``what`` (``waiting`` or ``running``) for as long as the context is open."""
        self._change(what, 1)
        try:
            yield
        finally:
            self._change(what, -1)

    def _change(self, what: str, by: int) -> None:
        with self._lock:
            self._now[what] += by

    def ended(self, environment: str, end: JobEnd) -> None:
        """Count a job that was carried out, however its jails ended."""
        with self._lock:
            self._jobs[environment, "canceled" if end.canceled else "done"] += 1
            self._count_jail(environment, "submission", end.submission)
            if end.tests is not None:
                self._count_jail(environment, "tests", end.tests)
            self._seconds[environment, "job"] += end.seconds

    def _count_jail(self, environment: str, source: str, end: JailEnd) -> None:
        self._jails[environment, source, end.ending.value] += 1
        self._seconds[environment, source] += end.seconds

    def waited(self, environment: str, seconds: float) -> None:
        """Count the seconds that a job has waited for a slot of this server."""
        with self._lock:
            self._seconds[environment, "slot"] += seconds

    def refused(self, message: str) -> None:
        """Count a job that was not carried out, by the reason that ``message`` gives."""
        with self._lock:
            self._refused[reason_of(message)] += 1

    def restarted(self, environment: str) -> None:
        """Count a warm process that died and is started again."""
        with self._lock:
            self._restarts[environment] += 1

    def to_dict(self) -> dict[str, Any]:
        """Return all counters as they travel: lists of labels and a number."""
        with self._lock:
            return {
                "jobs": [[*labels, number] for labels, number in self._jobs.items()],
                "jails": [[*labels, number] for labels, number in self._jails.items()],
                "refused": [[reason, number] for reason, number in self._refused.items()],
                "restarts": [[name, number] for name, number in self._restarts.items()],
                "seconds": [[*labels, round(number, 3)] for labels, number in self._seconds.items()],
                "now": dict(self._now),
            }


def reason_of(message: str) -> str:
    """Return in a word, one of ``OUR_REASONS``, why a job was refused."""
    beginnings = {
        "the jail could not be opened": "jail_not_opened",
        "environment": "not_warm",
        "the warm process": "not_warm",
        "a jail within its limits": "killed_from_outside",
        "a jail's keeper": "keeper_died",
        "not a job": "bad_job",
        "this server has no": "bad_job",
    }
    return next((reason for start, reason in beginnings.items() if message.startswith(start)), "server")
