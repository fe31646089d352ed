"""Waiting for a database that is away: restarted, out of disk space, or locked for long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from grader.queueing import stopping

AWAY = (OperationalError, InterfaceError)
"""What the database raises when it is not its answer that is wrong, but the database itself."""
LONGEST_SECONDS = 300.0
PAUSE_SECONDS = 0.5

Found = TypeVar("Found")
logger = logging.getLogger(__name__)


def patiently(step: Callable[[], Found], seconds: float = LONGEST_SECONDS) -> Found:
    """Take a step, again and again while the database is away, for at most so long; then its error is raised.

    The step must be a transaction of its own that does no harm when it is taken twice: it may have been carried out
    although the answer was lost. A worker that was asked to end waits no longer than it has.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return step()
        except AWAY as error:
            if connection.in_atomic_block or stopping.is_due() or time.monotonic() > deadline:
                raise
            logger.warning("the database is away, and is asked again: %s", error)
            connection.close()
        time.sleep(PAUSE_SECONDS)
