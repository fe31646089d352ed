"""Writes a running grading's steps to the database, a few times a second at most, and keeps its heartbeat."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from django.conf import settings

from grader.errors import Interrupted, SandboxProblem
from grader.events import Step
from grader.models import EventKind, Grading, Priority
from grader.queueing import stopping
from grader.queueing.queue import record

FLUSH_SECONDS = 0.1
"""Nobody watches a regrade live; its steps are written with the heartbeat."""
HEARTBEAT_SECONDS = 1.0


class Recorder:
    """Gathers steps of one claimed grading. Raises `LostClaim` once the grading belongs to somebody else."""

    def __init__(self, claimed: Grading, clock: Callable[[], float] = time.monotonic) -> None:
        self._claimed = claimed
        self._flush_seconds = HEARTBEAT_SECONDS if claimed.priority == Priority.REGRADE else FLUSH_SECONDS
        self._clock = clock
        self._steps: list[Step] = []
        self._began_at = self._written_at = clock()
        self._cancel = False

    def take(self, steps: Iterable[Step]) -> None:
        """Remember steps, and write what has gathered when the last writing is long enough ago."""
        for step in steps:
            self._append(step)
        self._write_after(self._flush_seconds)

    def should_stop(self) -> bool:
        """Write what is due and return whether the student asked for a cancel.

        `Interrupted` when this worker was asked to end and has waited long enough for the job.
        `SandboxProblem` when the job should have ended long ago: nothing else would end it, for Celery holds no thread
        to its time limit, and the heartbeat keeps the sweep away.
        """
        if stopping.is_due():
            raise Interrupted("the worker was asked to end")
        if self._clock() - self._began_at > settings.CELERY_TASK_TIME_LIMIT:
            raise SandboxProblem(f"the sandbox has not ended the job within {settings.CELERY_TASK_TIME_LIMIT} s")
        self._write_after(self._flush_seconds if self._steps else HEARTBEAT_SECONDS)
        return self._cancel

    def unwritten(self) -> list[Step]:
        """Hand over the steps that are not written yet."""
        steps, self._steps = self._steps, []
        return steps

    def _append(self, step: Step) -> None:
        kind, data = step
        last_kind, last_data = self._steps[-1] if self._steps else (None, {})
        if kind == EventKind.STDOUT and last_kind == EventKind.STDOUT:
            joined = {"text": last_data["text"] + data["text"], "cut": last_data["cut"] or data["cut"]}
            self._steps[-1] = (EventKind.STDOUT, joined)
        else:
            self._steps.append(step)

    def _write_after(self, seconds: float) -> None:
        if self._clock() - self._written_at < seconds:
            return
        self._cancel = record(self._claimed, self.unwritten())
        self._written_at = self._clock()
