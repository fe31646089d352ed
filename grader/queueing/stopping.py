"""Whether this worker was asked to end: it begins nothing new then, and gives back what does not end soon."""

from __future__ import annotations

import time
from threading import Event

from django.conf import settings

_asked = Event()
_asked_at = 0.0


def ask() -> None:
    """Ask this worker to end. Safe in a signal handler."""
    global _asked_at  # noqa: PLW0603  (a process ends once)
    if not _asked.is_set():
        _asked_at = time.monotonic()
        _asked.set()


def was_asked() -> bool:
    """Whether this worker begins nothing new any more."""
    return _asked.is_set()


def is_due() -> bool:
    """Whether what still runs is to be given back now: `SHUTDOWN_SECONDS` have passed since it was asked."""
    return _asked.is_set() and time.monotonic() - _asked_at >= settings.SHUTDOWN_SECONDS


def forget() -> None:
    """Take the request back, for tests."""
    _asked.clear()


def wait(seconds: float) -> bool:
    """Wait so long, or until this worker is asked to end; whether it was."""
    return _asked.wait(seconds)
