"""A time limit that raises inside the code that it limits."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")
AGAIN_SECONDS = 0.5


class TimeLimitReached(BaseException):
    """The time is up. Not an ``Exception``, so that ``except Exception`` in a student's loop lets it through."""

    # Tracebacks show the module of any exception that is not a builtin, and ours means nothing to a student.
    __module__ = "builtins"


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """Return ``work()``; raise ``TimeLimitReached`` in the middle of it after ``seconds``.

    The alarm rings again every ``AGAIN_SECONDS`` for code that swallows the first one. Python code is interrupted;
    one long call into compiled code is not, which is why the other jail keeps a clock of its own.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread():
        return work()
    previous = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), AGAIN_SECONDS)
        try:
            return work()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TimeLimitReached
