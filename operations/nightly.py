"""Cleaning up at night: a duty of the workers' clocks, in a thread of its own, so that no sweep waits for it."""

from __future__ import annotations

import logging
from threading import Thread

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from grader.queueing import stopping
from operations import cleaning

HOURS = range(3, 6)
"""Of the day in `TIME_ZONE`."""
NIGHT_SECONDS = 6 * 3600

logger = logging.getLogger(__name__)


def clean_up_at_night() -> Thread | None:
    """Start the night's cleaning where it is due; of all workers' clocks, one is enough."""
    if timezone.localtime().hour not in HOURS or not cache.add("clean_up", True, NIGHT_SECONDS):
        return None
    thread = Thread(target=_clean_up, name="clean-up", daemon=True)
    thread.start()
    return thread


def _clean_up() -> None:
    try:
        for removed in cleaning.clean_up():
            logger.info("removed: %s %s", removed.count, removed.what)
            if stopping.was_asked():
                return
    except Exception:
        logger.exception("the night's cleaning failed; the next night goes on")
    finally:
        connection.close()
