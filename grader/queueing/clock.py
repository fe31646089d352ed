"""A worker's clock: a thread that does the sweep's rounds, whatever becomes of the broker.

Why not Celery's beat: it tells the worker by the broker, which may be what is missing; it goes by the time of day, so
that it stands still for an hour when that is put back; and it stays behind as a process of its own when the worker is
killed. Several workers' clocks do no harm: every step of a sweep is one conditional UPDATE.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from threading import Thread

from django.conf import settings
from django.db import connection

from grader.authoring import validation_queue
from grader.queueing import queue, stopping
from grader.queueing.broker import GPU_QUEUE
from grader.queueing.patience import AWAY
from sandbox import Client

more: list[Callable[[], object]] = []
"""Duties of the rooms above this one."""

logger = logging.getLogger(__name__)


def also(duty: Callable[[], object]) -> None:
    """Give every worker's clock a duty more. It must end soon: the sweep waits for it."""
    more.append(duty)


def start(queues: Sequence[str]) -> Thread:
    """Start the clock of a worker that takes from these queues; it stands still when the worker is asked to end."""
    duties: list[Callable[[], object]] = [queue.sweep, validation_queue.sweep, *more]
    if GPU_QUEUE in queues:
        duties.insert(0, meet_devices)
    thread = Thread(target=run, args=(duties, settings.RECOVERY_SECONDS / 6), name="clock", daemon=True)
    thread.start()
    return thread


def meet_devices() -> int:
    """Learn which GPUs this worker's sandbox servers have; return how many."""
    return queue.meet_devices(Client(settings.SANDBOX_SOCKET))


def run(duties: Sequence[Callable[[], object]], pause: float) -> None:
    """Do all duties every ``pause`` seconds until the worker is asked to end; none keeps the others from being done."""
    while not stopping.wait(pause):
        for duty in duties:
            try:
                duty()
            except AWAY as error:
                logger.warning("the clock's round waits for the database: %s", error)
            except Exception:
                logger.exception("the clock's round failed, and is tried again in %s s", pause)
        connection.close()
